"""When a page has to be looked at again: computed from what is known of it, never stored."""

from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from django.conf import settings

WEEK = 7
BEFORE, ON_THE_DAY = "before", "due"


class Standing(StrEnum):
    """How urgent a review is."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"


def months_between(type_label: str, own: int | None) -> int:
    """Return the months between two reviews of a page of the type; 0 means that it needs none."""
    if own is not None:
        return own
    months: int = settings.REVIEW_MONTHS.get(type_label, settings.REVIEW_MONTHS_OTHERWISE)
    return months


def due_date(since: date | None, months: int) -> date | None:
    """Return the day of the next review; None when there is none."""
    if since is None or not months:
        return None
    day: date = since + relativedelta(months=months)
    return day


def standing(due_on: date, today: date) -> Standing:
    """Say whether a review is late, falls due within the time of warning, or lies further ahead."""
    if due_on < today:
        return Standing.OVERDUE
    return Standing.DUE if (due_on - today).days <= settings.REVIEW_WARNING_DAYS else Standing.LATER


def stage(due_on: date, today: date) -> str:
    """Return the one reminder that fits today: before, on the day, or the full weeks since; empty for none yet.

    A job that slept through some days finds the same stage afterwards, and through some weeks the newest only.
    """
    late = (today - due_on).days
    if late < -settings.REVIEW_WARNING_DAYS:
        return ""
    if late < 0:
        return BEFORE
    return f"week-{late // WEEK}" if late >= WEEK else ON_THE_DAY
