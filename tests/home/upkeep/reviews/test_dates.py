"""The day of a review and the stage of reminding are computed, for every kind of page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.upkeep.reviews.dates import due_date, months_between, stage, standing

DUE = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("label", "own", "months"),
    [
        ("home.newspage", None, 0), ("home.eventpage", None, 0), ("home.guidepage", None, 6),
        ("home.infopage", None, 12),
        ("home.sectionpage", None, 12), ("home.homepage", None, 12), ("home.infopage", 3, 3), ("home.infopage", 0, 0),
        ("home.newspage", 1, 1),
    ],
)  # fmt: skip
def test_interval_depends_on_the_kind_of_page_unless_the_page_has_its_own(
    label: str, own: int | None, months: int
) -> None:
    assert months_between(label, own) == months


def test_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert due_date(date(2025, 8, 31), 6) == date(2026, 2, 28)


def test_page_without_an_interval_or_never_published_has_no_day() -> None:
    assert due_date(date(2025, 8, 31), 0) is None
    assert due_date(None, 6) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-31, ""),
        (-30, "before"),
        (-1, "before"),
        (0, "due"),
        (6, "due"),
        (7, "week-1"),
        (13, "week-1"),
        (70, "week-10"),
    ],
)
def test_stage_of_a_day(days: int, expected: str) -> None:
    assert stage(DUE, DUE + timedelta(days=days)) == expected


@pytest.mark.parametrize(("days", "expected"), [(-31, "later"), (-30, "due"), (0, "due"), (1, "overdue")])
def test_standing_of_a_day(days: int, expected: str) -> None:
    assert standing(DUE, DUE + timedelta(days=days)) == expected


@given(st.integers(-60, 200), st.integers(0, 3))
def test_three_days_of_sleep_pass_over_no_stage(start: int, slept: int) -> None:
    """Whatever stage begins while the job sleeps is still the stage when it wakes."""
    seen = {stage(DUE, DUE + timedelta(days=start + day)) for day in range(slept + 1)}
    before = stage(DUE, DUE + timedelta(days=start - 1))
    after = stage(DUE, DUE + timedelta(days=start + slept))
    assert seen <= {before, after}
