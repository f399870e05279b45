"""What must hold between the facts of an event, each fault with a sentence that says how to mend it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.limits import MOST_OCCURRENCES

from .facts import schedule_of
from .recurrence import UnknownRule
from .schedule import Schedule

Fault = tuple[str, str]
"""The field and what is wrong with it."""


def check(page: Any) -> None:
    """Raise ``ValidationError`` with every fault of the event."""
    faults: dict[str, list[str]] = {}
    for name, text in (*_of_time(page), *_of_dates(page), *_of_words(page)):
        faults.setdefault(name, []).append(text)
    if faults:
        raise ValidationError(faults)


def _of_time(page: Any) -> Iterator[Fault]:
    if page.starts_on is None:
        return
    ends_on = page.ends_on or page.starts_on
    if ends_on < page.starts_on:
        yield "ends_on", _("The last day is before the first. Correct one of them.")
    if page.ends_at and not page.starts_at:
        yield "starts_at", _("Say when it begins, or leave both times empty for a whole day.")
    if page.starts_at and page.ends_at and ends_on == page.starts_on and page.ends_at <= page.starts_at:
        yield (
            "ends_at",
            _("The end must be after the start. If it ends after midnight, give the next day as the last."),
        )
    if page.starts_at and not page.ends_at and ends_on > page.starts_on:
        yield "ends_at", _("Say when it ends on the last day, or leave both times empty for whole days.")
    begins_last = page.last_on if page.recurrence else page.starts_on
    if page.registration_until and begins_last and page.registration_until > begins_last:
        yield "registration_until", _("The last day to register must not be after the event begins.")


def _of_dates(page: Any) -> Iterator[Fault]:
    try:
        schedule = page.starts_on and schedule_of(page)
    except UnknownRule:
        return  # the field says so itself
    if not schedule or (page.ends_on and page.ends_on < page.starts_on):
        return
    yield from _of_rule(schedule)
    if schedule.recurrence is None and (schedule.changes or schedule.left_out):
        yield "changes", _("This event does not repeat. Change its day above, or mark the whole event as cancelled.")
        return
    for day in sorted({*schedule.changes, *schedule.left_out}):
        if not schedule.is_planned(day):
            yield (
                "changes",
                _("Nothing is planned for %(day)s, so it cannot be cancelled, moved or left out.")
                % {"day": date_format(day, "DATE_FORMAT")},
            )
    for change in (*schedule.changes.values(), *schedule.extra):
        if change.ends_at and change.ends_at <= (change.starts_at or schedule.starts_at or change.ends_at):
            yield "changes", _("The new end must be after the new start.")


def _of_rule(schedule: Schedule) -> Iterator[Fault]:
    rule = schedule.recurrence
    if rule is None:
        return
    if rule.until and rule.until < schedule.starts_on:
        yield "recurrence", _("The repetition ends before the first date. Choose a later day.")
    elif not schedule.is_planned(schedule.starts_on):
        yield "recurrence", _("The first date is not one of the days chosen here. Change it or the weekdays.")
    elif schedule.is_too_long():
        yield (
            "recurrence",
            _("These are more than %(most)d dates. Choose an earlier last day.") % {"most": MOST_OCCURRENCES},
        )


def _of_words(page: Any) -> Iterator[Fault]:
    if page.is_cancelled and not page.cancellation_reason.strip():
        yield "cancellation_reason", _("Say why it is cancelled: people have planned for it.")
    if not page.is_free and not page.price.strip():
        yield "price", _("Say what it costs, or mark it as free.")
    if page.is_free and page.price.strip():
        yield "price", _("It is marked as free, but a price is given. Remove one of the two.")
