"""Whatever the day, the rule and the hour, a term ends where somebody with a calendar and a pencil ends it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from city.deadlines import is_working_day, last_day, shift, step_back, working_days_between
from city.models import DeadlineRule

from .slow_calendar import DAY, day_of_stage, end_of_term, first_that_works, works

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
MEASURES = st.sampled_from(DeadlineRule.Measure.values)
WARSAW = ZoneInfo("Europe/Warsaw")
CHANGES = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]


@pytest.mark.parametrize("year", range(2020, 2061))
def test_days_off_of_a_year_are_those_of_the_act(year: int) -> None:
    days = [date(year, 1, 1) + number * DAY for number in range(365)]
    assert [day for day in days if is_working_day(day) != works(day)] == []


@given(received=DAYS, length=st.integers(1, 60), measure=MEASURES, shifts=st.booleans())
@example(received=date(2027, 1, 31), length=1, measure="month", shifts=True)
@example(received=date(2026, 11, 24), length=1, measure="month", shifts=True)
@example(received=date(2024, 2, 29), length=12, measure="month", shifts=False)
@settings(deadline=None)
def test_term_ends_where_walking_day_by_day_ends(received: date, length: int, measure: str, shifts: bool) -> None:
    assert last_day(received, length=length, measure=measure, shifts=shifts) == end_of_term(
        received, length, measure, shifts=shifts
    )


@given(received=DAYS, length=st.integers(1, 60), measure=MEASURES)
@settings(deadline=None)
def test_term_that_shifts_never_ends_on_a_day_off(received: date, length: int, measure: str) -> None:
    assert works(last_day(received, length=length, measure=measure))


@given(day=DAYS, paused=st.integers(0, 120))
@settings(deadline=None)
def test_days_given_back_end_on_the_first_working_day(day: date, paused: int) -> None:
    assert shift(day, paused) == first_that_works(day + paused * DAY)


@given(day=DAYS, back=st.integers(0, 30))
@settings(deadline=None)
def test_stepping_back_passes_over_as_many_working_days(day: date, back: int) -> None:
    assert step_back(day, back) == day_of_stage(day, -back)
    assert works(step_back(day, back))


@given(start=DAYS, days=st.integers(0, 60))
@settings(deadline=None)
def test_working_days_between_are_those_one_counts_on_fingers(start: date, days: int) -> None:
    counted = sum(works(start + number * DAY) for number in range(1, days + 1))
    assert working_days_between(start, start + days * DAY) == counted


@given(
    change=st.sampled_from(CHANGES), minutes=st.integers(-3 * 1440, 3 * 1440), length=st.integers(1, 60),
    measure=MEASURES,
)  # fmt: skip
@settings(deadline=None)
def test_term_of_a_moment_near_a_change_of_the_clock_is_that_of_its_day_in_the_city(
    change: datetime, minutes: int, length: int, measure: str
) -> None:
    moment = change + timedelta(minutes=minutes)
    received = timezone.localdate(moment)
    assert received == moment.astimezone(WARSAW).date()
    assert last_day(received, length=length, measure=measure) == end_of_term(received, length, measure)
