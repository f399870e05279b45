"""The calendar files readers subscribe to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from home.models import EventPage, SectionPage
from tests.clock import freeze_time
from tests.ics import read_calendar

pytestmark = pytest.mark.django_db

Write = Callable[..., EventPage]
WEEKLY = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"


def events(client: Client, page: EventPage, language: str = "pl") -> list[Event]:
    answer = client.get(f"/{language}/calendar/event/{page.translation_key}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_single_event_has_its_hours_on_the_citys_clock(client: Client, write_event: Write) -> None:
    page = write_event(place_name="Klub", address="Rynek 1")
    (event,) = events(client, page)
    assert str(event["UID"]).startswith(str(page.translation_key))
    assert event["DTSTART"].dt.isoformat() == "2026-12-01T18:00:00+01:00"
    assert event["DTSTART"].params["TZID"] == "Europe/Warsaw"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Rozmowy po polsku", "Klub, Rynek 1")
    assert event["STATUS"] == "CONFIRMED"


def test_file_describes_the_time_zone_it_uses(client: Client, write_event: Write) -> None:
    page = write_event(recurrence=WEEKLY)
    raw = client.get(f"/pl/calendar/event/{page.translation_key}.ics").content.decode()
    calendar = Calendar.from_ical(raw)
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Warsaw"]
    assert len(raw) < 8000
    zone = calendar.timezones[0].to_tz()
    assert datetime(2026, 12, 1, 18, tzinfo=zone).utcoffset() == timedelta(hours=1)
    assert datetime(2027, 7, 1, 18, tzinfo=zone).utcoffset() == timedelta(hours=2)


def test_whole_days_are_dates_and_end_where_the_next_day_begins(client: Client, write_event: Write) -> None:
    page = write_event(starts_at=None, ends_at=None, ends_on=date(2026, 12, 2))
    (event,) = events(client, page)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 3))


def test_rule_ends_at_the_moment_of_its_last_date(client: Client, write_event: Write) -> None:
    (event,) = events(client, write_event(recurrence=WEEKLY))
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert event["RRULE"]["UNTIL"] == [datetime(2026, 12, 22, 17, tzinfo=UTC)]


def test_each_single_date_that_differs_is_told(client: Client, write_event: Write) -> None:
    page = write_event(
        recurrence=WEEKLY,
        changes=[
            ("cancelled", {"day": "2026-12-08", "reason": "Awaria"}),
            (
                "moved",
                {"day": "2026-12-15", "to_day": "2026-12-16", "starts_at": "17:00", "ends_at": None, "reason": "Sala"},
            ),
            ("extra", {"day": "2026-12-18", "starts_at": None, "ends_at": None, "note": ""}),
            ("left_out", {"day": "2026-12-22"}),
        ],
    )
    whole, cancelled, moved = events(client, page)
    assert [one.dt.date() for one in whole["EXDATE"].dts] == [date(2026, 12, 22)]
    assert [one.dt.date() for one in whole["RDATE"].dts] == [date(2026, 12, 18)]
    assert {one["UID"] for one in (whole, cancelled, moved)} == {whole["UID"]}
    assert (cancelled["RECURRENCE-ID"].dt.date(), cancelled["STATUS"]) == (date(2026, 12, 8), "CANCELLED")
    assert "Awaria" in cancelled["DESCRIPTION"]
    assert moved["RECURRENCE-ID"].dt.isoformat() == "2026-12-15T18:00:00+01:00"
    assert moved["DTSTART"].dt.isoformat() == "2026-12-16T17:00:00+01:00"


@pytest.mark.parametrize("hours", [{}, {"starts_at": None, "ends_at": None}])
def test_calendar_of_every_kind_of_date_is_valid(client: Client, write_event: Write, hours: dict[str, None]) -> None:
    changes = [
        ("cancelled", {"day": "2026-12-08", "reason": "Awaria"}),
        ("moved", {"day": "2026-12-15", "to_day": "2026-12-16", "starts_at": None, "ends_at": None, "reason": "Sala"}),
        ("extra", {"day": "2026-12-18", "starts_at": None, "ends_at": None, "note": ""}),
        ("left_out", {"day": "2026-12-22"}),
    ]
    write_event(recurrence=WEEKLY, changes=changes, place_name="Klub, " * 20, **hours)
    write_event("Zażółć; gęślą, jaźń \\ " + "ż" * 80, ends_on=date(2026, 12, 2))
    assert len(read_calendar(client, "/pl/calendar/all.ics").walk("VEVENT")) == 4


def test_text_pasted_with_what_a_calendar_cannot_hold_ends_no_calendar(client: Client, write_event: Write) -> None:
    write_event("Rozmowy\x0bpo polsku", lead="Strona\x0cpierwsza", place_name="Klub\x1f", address="Rynek 1")
    (event,) = read_calendar(client, "/pl/calendar/all.ics").walk("VEVENT")
    assert event["SUMMARY"] == "Rozmowy po polsku"


def test_event_that_never_said_when_it_changed_is_not_sent_again(client: Client, write_event: Write) -> None:
    page = write_event()
    EventPage.objects.filter(pk=page.pk).update(last_published_at=None)
    address = f"/pl/calendar/event/{page.translation_key}.ics"
    first = client.get(address)
    with freeze_time(timezone.now() + timedelta(minutes=1)):
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_address_of_the_site_may_end_with_a_slash(client: Client, write_event: Write, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://example.org/"
    (event,) = events(client, write_event())
    assert event["URL"] == "https://example.org/pl/wydarzenia/rozmowy-po-polsku/"


def test_cancelled_event_stays_in_the_calendar_as_cancelled(client: Client, write_event: Write) -> None:
    (event,) = events(client, write_event(is_cancelled=True, cancellation_reason="Remont"))
    assert event["STATUS"] == "CANCELLED"
    assert "Remont" in event["DESCRIPTION"]


def test_sequence_grows_with_each_publication_in_any_language_and_the_uid_stays(
    client: Client, write_event: Write, editor: User, translate: Callable[..., Page]
) -> None:
    page = write_event()
    before = events(client, page, "uk")[0]
    translate(page, "uk", title="Розмови польською")
    after = events(client, page, "uk")[0]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["UID"] == before["UID"]
    page.save_revision(user=editor).publish(user=editor)
    assert events(client, page, "uk")[0]["SEQUENCE"] > after["SEQUENCE"]


def test_text_is_in_the_readers_language_else_marked(
    client: Client, write_event: Write, translate: Callable[..., Page]
) -> None:
    page = write_event()
    fallback = events(client, page, "uk")[0]
    assert fallback["SUMMARY"].params["LANGUAGE"] == "pl"
    assert "Polski" in fallback["DESCRIPTION"]
    assert "/uk/wydarzenia/rozmowy-po-polsku/" in fallback["URL"]
    translated = translate(page, "uk", title="Розмови польською")
    own = events(client, page, "uk")[0]
    assert (own["SUMMARY"], own["SUMMARY"].params["LANGUAGE"]) == ("Розмови польською", "uk")
    assert own["URL"].endswith(translated.get_url())


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_drafts_and_restricted_events_are_in_no_calendar(client: Client, write_event: Write, language: str) -> None:
    draft, secret = write_event("Szkic", live=False), write_event("Poufne")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    for page in (draft, secret):
        assert client.get(f"/{language}/calendar/event/{page.translation_key}.ics").status_code == 404
    assert b"BEGIN:VEVENT" not in client.get(f"/{language}/calendar/all.ics").content


def test_section_and_site_calendars_take_the_same_number_of_queries_for_two_and_for_six(
    client: Client, write_event: Write, calendar_section: SectionPage, translate: Callable[..., Page]
) -> None:
    addresses = (reverse("events:section", args=[calendar_section.translation_key]), reverse("events:all"))

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    write_event("Pierwsze", recurrence=WEEKLY)
    translate(write_event("Drugie"), "uk")
    few = [count(address) for address in addresses]
    for number in range(4):
        write_event(f"Dalsze {number}", recurrence=WEEKLY)
    assert [count(address) for address in addresses] == few
    assert max(few) <= 12
    assert client.get(addresses[0]).content.count(b"BEGIN:VEVENT") == 6


def test_calendar_of_an_unknown_section_is_not_found(client: Client, calendar_section: SectionPage) -> None:
    assert client.get("/pl/calendar/section/11111111-1111-4111-8111-111111111111.ics").status_code == 404


def test_only_reading_is_possible(client: Client, calendar_section: SectionPage) -> None:
    assert client.post(reverse("events:all")).status_code == 405


def test_calendar_leaves_out_what_was_over_three_months_ago(client: Client, write_event: Write) -> None:
    today = timezone.localdate()
    for title, days in (("Dawno", 91), ("Niedawno", 90), ("Wkrótce", -5)):
        write_event(title=title, starts_on=today - timedelta(days=days))
    calendar = Calendar.from_ical(client.get(reverse("events:all")).content)
    assert {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")} == {"Niedawno", "Wkrótce"}


def test_calendar_that_has_not_changed_is_not_sent_again(client: Client, write_event: Write) -> None:
    write_event()
    first = client.get(reverse("events:all"))
    again = client.get(reverse("events:all"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
