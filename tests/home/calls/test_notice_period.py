"""Twenty-one days from the last of three announcements."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.calls.models import Announcement
from home.calls.notice_period import LEAST_DAYS, Notice, earliest_last_day, last_day_before, notice_given

CITY = ZoneInfo("Europe/Warsaw")
BIP, WEBSITE, BOARD = (place.value for place in Announcement.REQUIRED)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def notice(announced: dict[str, str], *deadlines: str) -> Notice:
    days = ((place, date.fromisoformat(day)) for place, day in announced.items())
    return notice_given(days, [at(text) for text in deadlines], required=Announcement.REQUIRED)


def everywhere(day: str) -> dict[str, str]:
    return {BIP: day, WEBSITE: day, BOARD: day}


def test_day_of_the_announcement_is_not_counted() -> None:
    assert earliest_last_day(date(2026, 9, 1)) == date(2026, 9, 22)


def test_twenty_first_day_is_enough_and_the_twentieth_is_not() -> None:
    assert notice(everywhere("2026-09-01"), "2026-09-22 15:30").is_kept
    assert notice(everywhere("2026-09-01"), "2026-09-21 23:59").too_early == (date(2026, 9, 21),)


def test_midnight_belongs_to_the_day_that_ends() -> None:
    assert last_day_before(at("2026-09-22 00:00")) == date(2026, 9, 21)
    assert not notice(everywhere("2026-09-01"), "2026-09-22 00:00").is_kept
    assert notice(everywhere("2026-09-01"), "2026-09-23 00:00").is_kept


def test_last_of_the_three_announcements_counts() -> None:
    late = notice(everywhere("2026-09-01") | {BOARD: "2026-09-04"}, "2026-09-24 15:00")
    assert late.last == date(2026, 9, 4)
    assert late.earliest == date(2026, 9, 25)
    assert late.too_early == (date(2026, 9, 24),)


def test_announcement_in_another_place_counts_nothing() -> None:
    assert notice(everywhere("2026-09-01") | {"other": "2026-09-20"}, "2026-09-22 10:00").is_kept
    assert notice({"other": "2026-09-01"}, "2026-12-01 10:00").missing == Announcement.REQUIRED


def test_place_that_is_missing_is_named() -> None:
    found = notice({BIP: "2026-09-01", WEBSITE: "2026-09-01"}, "2026-10-30 10:00")
    assert found.missing == (BOARD,)
    assert not found.is_kept


def test_place_announced_in_twice_counts_from_the_later_day() -> None:
    days = [(place, date(2026, 9, 1)) for place in Announcement.REQUIRED]
    again = notice_given([*days, (BIP, date(2026, 9, 8))], [at("2026-09-28 12:00")], required=Announcement.REQUIRED)
    assert again.earliest == date(2026, 9, 29)


def test_each_submission_deadline_is_held_to_it() -> None:
    found = notice(everywhere("2026-09-01"), "2026-09-10 12:00", "2026-09-30 12:00")
    assert found.too_early == (date(2026, 9, 10),)


@pytest.mark.parametrize(
    ("announced", "kept", "broken"),
    [
        # Summer time ends on 25 October 2026 and begins on 29 March 2026: a day more or less by the clock of a server
        # in UTC, none by the calendar.
        ("2026-10-10", "2026-10-31 00:30", "2026-10-30 23:59"),
        ("2026-10-04", "2026-10-25 02:30", "2026-10-24 23:59"),
        ("2026-03-08", "2026-03-29 00:30", "2026-03-28 23:59"),
        ("2026-03-20", "2026-04-10 00:01", "2026-04-09 23:59"),
        # Years and leap days.
        ("2027-12-20", "2028-01-10 08:00", "2028-01-09 08:00"),
        ("2028-02-20", "2028-03-12 08:00", "2028-03-11 08:00"),
    ],
)
def test_clock_changes_and_ends_of_years_move_nothing(announced: str, kept: str, broken: str) -> None:
    assert notice(everywhere(announced), kept).is_kept
    assert not notice(everywhere(announced), broken).is_kept


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is slow to begin with
@given(
    days=st.lists(st.dates(date(2024, 1, 1), date(2032, 12, 31)), min_size=3, max_size=3),
    minute=st.integers(1, 24 * 60 - 1),
    later=st.integers(-40, 40),
)
def test_law_is_kept_from_the_earliest_day_on_whatever_the_hour(days: list[date], minute: int, later: int) -> None:
    end = max(days) + timedelta(days=LEAST_DAYS + later)
    deadline = datetime(end.year, end.month, end.day, minute // 60, minute % 60, tzinfo=CITY)
    found = notice_given(zip(Announcement.REQUIRED, days, strict=True), [deadline], required=Announcement.REQUIRED)
    assert found.is_kept is (later >= 0)
