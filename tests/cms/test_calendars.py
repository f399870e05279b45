"""A calendar file is valid whatever stands in it, and even when nothing does."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from icalendar import Calendar

from cms.calendars import CalendarEntry, calendar_file
from tests.ics import faults_of

MOMENT = datetime(2026, 3, 29, 15, tzinfo=ZoneInfo("Europe/Warsaw"))
HOSTILE = [
    "ż" * 200,
    "Привіт, світе; це \\ довгий рядок " * 10,
    "line\nfeed\r\nBEGIN:VEVENT",
    "\x00\x07\x0b\x1b[31m",
    'quote " colon : semicolon ; comma ,',
    "👩‍👩‍👧‍👦" * 30,
]


def entry(**changed: object) -> CalendarEntry:
    values = {
        "name": "thing-1", "at": MOMENT, "summary": "Termin", "description": "", "url": "/pl/", "language": "pl",
        "changed": datetime(2026, 1, 2, tzinfo=UTC),
    }  # fmt: skip
    return CalendarEntry(**values | changed)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_makes_a_valid_file_and_comes_back(text: str) -> None:
    content = calendar_file([entry(summary=text, description=text, location=text)], text)
    assert faults_of(content) == []
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    for letter in set(text) - set("\x00\x07\x0b\x1b\r\n"):
        assert letter in event["SUMMARY"]


def test_empty_calendar_is_valid() -> None:
    content = calendar_file([], "Nic")
    assert faults_of(content) == []
    assert Calendar.from_ical(content).walk("VEVENT") == []


def test_moments_are_in_world_time_and_days_are_days() -> None:
    content = calendar_file([entry(), entry(name="thing-2", at=date(2026, 10, 25))], "Kalendarz").decode()
    assert "DTSTART:20260329T130000Z\r\n" in content
    assert "DTSTART;VALUE=DATE:20261025\r\n" in content


def test_same_entries_make_the_same_file() -> None:
    assert calendar_file([entry(changed=None)], "x") == calendar_file([entry(changed=None)], "x")


def test_validator_finds_what_it_should() -> None:
    good = calendar_file([entry()], "Kalendarz")
    for old, new in (
        (b"\r\n", b"\n"),
        (b"UID:", b"X-UID:"),
        (b"DTSTAMP:20260102T000000Z", b"DTSTAMP:20260102T000000"),
        (b"DTSTART:20260329T130000Z", b"DTSTART:20260329T130000"),
        (b"DTSTART:", b"DTSTART;TZID=Europe/Warsaw:"),
        (b"VERSION:2.0", b"VERSION:1.0"),
        (b"SUMMARY;LANGUAGE=pl:Termin", b"SUMMARY:" + b"x" * 80),
        (b"END:VEVENT\r\n", b"BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\n"),
    ):
        assert old in good
        assert faults_of(good.replace(old, new)), new
    event = good[good.index(b"BEGIN:VEVENT") : good.index(b"END:VCALENDAR")]
    assert faults_of(good.replace(b"END:VCALENDAR", event + b"END:VCALENDAR"))


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_calendar_says_who_made_it_in_which_language(language: str) -> None:
    with override(language):
        calendar = Calendar.from_ical(calendar_file([entry()], "x"))
    assert calendar["PRODID"].endswith(f"//{language}")
