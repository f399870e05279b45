"""Meetings in other people's calendars."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log

from consultations.meetings.models import Meeting, MeetingSeries
from tests.clock import freeze_time
from tests.ics import events_in, read_calendar

pytestmark = pytest.mark.django_db
ADDRESS = "/pl/meetings/meetings.ics"


@pytest.fixture
def series(city: None) -> MeetingSeries:
    return MeetingSeries.objects.create(name="Spotkania z organizacjami")


def plan(series: MeetingSeries, **fields: object) -> Meeting:
    values = {"title": "Spotkanie", "starts_at": timezone.now() + timedelta(days=10), "is_published": True}
    return Meeting.objects.create(series=series, **values | fields)


def test_published_meeting_is_an_appointment_at_its_hour(client: Client, series: MeetingSeries) -> None:
    starts = datetime(2030, 10, 27, 10, tzinfo=ZoneInfo("Europe/Warsaw"))  # the clock went back that night
    meeting = plan(series, starts_at=starts, place="Magistrat, sala Obrad")
    ((name, event),) = events_in(client, ADDRESS).items()
    assert name.startswith(f"meeting-{meeting.pk}@")
    assert event["DTSTART"].dt == starts
    assert (event["LOCATION"], event["TRANSP"]) == ("Magistrat, sala Obrad", "OPAQUE")
    assert event["URL"].endswith(f"/pl/meetings/{meeting.pk}/")


def test_unpublished_and_long_past_meetings_are_in_no_calendar(client: Client, series: MeetingSeries) -> None:
    plan(series, is_published=False)
    plan(series, starts_at=timezone.now() - timedelta(days=91))
    assert events_in(client, ADDRESS) == {}


def test_moved_meeting_stays_the_same_entry_with_a_higher_sequence(client: Client, series: MeetingSeries) -> None:
    meeting = plan(series)
    ((name, before),) = events_in(client, ADDRESS).items()
    with freeze_time(timezone.now() + timedelta(minutes=5)):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at + timedelta(days=1))
        log(instance=meeting, action="wagtail.edit")
    ((same, after),) = events_in(client, ADDRESS).items()
    assert same == name
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=1)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_saving_in_the_administration_is_counted(client: Client, series: MeetingSeries, admin_client: Client) -> None:
    meeting = plan(series)
    before = events_in(client, ADDRESS)
    answer = admin_client.post(
        f"/admin/meeting/edit/{meeting.pk}/",
        {
            "series": series.pk, "title": "Spotkanie przeniesione", "starts_at": "2030-01-01 10:00", "place": "",
            "minutes": "", "is_published": "on", "agenda-TOTAL_FORMS": "0", "agenda-INITIAL_FORMS": "0",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    (event,) = events_in(client, ADDRESS).values()
    assert event["SUMMARY"] == "Spotkanie przeniesione"
    assert event["SEQUENCE"] > next(iter(before.values()))["SEQUENCE"]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_calendar_is_there_in_every_language(client: Client, series: MeetingSeries, language: str) -> None:
    plan(series)
    calendar = read_calendar(client, f"/{language}/meetings/meetings.ics")
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"].params["LANGUAGE"] == "pl"
    assert f"/{language}/" in event["URL"]


def test_number_of_queries_does_not_grow_and_an_unchanged_file_is_not_sent_again(
    client: Client, series: MeetingSeries
) -> None:
    def count() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            read_calendar(client, ADDRESS)
        return len(queries)

    plan(series)
    few = count()
    for _number in range(4):
        plan(series)
    assert count() == few
    first = client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_list_of_meetings_leads_to_the_calendar(client: Client, series: MeetingSeries) -> None:
    assert f'href="{ADDRESS}"' in client.get("/pl/meetings/").content.decode()
