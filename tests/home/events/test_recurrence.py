"""Rules as editors know them, stored as RRULE."""

from datetime import date
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from home.events.recurrence import POSITIONS, Frequency, Recurrence, UnknownRule

TUESDAY = date(2026, 12, 1)


def days(rule: str, first: date = TUESDAY, most: int = 4, since: date | None = None) -> list[date]:
    parsed = Recurrence.parse(rule)
    assert parsed
    return list(islice(parsed.days(first, since=since), most))


def test_every_second_tuesday_leaves_one_out() -> None:
    assert days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", most=3) == [TUESDAY, date(2026, 12, 15), date(2026, 12, 29)]


def test_last_day_of_a_rule_is_one_of_its_days() -> None:
    assert days("FREQ=DAILY;UNTIL=20261202") == [TUESDAY, date(2026, 12, 2)]


def test_rule_of_three_times_gives_three_days() -> None:
    assert days("FREQ=WEEKLY;COUNT=3", most=9) == [TUESDAY, date(2026, 12, 8), date(2026, 12, 15)]


def test_first_tuesday_of_the_month_moves_with_the_month() -> None:
    assert days("FREQ=MONTHLY;BYDAY=1TU", most=3) == [TUESDAY, date(2027, 1, 5), date(2027, 2, 2)]


def test_day_31_leaves_out_shorter_months() -> None:
    assert days("FREQ=MONTHLY", date(2026, 12, 31), most=3) == [
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 3, 31),
    ]


def test_days_can_be_asked_for_from_a_day_on() -> None:
    assert days("FREQ=WEEKLY;INTERVAL=2", since=date(2026, 12, 2), most=1) == [date(2026, 12, 15)]
    assert days("FREQ=WEEKLY;INTERVAL=2", since=date(2026, 12, 15), most=1) == [date(2026, 12, 15)]


def test_empty_text_is_no_rule() -> None:
    assert Recurrence.parse("") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("FREQ=HOURLY", "FREQ=HOURLY"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "BYDAY"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR"),
        ("FREQ=WEEKLY;BYDAY=2TU", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=7TU", "BYDAY"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "UNTIL=TOMORROW"),
        ("FREQ=WEEKLY;COUNT=²", "COUNT=²"),
        ("every tuesday", "EVERY TUESDAY"),
    ],
)
def test_rule_that_no_editor_could_enter_is_refused_with_its_part(text: str, part: str) -> None:
    with pytest.raises(UnknownRule) as caught:
        Recurrence.parse(text)
    assert caught.value.part == part


rules = st.builds(
    lambda frequency, interval, weekdays, position, end: Recurrence(
        frequency=frequency,
        interval=interval,
        weekdays=tuple(sorted(weekdays)) if frequency in {Frequency.WEEKLY, Frequency.MONTHLY_WEEKDAY} else (),
        position=position if frequency == Frequency.MONTHLY_WEEKDAY else 0,
        until=end if isinstance(end, date) else None,
        count=end if isinstance(end, int) else None,
    ),
    st.sampled_from(Frequency),
    st.integers(1, 12),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(POSITIONS),
    st.one_of(st.none(), st.integers(1, 40), st.dates(date(2027, 1, 1), date(2030, 1, 1))),
)


@given(rules)
def test_rule_written_and_read_is_the_same_rule(rule: Recurrence) -> None:
    assert Recurrence.parse(rule.rrule()) == rule


@given(rules)
def test_rule_gives_the_days_that_the_standard_reading_of_its_text_gives(rule: Recurrence) -> None:
    from datetime import datetime, time

    first = datetime.combine(TUESDAY, time.min)
    standard = [moment.date() for moment in islice(rrulestr(rule.rrule(), dtstart=first), 30)]
    assert list(islice(rule.days(TUESDAY), 30)) == standard
