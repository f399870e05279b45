"""Open or closed at a moment, on clocks in Kraków, with holidays, exceptions and the change of summer time."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from city.blocks import BarrierFreeBlock, ExceptionsBlock, HoursBlock
from city.opening import WARSAW, Exceptional, Hours, Span
from city.opening_words import holiday_sentence, state_sentence, week_rows

OFFICE = Span(time(8), time(16))
WEEK = dict.fromkeys(range(1, 6), (OFFICE,))


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=WARSAW)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2026, 11, 26, 7, 59), False),
        (at(2026, 11, 26, 8, 0), True),
        (at(2026, 11, 26, 15, 59), True),
        (at(2026, 11, 26, 16, 0), False),
        (at(2026, 11, 28, 12, 0), False),
    ],
)
def test_open_from_the_first_minute_to_before_the_last(moment: datetime, is_open: bool) -> None:
    assert Hours(WEEK).state_at(moment).is_open is is_open


def test_break_at_noon_closes_and_opens_again_the_same_day() -> None:
    hours = Hours({4: (Span(time(8), time(12)), Span(time(13), time(16)))})
    state = hours.state_at(at(2026, 11, 26, 12, 30))
    assert (state.is_open, state.opens) == (False, at(2026, 11, 26, 13, 0))


def test_public_holiday_is_passed_over_and_named() -> None:
    hours, moment = Hours(WEEK), at(2026, 11, 11, 10, 0)  # Independence Day, a Wednesday
    state = hours.state_at(moment)
    assert (state.is_open, state.opens) == (False, at(2026, 11, 12, 8, 0))
    with override("en"):
        assert holiday_sentence(hours, moment).endswith("Independence Day.")
    assert Hours(WEEK, closed_on_holidays=False).state_at(moment).is_open


def test_exception_is_stronger_than_the_week_and_than_a_holiday() -> None:
    day = date(2026, 11, 11)
    on_duty = Exceptional(day, day, (Span(time(9), time(11)),), "a")
    assert Hours(WEEK, (on_duty,)).state_at(at(2026, 11, 11, 10, 0)).is_open
    closed = Exceptional(date(2026, 11, 26), date(2026, 11, 27), (), "b")
    assert Hours(WEEK, (closed,)).state_at(at(2026, 11, 26, 10, 0)).opens == at(2026, 11, 30, 8, 0)


def test_hours_follow_the_clock_over_the_change_of_summer_time() -> None:
    before, after = datetime(2026, 10, 23, 6, 0, tzinfo=UTC), datetime(2026, 10, 26, 6, 0, tzinfo=UTC)
    assert Hours(WEEK).state_at(before).is_open  # 8:00 in summer time
    assert not Hours(WEEK).state_at(after).is_open  # 7:00 in winter time
    assert Hours(WEEK).state_at(datetime(2026, 10, 26, 7, 0, tzinfo=UTC)).is_open


def test_hours_of_the_night_when_the_clock_is_moved_do_not_break_anything() -> None:
    night = Hours({7: (Span(time(2, 15), time(2, 45)),)})
    assert night.state_at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)).is_open
    assert night.state_at(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)).is_open  # the same hour comes twice
    assert not night.state_at(datetime(2027, 3, 28, 1, 30, tzinfo=UTC)).is_open  # that hour never comes


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (at(2026, 11, 26, 9, 0), "Open now, until 16:00."),
        (at(2026, 11, 26, 6, 0), "Closed now. Opens today at 08:00."),
        (at(2026, 11, 26, 18, 0), "Closed now. Opens tomorrow at 08:00."),
        (at(2026, 11, 27, 18, 0), "Closed now. Opens on Monday at 08:00."),
    ],
)
def test_state_is_a_sentence(moment: datetime, sentence: str) -> None:
    with override("en"):
        assert state_sentence(Hours(WEEK), moment) == sentence


def test_far_opening_is_a_date_and_none_at_all_is_said_plainly() -> None:
    away = Exceptional(date(2026, 11, 20), date(2026, 12, 7), (), "a")
    with override("en"):
        assert "8 December 2026" in state_sentence(Hours(WEEK, (away,)), at(2026, 11, 26, 9, 0))
        assert state_sentence(Hours({}, (away,)), at(2026, 11, 26, 9, 0)) == "Closed now."


def test_days_with_the_same_hours_stand_together() -> None:
    hours = Hours({**WEEK, 3: (Span(time(10), time(18)),)})
    with override("en"):
        assert [tuple(row) for row in week_rows(hours)] == [
            ("Monday and Tuesday", "08:00–16:00"),
            ("Wednesday", "10:00–18:00"),
            ("Thursday and Friday", "08:00–16:00"),
            ("Saturday and Sunday", "closed"),
        ]


def _stream(block: HoursBlock | ExceptionsBlock | BarrierFreeBlock, kind: str, *values: dict[str, object]) -> object:
    return block.clean(block.to_python([{"type": kind, "value": value} for value in values]))


def _day(weekday: str, opens: str, closes: str) -> dict[str, object]:
    return {"weekday": weekday, "opens": opens, "closes": closes}


def test_hours_in_order_without_overlap_are_accepted() -> None:
    assert _stream(HoursBlock(), "open", _day("1", "08:00", "12:00"), _day("1", "12:00", "16:00"))


@pytest.mark.parametrize(
    "rows",
    [
        [("1", "16:00", "08:00")],
        [("1", "08:00", "08:00")],
        [("1", "08:00", "12:00"), ("1", "11:00", "16:00")],
        [("1", "08:00", "18:00"), ("2", "08:00", "9:00"), ("1", "10:00", "11:00")],
    ],
)
def test_hours_that_end_before_they_begin_or_overlap_are_refused(rows: list[tuple[str, str, str]]) -> None:
    with pytest.raises(ValidationError):
        _stream(HoursBlock(), "open", *(_day(*row) for row in rows))


def _exception(first: str, last: str | None = None, opens: str | None = None, closes: str | None = None) -> dict:
    return {"first": first, "last": last, "opens": opens, "closes": closes, "reason": "Szkolenie"}


@pytest.mark.parametrize(
    "rows",
    [
        [("2026-12-02", "2026-12-01")],
        [("2026-12-02", None, "08:00", None)],
        [("2026-12-02", None, "10:00", "09:00")],
        [("2026-12-01", "2026-12-03"), ("2026-12-02",)],
    ],
)
def test_exceptions_that_contradict_themselves_or_each_other_are_refused(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(ValidationError):
        _stream(ExceptionsBlock(), "day", *(_exception(*row) for row in rows))


def test_two_spans_of_one_exceptional_day_are_accepted() -> None:
    rows = (_exception("2026-12-02", None, "08:00", "10:00"), _exception("2026-12-02", None, "12:00", "14:00"))
    assert _stream(ExceptionsBlock(), "day", *rows)


def test_barrier_free_fact_stands_in_the_list_once() -> None:
    row = {"kind": "lift", "answer": "yes", "note": ""}
    with pytest.raises(ValidationError):
        _stream(BarrierFreeBlock(), "fact", row, row)
