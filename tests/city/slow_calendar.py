"""The Polish calendar of the office walked day by day: slow, and written without the code it is compared with.

Days off: the act of 18 January 1951 on days free from work, with Christmas Eve since 2025. Terms: KPA art. 57.
"""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
FIXED = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
AFTER_EASTER = {0, 1, 49, 60}  # Easter, its Monday, Pentecost, Corpus Christi
CHRISTMAS_EVE_SINCE = 2025


def easter(year: int) -> date:
    """Return Easter by the anonymous algorithm of Nature, 1876."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def works(day: date) -> bool:
    """Say whether the office works."""
    if day.isoweekday() > 5 or (day.month, day.day) in FIXED:
        return False
    if (day.month, day.day) == (12, 24) and day.year >= CHRISTMAS_EVE_SINCE:
        return False
    return (day - easter(day.year)).days not in AFTER_EASTER


def first_that_works(day: date) -> date:
    """Walk on to the first day on which the office works, this one included."""
    while not works(day):
        day += DAY
    return day


def end_of_term(received: date, length: int, measure: str, *, shifts: bool = True) -> date:
    """Walk to the last day of a term."""
    day = received
    if measure == "month":
        for _month in range(length):
            day = day.replace(day=1) + DAY * monthrange(day.year, day.month)[1]
        day = day.replace(day=min(received.day, monthrange(day.year, day.month)[1]))
    while measure != "month" and length:
        day += DAY
        length -= measure == "day" or works(day)
    return first_that_works(day) if shifts else day


def day_of_stage(due_on: date, stage: int) -> date:
    """Walk from a date to the day of a reminder, so many working days after it or, if negative, before it."""
    day = due_on
    while stage > 0:
        day += DAY
        stage -= works(day)
    while not works(day):
        day -= DAY
    while stage < 0:
        day -= DAY
        stage += works(day)
    return day
