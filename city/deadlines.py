"""How a term is counted under article 57 of the Polish Code of Administrative Procedure (KPA)."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from .models import DeadlineRule

SATURDAY = 5


@lru_cache(maxsize=16)
def _days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("PL", years=year))


def is_working_day(day: date) -> bool:
    """Say whether offices work: not on Saturdays, Sundays and public holidays."""
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def add_months(start: date, months: int) -> date:
    """Return the same day number later, or the last day of a shorter month (KPA art. 57 § 3)."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def last_day(received: date, *, length: int, measure: str) -> date:
    """Return the last day of a term that began with an event on ``received`` (that day is not counted).

    A term that ends on a Saturday or a day off ends on the next working day (KPA art. 57 § 4).
    """
    if measure == DeadlineRule.Measure.WORKING_DAY:
        day = received
        for _step in range(length):
            day += timedelta(days=1)
            while not is_working_day(day):
                day += timedelta(days=1)
        return day
    is_in_months = measure == DeadlineRule.Measure.MONTH
    day = add_months(received, length) if is_in_months else received + timedelta(days=length)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
