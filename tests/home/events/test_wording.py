"""Rules and dates as sentences."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from django.utils import translation

from home.events.recurrence import Recurrence
from home.events.schedule import Occurrence, Schedule
from home.events.wording import repetition, when

TUESDAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", ""),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every second day"),
        ("FREQ=DAILY;INTERVAL=5", "every 5 days"),
        ("FREQ=WEEKLY", "every Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630", "every second Tuesday until 30 June 2027"),
        ("FREQ=WEEKLY;BYDAY=TU,TH,FR", "every week on Tuesday, on Thursday and on Friday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU;COUNT=4", "every 3 weeks on Tuesday, 4 times"),
        ("FREQ=MONTHLY", "every month on day 1"),
        ("FREQ=MONTHLY;BYDAY=1TU", "every month on the first Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TU", "every second month on the last Tuesday"),
        ("FREQ=YEARLY", "every year on 1 December"),
        ("FREQ=YEARLY;INTERVAL=4", "every 4 years on 1 December"),
    ],
)
def test_rule_is_said_in_a_sentence(rule: str, words: str) -> None:
    assert repetition(Schedule(starts_on=TUESDAY, recurrence=Recurrence.parse(rule))) == words


@pytest.mark.parametrize(
    ("begins", "last", "ends", "words"),
    [
        (time(18), TUESDAY, time(19, 30), "Tuesday, 1 December 2026, 18:00–19:30"),
        (time(18), TUESDAY, None, "Tuesday, 1 December 2026, 18:00"),
        (None, TUESDAY, None, "Tuesday, 1 December 2026, all day"),
        (None, date(2026, 12, 2), None, "from Tuesday, 1 December 2026 to Wednesday, 2 December 2026"),
        (
            time(18),
            date(2026, 12, 2),
            time(9),
            "from Tuesday, 1 December 2026, 18:00 to Wednesday, 2 December 2026, 09:00",
        ),
    ],
)
def test_date_is_said_with_its_hours(begins: time | None, last: date, ends: time | None, words: str) -> None:
    assert when(Occurrence(TUESDAY, TUESDAY, begins, last, ends)) == words


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_no_rule_is_too_odd_for_words(language: str) -> None:
    with translation.override(language):
        for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"):
            for place in ("1", "2", "3", "4", "-1"):
                rule = Recurrence.parse(f"FREQ=MONTHLY;BYDAY={place}{day}")
                assert repetition(Schedule(starts_on=TUESDAY, recurrence=rule))
