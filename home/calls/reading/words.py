"""The facts of a call in words, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from consultations.organisations.models import Organisation
from home.calls.models import Call


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by the clock in the city: in words, and as a machine reads it."""

    words: str
    machine: str

    @classmethod
    def of(cls, at: datetime) -> Self:
        """Return a moment with weekday, day and hour."""
        local = timezone.localtime(at)
        day = _("%(weekday)s, %(day)s") % {"weekday": date_format(local, "l"), "day": date_format(local, "DATE_FORMAT")}
        words = _("%(day)s, %(hours)s") % {"day": day, "hours": time_format(local.time())}
        return cls(words, local.isoformat(timespec="minutes"))

    @classmethod
    def day_of(cls, at: datetime) -> Self:
        """Return the day of a moment without its hour."""
        local = timezone.localtime(at)
        return cls(date_format(local, "DATE_FORMAT"), local.date().isoformat())


def time_left(at: datetime, now: datetime) -> str:
    """Return how far away a moment is by the calendar of the city; empty when it has passed."""
    if at <= now:
        return ""
    days = (timezone.localtime(at).date() - timezone.localtime(now).date()).days
    if days == 0:
        return pgettext("time left", "today")
    if days == 1:
        return pgettext("time left", "tomorrow")
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}


def contribution_words(call: Call) -> str:
    """Return in plain words what applicants must add of their own; empty when the call does not say."""
    if call.own_contribution_pct is None:
        return ""
    if not call.is_own_contribution_required:
        return pgettext("own contribution", "not required")
    share = call.own_contribution_pct.normalize()
    places = max(0, -int(share.as_tuple().exponent))
    return _("at least %(share)s%% of the whole cost") % {"share": number_format(share, places)}


def kinds_words(call: Call) -> list[str]:
    """Return which kinds of organisation may apply; none when the call does not say."""
    return [str(Organisation.Kind(code).label) for code in Organisation.Kind.values if code in call.eligible_kinds]
