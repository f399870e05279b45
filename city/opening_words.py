"""Opening hours in the reader's language, as whole sentences."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from .blocks import Weekday
from .deadlines import name_of_day_off
from .opening import WARSAW, Hours, Span

WORKING_WEEK = 7


class Row(NamedTuple):
    """A day of the week, or days one after another with the same hours, and those hours."""

    days: str
    hours: str


def state_sentence(hours: Hours, moment: datetime) -> str:
    """Say whether it is open at the moment and what comes next."""
    state = hours.state_at(moment)
    if state.is_open and state.closes:
        return _("Open now, until %(time)s.") % {"time": clock(state.closes)}
    if state.opens is None:
        return _("Closed now.")
    return _opens_next(state.opens, moment.astimezone(WARSAW).date())


def _opens_next(opens: datetime, today: date) -> str:
    day, words = opens.date(), {"time": clock(opens.time())}
    if day == today:
        return _("Closed now. Opens today at %(time)s.") % words
    if day == today + timedelta(days=1):
        return _("Closed now. Opens tomorrow at %(time)s.") % words
    if day < today + timedelta(days=WORKING_WEEK):
        return _on_weekday(day.isoweekday()) % words
    return _("Closed now. Opens on %(day)s at %(time)s.") % {"day": date_format(day, "DATE_FORMAT"), **words}


def _on_weekday(number: int) -> str:
    """Return a whole sentence: a day's name changes its form in Polish and Ukrainian."""
    return [
        _("Closed now. Opens on Monday at %(time)s."),
        _("Closed now. Opens on Tuesday at %(time)s."),
        _("Closed now. Opens on Wednesday at %(time)s."),
        _("Closed now. Opens on Thursday at %(time)s."),
        _("Closed now. Opens on Friday at %(time)s."),
        _("Closed now. Opens on Saturday at %(time)s."),
        _("Closed now. Opens on Sunday at %(time)s."),
    ][number - 1]


def week_rows(hours: Hours) -> list[Row]:
    """Return the usual week, days in a row with the same hours together."""
    rows: list[tuple[list[int], tuple[Span, ...]]] = []
    for number in range(1, 8):
        spans = hours.week.get(number, ())
        if rows and rows[-1][1] == spans:
            rows[-1][0].append(number)
        else:
            rows.append(([number], spans))
    return [Row(_days(days), spans_words(spans)) for days, spans in rows]


def _days(numbers: list[int]) -> str:
    first, last = (str(Weekday(str(number)).label) for number in (numbers[0], numbers[-1]))
    if len(numbers) == 1:
        return first
    if len(numbers) == 2:
        return _("%(first)s and %(last)s") % {"first": first, "last": last}
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def spans_words(spans: tuple[Span, ...]) -> str:
    """Return hours like "8:00–12:00, 13:00–16:00", or that it is closed."""
    if not spans:
        return pgettext("opening hours", "closed")
    return ", ".join(f"{clock(span.opens)}–{clock(span.closes)}" for span in spans)


def days_words(first: date, last: date) -> str:
    """Return a day, or the first and the last of several."""
    if first == last:
        return date_format(first, "DATE_FORMAT")
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "DATE_FORMAT"),
        "last": date_format(last, "DATE_FORMAT"),
    }


def holiday_sentence(hours: Hours, moment: datetime) -> str:
    """Say that a public holiday closes it today; empty on every other day."""
    today = moment.astimezone(WARSAW).date()
    if not hours.is_day_off(today):
        return ""
    name = name_of_day_off(today, get_language() or "pl")
    return _("Closed today because of a public holiday: %(name)s.") % {"name": name}


def clock(moment: time) -> str:
    """Return the time as people of the language write it."""
    return time_format(moment, "TIME_FORMAT")
