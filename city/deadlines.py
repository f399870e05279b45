"""How a term is counted under article 57 of the Polish Code of Administrative Procedure (KPA).

Everything here is about days, not moments: no clock, time zone or change of summer time can move a result.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

from .explanations import Explanation, RuleFacts, Step, StepKind
from .models import DeadlineRule

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# The calendar's own codes of languages; the names of days off exist in these.
_CALENDAR_LANGUAGES = {"en": "en_US", "pl": "pl", "uk": "uk"}


@lru_cache(maxsize=64)
def _days_off(year: int, language: str = "pl") -> Mapping[date, str]:
    return dict(holidays.country_holidays("PL", years=year, language=_CALENDAR_LANGUAGES.get(language, "en_US")))


def name_of_day_off(day: date, language: str) -> str:
    """Return the name of the public holiday in the language, or an empty string when it is none."""
    return _days_off(day.year, language.partition("-")[0]).get(day, "")


def is_working_day(day: date) -> bool:
    """Say whether offices work: not on Saturdays, Sundays and public holidays."""
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def shift(day: date, days: int = 0) -> date:
    """Return the first working day on or after the day that many calendar days later."""
    day += timedelta(days=days)
    while not is_working_day(day):
        day += ONE_DAY
    return day


def step_back(day: date, working_days: int = 0) -> date:
    """Return the last working day on or before the day, or the one that many working days earlier."""
    while not is_working_day(day):
        day -= ONE_DAY
    for _number in range(working_days):
        day = step_back(day - ONE_DAY)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and with ``end``; negative when the end lies before the start."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_months(start: date, months: int) -> date:
    """Return the same day number later, or the last day of a shorter month (KPA art. 57 § 3)."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - ONE_DAY).day
    return date(year, month, min(start.day, last))


def last_day(received: date, *, length: int, measure: str, shifts: bool = True) -> date:
    """Return the last day of a term that began with an event on ``received`` (that day is not counted).

    A term that ends on a Saturday or a day off ends on the next working day (KPA art. 57 § 4), unless its rule says
    that it does not shift.
    """
    day = _unshifted(received, length, measure)
    return shift(day) if shifts else day


def explain(received: date, rule: DeadlineRule) -> Explanation:
    """Count the term of a rule from the event on ``received`` and keep every step of the way, to be shown later."""
    facts = RuleFacts(
        code=rule.code,
        law=rule.law,
        article=rule.article,
        length=rule.length,
        measure=rule.measure,
        starts_on=rule.starts_on,
        shifts=rule.shifts_to_working_day,
    )
    unshifted = _unshifted(received, rule.length, rule.measure)
    steps = [
        Step(StepKind.NOT_COUNTED, received),
        *_holidays_passed_over(received, unshifted, rule.measure),
        Step(StepKind.COUNTED, unshifted),
    ]
    if rule.measure == DeadlineRule.Measure.MONTH and unshifted.day != received.day:
        steps.append(Step(StepKind.SHORTER_MONTH, unshifted))
    steps += _end(unshifted, is_shifted=rule.shifts_to_working_day)
    return Explanation(received=received, rule=facts, unshifted=unshifted, last_day=steps[-1].day, steps=tuple(steps))


def _unshifted(received: date, length: int, measure: str) -> date:
    if measure == DeadlineRule.Measure.MONTH:
        return add_months(received, length)
    if measure == DeadlineRule.Measure.DAY:
        return received + timedelta(days=length)
    day = received
    for _number in range(length):
        day = shift(day, 1)
    return day


def _holidays_passed_over(received: date, end: date, measure: str) -> list[Step]:
    """Name the holidays that made a term in working days longer; weekends need no naming."""
    if measure != DeadlineRule.Measure.WORKING_DAY:
        return []
    days = (received + timedelta(days=n) for n in range(1, (end - received).days))
    return [Step(StepKind.PASSED_OVER, day) for day in days if day.weekday() < SATURDAY and not is_working_day(day)]


def _end(day: date, *, is_shifted: bool) -> list[Step]:
    """Say why the term does not end on the day it was counted to; nothing when that is a working day."""
    if is_working_day(day):
        return []
    if not is_shifted:
        return [Step(_kind_of_day_off(day), day), Step(StepKind.STAYS, day)]
    end = shift(day)
    off = [day + timedelta(days=n) for n in range((end - day).days)]
    return [*(Step(_kind_of_day_off(one), one) for one in off), Step(StepKind.NEXT_WORKING_DAY, end)]


def _kind_of_day_off(day: date) -> StepKind:
    if day in _days_off(day.year):
        return StepKind.HOLIDAY
    return StepKind.SATURDAY if day.weekday() == SATURDAY else StepKind.SUNDAY
