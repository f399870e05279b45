"""A rule and its dates in words, in the reader's language."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .recurrence import Frequency, Recurrence
from .schedule import Occurrence, Schedule
from .weekdays import EVERY, EVERY_SECOND, ON, ON_POSITION


def repetition(schedule: Schedule) -> str:
    """Return how the event repeats as a phrase: “every second Tuesday until 30 June 2026”; empty when it does not."""
    rule = schedule.recurrence
    if rule is None:
        return ""
    return _with_end(_RHYTHMS[rule.frequency](rule, schedule.starts_on), rule)


def _with_end(rhythm: str, rule: Recurrence) -> str:
    if rule.until:
        return _("%(rhythm)s until %(day)s") % {"rhythm": rhythm, "day": date_format(rule.until, "DATE_FORMAT")}
    if rule.count:
        times = ngettext("%(count)d time", "%(count)d times", rule.count) % {"count": rule.count}
        return _("%(rhythm)s, %(times)s") % {"rhythm": rhythm, "times": times}
    return rhythm


def _daily(rule: Recurrence, first: date) -> str:
    if rule.interval == 1:
        return _("every day")
    if rule.interval == 2:
        return _("every second day")
    return ngettext("every %(count)d day", "every %(count)d days", rule.interval) % {"count": rule.interval}


def _weekly(rule: Recurrence, first: date) -> str:
    days = rule.weekdays or (first.weekday(),)
    if len(days) == 1 and rule.interval <= 2:
        return str((EVERY if rule.interval == 1 else EVERY_SECOND)[days[0]])
    return _("%(rhythm)s %(days)s") % {"rhythm": _weeks(rule.interval), "days": _join([ON[day] for day in days])}


def _weeks(interval: int) -> str:
    if interval == 1:
        return _("every week")
    if interval == 2:
        return _("every second week")
    return ngettext("every %(count)d week", "every %(count)d weeks", interval) % {"count": interval}


def _months(interval: int) -> str:
    if interval == 1:
        return _("every month")
    if interval == 2:
        return _("every second month")
    return ngettext("every %(count)d month", "every %(count)d months", interval) % {"count": interval}


def _monthly(rule: Recurrence, first: date) -> str:
    return _("%(rhythm)s on day %(day)d") % {"rhythm": _months(rule.interval), "day": first.day}


def _monthly_weekday(rule: Recurrence, first: date) -> str:
    days = _join([ON_POSITION[rule.position][day] for day in rule.weekdays])
    return _("%(rhythm)s %(days)s") % {"rhythm": _months(rule.interval), "days": days}


def _yearly(rule: Recurrence, first: date) -> str:
    day = date_format(first, "j E")
    if rule.interval == 1:
        return _("every year on %(day)s") % {"day": day}
    years = ngettext("every %(count)d year", "every %(count)d years", rule.interval) % {"count": rule.interval}
    return _("%(rhythm)s on %(day)s") % {"rhythm": years, "day": day}


_RHYTHMS: dict[Frequency, Callable[[Recurrence, date], str]] = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.MONTHLY_WEEKDAY: _monthly_weekday,
    Frequency.YEARLY: _yearly,
}


def _join(phrases: list[object]) -> str:
    return get_text_list([str(phrase) for phrase in phrases], _("and"))


def when(one: Occurrence) -> str:
    """Return day and hours of one date: “Tuesday, 1 December 2026, 18:00–19:30”."""
    day = _day(one.starts_on)
    if not one.is_one_day:
        return _several_days(one)
    if one.starts_at is None:
        return _("%(day)s, all day") % {"day": day}
    return _("%(day)s, %(hours)s") % {"day": day, "hours": hours(one)}


def hours(one: Occurrence) -> str:
    """Return from when to when on one day; empty for a whole day."""
    if one.starts_at is None:
        return ""
    begins = time_format(one.starts_at)
    return f"{begins}–{time_format(one.ends_at)}" if one.ends_at else begins


def _several_days(one: Occurrence) -> str:
    first, last = _day(one.starts_on), _day(one.ends_on)
    if one.starts_at and one.ends_at:
        first = f"{first}, {time_format(one.starts_at)}"
        last = f"{last}, {time_format(one.ends_at)}"
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def _day(day: date) -> str:
    return _("%(weekday)s, %(day)s") % {"weekday": date_format(day, "l"), "day": date_format(day, "DATE_FORMAT")}
