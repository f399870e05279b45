"""When the vectors of the code of administrative procedure are computed, then the dates match."""

from datetime import date

import pytest

from city.deadlines import is_working_day, last_day


@pytest.mark.parametrize(
    ("received", "length", "measure", "expected"),
    [
        (date(2026, 11, 24), 1, "month", date(2026, 12, 28)),
        (date(2027, 1, 31), 1, "month", date(2027, 3, 1)),
        (date(2026, 10, 1), 1, "month", date(2026, 11, 2)),
        (date(2027, 4, 3), 1, "month", date(2027, 5, 4)),
        (date(2026, 12, 18), 7, "day", date(2026, 12, 28)),
        (date(2026, 12, 4), 21, "day", date(2026, 12, 28)),
        (date(2026, 12, 23), 1, "working_day", date(2026, 12, 28)),
    ],
)
def test_term_ends_on_the_legal_last_day(received, length, measure, expected) -> None:
    assert last_day(received, length=length, measure=measure) == expected


def test_christmas_eve_is_a_day_off_since_2025() -> None:
    assert not is_working_day(date(2026, 12, 24))
