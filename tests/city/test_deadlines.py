"""When the vectors of the code of administrative procedure are computed, then the dates match, and say why."""

import json
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from city.deadlines import add_months, explain, is_working_day, last_day, name_of_day_off, shift
from city.explanations import Explanation, StepKind
from city.models import DeadlineRule

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
MEASURES = st.sampled_from(DeadlineRule.Measure.values)
LENGTHS = st.integers(min_value=1, max_value=60)
VECTORS = [
    pytest.param(date(2026, 11, 24), 1, "month", date(2026, 12, 28), id="christmas_eve_and_the_days_after_move_it"),
    pytest.param(date(2027, 1, 31), 1, "month", date(2027, 3, 1), id="shorter_month_ends_on_its_last_day_a_sunday"),
    pytest.param(date(2026, 10, 1), 1, "month", date(2026, 11, 2), id="all_saints_on_a_sunday_moves_it"),
    pytest.param(date(2027, 4, 3), 1, "month", date(2027, 5, 4), id="third_of_may_moves_it"),
    pytest.param(date(2026, 12, 18), 7, "day", date(2026, 12, 28), id="seven_days_end_after_christmas"),
    pytest.param(date(2026, 12, 4), 21, "day", date(2026, 12, 28), id="twenty_one_days_end_after_christmas"),
    pytest.param(date(2026, 12, 23), 1, "working_day", date(2026, 12, 28), id="working_day_passes_over_christmas"),
    pytest.param(date(2026, 11, 25), 1, "day", date(2026, 11, 26), id="day_of_the_event_is_not_counted"),
    pytest.param(date(2026, 11, 27), 1, "day", date(2026, 11, 30), id="saturday_moves_it_to_monday"),
    pytest.param(date(2024, 1, 31), 1, "month", date(2024, 2, 29), id="leap_year_has_a_day_more"),
]


def rule(length: int, measure: str, *, shifts: bool = True) -> DeadlineRule:
    return DeadlineRule(
        code="postulate", law="KPA", article="art. 237 § 1", length=length, measure=measure,
        starts_on="receipt", shifts_to_working_day=shifts,
    )  # fmt: skip


def kinds(explanation: Explanation) -> list[str]:
    return [step.kind.value for step in explanation.steps]


@pytest.mark.parametrize(("received", "length", "measure", "expected"), VECTORS)
def test_term_ends_on_the_legal_last_day(received, length, measure, expected) -> None:
    assert last_day(received, length=length, measure=measure) == expected
    assert explain(received, rule(length, measure)).last_day == expected


def test_christmas_eve_is_a_day_off_since_2025() -> None:
    assert not is_working_day(date(2026, 12, 24))
    assert is_working_day(date(2024, 12, 24))


def test_explanation_names_every_day_off_on_the_way_to_the_working_day() -> None:
    found = explain(date(2026, 11, 24), rule(1, "month"))
    assert [(step.kind, step.day) for step in found.steps] == [
        (StepKind.NOT_COUNTED, date(2026, 11, 24)),
        (StepKind.COUNTED, date(2026, 12, 24)),
        (StepKind.HOLIDAY, date(2026, 12, 24)),
        (StepKind.HOLIDAY, date(2026, 12, 25)),
        (StepKind.HOLIDAY, date(2026, 12, 26)),
        (StepKind.SUNDAY, date(2026, 12, 27)),
        (StepKind.NEXT_WORKING_DAY, date(2026, 12, 28)),
    ]
    assert found.unshifted == date(2026, 12, 24)


def test_explanation_of_a_shorter_month_says_so() -> None:
    assert kinds(explain(date(2027, 1, 31), rule(1, "month"))) == [
        "not_counted", "counted", "shorter_month", "sunday", "next_working_day",
    ]  # fmt: skip


def test_explanation_of_working_days_names_holidays_passed_over_but_no_weekend() -> None:
    found = explain(date(2026, 11, 9), rule(4, "working_day"))
    assert [(step.kind, step.day) for step in found.steps] == [
        (StepKind.NOT_COUNTED, date(2026, 11, 9)),
        (StepKind.PASSED_OVER, date(2026, 11, 11)),
        (StepKind.COUNTED, date(2026, 11, 16)),
    ]


def test_rule_that_does_not_shift_ends_on_the_day_off_and_says_so() -> None:
    found = explain(date(2026, 11, 27), rule(1, "day", shifts=False))
    assert found.last_day == found.unshifted == date(2026, 11, 28)
    assert kinds(found)[-2:] == ["saturday", "stays"]
    assert last_day(date(2026, 11, 27), length=1, measure="day", shifts=False) == date(2026, 11, 28)


def test_kept_explanation_is_read_back_whole_though_the_rule_has_changed() -> None:
    the_rule = rule(1, "month")
    first = explain(date(2026, 11, 24), the_rule)
    kept = json.dumps(first.as_dict())
    the_rule.length, the_rule.law = 2, "another act"
    again = Explanation.from_dict(json.loads(kept))
    assert again == first
    assert again.rule.legal_basis == "KPA, art. 237 § 1"


@pytest.mark.parametrize(
    ("language", "name"),
    [("pl", "Wigilia Bożego Narodzenia"), ("uk", "Святий вечір"), ("en", "Christmas Eve"), ("en-gb", "Christmas Eve")],
)
def test_day_off_has_a_name_in_the_readers_language(language, name) -> None:
    assert name_of_day_off(date(2026, 12, 24), language) == name
    assert name_of_day_off(date(2026, 12, 22), language) == ""


def test_shift_gives_the_first_working_day_on_or_after() -> None:
    assert shift(date(2026, 11, 26)) == date(2026, 11, 26)
    assert shift(date(2026, 11, 28)) == date(2026, 11, 30)
    assert shift(date(2026, 11, 26), 2) == date(2026, 11, 30)


@given(received=DAYS, length=LENGTHS, measure=MEASURES)
def test_last_day_is_a_working_day_after_the_event(received, length, measure) -> None:
    end = last_day(received, length=length, measure=measure)
    assert end > received
    assert is_working_day(end)


@given(received=DAYS, length=LENGTHS, measure=MEASURES, shifts=st.booleans())
def test_explanation_ends_where_the_term_does(received, length, measure, shifts) -> None:
    found = explain(received, rule(length, measure, shifts=shifts))
    assert found.last_day == last_day(received, length=length, measure=measure, shifts=shifts)
    assert found.steps[-1].day == found.last_day
    assert (found.steps[0].kind, found.steps[0].day) == (StepKind.NOT_COUNTED, received)
    assert [step.day for step in found.steps[1:]] == sorted(step.day for step in found.steps[1:])
    assert Explanation.from_dict(json.loads(json.dumps(found.as_dict()))) == found


@given(start=DAYS, later=st.integers(min_value=0, max_value=40), months=LENGTHS)
def test_adding_months_keeps_the_order_of_days(start, later, months) -> None:
    assert add_months(start, months) <= add_months(start + timedelta(days=later), months)
    assert add_months(start, months) < add_months(start, months + 1)
    assert add_months(start, months).day <= start.day


@given(start=DAYS, length=st.integers(min_value=1, max_value=30))
def test_term_in_working_days_holds_that_many_of_them(start, length) -> None:
    end = last_day(start, length=length, measure="working_day")
    assert sum(is_working_day(start + timedelta(days=n + 1)) for n in range((end - start).days)) == length


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(datetime(2026, 3, 28, 22, 30, tzinfo=UTC), date(2026, 4, 28), id="before_summer_time"),
        pytest.param(datetime(2026, 3, 29, 21, 30, tzinfo=UTC), date(2026, 4, 29), id="on_the_day_of_23_hours"),
        pytest.param(datetime(2026, 10, 24, 21, 30, tzinfo=UTC), date(2026, 11, 24), id="before_winter_time"),
        pytest.param(datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 11, 25), id="on_the_day_of_25_hours"),
    ],
)
def test_change_of_summer_time_moves_no_deadline(moment, expected) -> None:
    received = timezone.localdate(moment, ZoneInfo("Europe/Warsaw"))
    assert last_day(received, length=1, measure="month") == expected


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_time_zone_of_the_machine_moves_no_deadline(zone, monkeypatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with timezone.override(zone):
            for case in VECTORS:
                received, length, measure, expected = case.values
                assert explain(received, rule(length, measure)).last_day == expected
    finally:
        monkeypatch.undo()
        time.tzset()
