"""Deadlines of calls in other people's calendars: one that moves stays the same entry and says that it moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from home.calls.models import Call, CallDeadline
from home.calls.services import cancel_call, extend_deadline
from home.models import CallPage
from tests.clock import freeze_time
from tests.home.calls.conftest import MakeCall, MakePage
from tests.ics import events_in, read_calendar

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
WHY = {"pl": "Wiele organizacji prosiło.", "uk": "Багато організацій просили."}
WARSAW = ZoneInfo("Europe/Warsaw")
PublicCall = Callable[..., Call]
ALL = "/pl/calendar/calls.ics"


def extend(call: Call, clerk: User, new: datetime | None = None) -> None:
    deadline = CallDeadline.objects.filter(call=call).first()
    extend_deadline(
        deadline_id=deadline.pk, new=new or deadline.at + WEEK, reason=WHY, decision_number="OR.1", actor=clerk
    )


def test_each_deadline_is_an_event_without_length_that_blocks_nobody(client: Client, public_call: PublicCall) -> None:
    call = public_call()
    kinds = (CallDeadline.Kind.CONFIRMATION, CallDeadline.Kind.REPORT)
    for weeks, kind in enumerate(kinds, start=4):
        CallDeadline.objects.create(call=call, kind=kind, at=timezone.now() + weeks * WEEK)
    found = events_in(client, reverse("call_calendar", args=[call.pk]))
    assert [event["DTSTART"].dt for event in found.values()] == [
        deadline.at.replace(microsecond=0) for deadline in CallDeadline.objects.filter(call=call).order_by("at")
    ]
    for event in found.values():
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["STATUS"] == "CONFIRMED"
        assert "DTEND" not in event
        assert not event.walk("VALARM")
    assert len({str(event["SUMMARY"]) for event in found.values()}) == 3


def test_subscriber_sees_the_moved_deadline_in_place_of_the_old_one(
    client: Client, public_call: PublicCall, clerk: User
) -> None:
    call = public_call()
    ((identity, before),) = events_in(client, ALL).items()
    old = CallDeadline.objects.get(call=call).at
    with freeze_time(timezone.now() + timedelta(hours=1)):
        extend(call, clerk)
        ((same, after),) = events_in(client, ALL).items()
    assert same == identity
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt - before["DTSTART"].dt == WEEK
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert f"{timezone.localtime(old):%H:%M}" in after["DESCRIPTION"]
    assert WHY["pl"] in after["DESCRIPTION"]
    assert after["SUMMARY"] != before["SUMMARY"]


def test_summary_says_in_words_that_a_deadline_was_extended(
    client: Client, public_call: PublicCall, clerk: User, translate: Callable[..., Page]
) -> None:
    call = public_call()
    page = translate(CallPage.objects.get(call=call), "en", title="Good neighbours")
    extend(call, clerk)
    (event,) = events_in(client, "/en/calendar/calls.ics").values()
    assert event["SUMMARY"] == "Extended – Offers until: Good neighbours"
    assert event["SUMMARY"].params["LANGUAGE"] == "en"
    assert event["URL"].endswith(page.url)


def test_cancelled_call_stays_in_the_calendar_as_cancelled(
    client: Client, public_call: PublicCall, clerk: User
) -> None:
    call = public_call()
    before = events_in(client, ALL)
    cancel_call(call_id=call.pk, reason={"pl": "Brak pieniędzy."}, actor=clerk)
    after = events_in(client, ALL)
    assert after.keys() == before.keys()
    (event,) = after.values()
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] > next(iter(before.values()))["SEQUENCE"]
    assert "Brak pieniędzy." in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("local", "world"),
    [
        ("2026-03-28T15:00", "2026-03-28T14:00"),
        ("2026-03-29T15:00", "2026-03-29T13:00"),  # after the clock went forward that night
        ("2026-10-24T23:59", "2026-10-24T21:59"),
        ("2026-10-25T15:00", "2026-10-25T14:00"),  # after the clock went back that night
    ],
)
def test_hour_is_that_of_the_citys_clock_on_both_sides_of_its_changes(
    client: Client, public_call: PublicCall, local: str, world: str
) -> None:
    closes = datetime.fromisoformat(local).replace(tzinfo=WARSAW)
    with freeze_time("2026-03-01T12:00Z"):
        call = public_call(closes=closes)
        (event,) = events_in(client, reverse("call_calendar", args=[call.pk])).values()
    assert event["DTSTART"].dt == datetime.fromisoformat(world).replace(tzinfo=UTC)
    assert closes.strftime("%H:%M") in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("old", "new"), [("2026-03-25T15:00", "2026-04-01T15:00"), ("2026-10-21T15:00", "2026-10-28T15:00")]
)
def test_extension_over_a_change_of_the_clock_keeps_the_hour_in_the_city(
    client: Client, public_call: PublicCall, clerk: User, old: str, new: str
) -> None:
    before, after = (datetime.fromisoformat(moment).replace(tzinfo=WARSAW) for moment in (old, new))
    with freeze_time(before - timedelta(days=3)):
        call = public_call(closes=before)
        extend(call, clerk, after)
        (event,) = events_in(client, reverse("call_calendar", args=[call.pk])).values()
    assert event["DTSTART"].dt.astimezone(WARSAW).strftime("%H:%M") == "15:00"
    assert event["DTSTART"].dt == after


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_words_are_the_readers_else_marked(
    client: Client, public_call: PublicCall, clerk: User, translate: Callable[..., Page], language: str
) -> None:
    call = public_call()
    translate(CallPage.objects.get(call=call), "uk", title="Конкурс")
    extend(call, clerk)
    calendar = read_calendar(client, f"/{language}/calendar/calls.ics")
    (event,) = calendar.walk("VEVENT")
    spoken = "uk" if language == "uk" else "pl"
    assert event["SUMMARY"].params["LANGUAGE"] == spoken
    assert WHY[spoken] in event["DESCRIPTION"]
    assert ("Polski" in event["DESCRIPTION"]) is (language == "en")
    assert f"/{language}/" in event["URL"]


def test_identities_are_the_same_in_every_language(client: Client, public_call: PublicCall) -> None:
    public_call()
    assert len({frozenset(events_in(client, f"/{code}/calendar/calls.ics")) for code in ("pl", "uk", "en")}) == 1


def test_drafts_and_restricted_calls_are_in_no_calendar(
    client: Client, make_call: MakeCall, make_page: MakePage
) -> None:
    draft, secret = make_call(), make_call()
    make_page(draft, live=False)
    page = make_page(secret)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for call in (draft, secret):
        assert client.get(reverse("call_calendar", args=[call.pk])).status_code == 404
    assert events_in(client, ALL) == {}
    assert client.get(reverse("call_calendar", args=[2**40])).status_code == 404


def test_calendar_leaves_out_calls_that_were_over_three_months_ago(client: Client, public_call: PublicCall) -> None:
    opened = timezone.now() - timedelta(days=300)
    long_ago = public_call(opens_at=opened, closes=timezone.now() - timedelta(days=91))
    lately = public_call(opens_at=opened, closes=timezone.now() - timedelta(days=89))
    names = events_in(client, ALL)
    assert [name.startswith(f"call-{lately.pk}-") for name in names] == [True]
    assert len(events_in(client, reverse("call_calendar", args=[long_ago.pk]))) == 1


def test_number_of_queries_does_not_grow(client: Client, public_call: PublicCall, clerk: User) -> None:
    def count() -> int:
        client.get(ALL)
        with CaptureQueriesContext(connection) as queries:
            read_calendar(client, ALL)
        return len(queries)

    extend(public_call(), clerk)
    few = count()
    for _number in range(4):
        extend(public_call(), clerk)
    assert count() == few
    assert few <= 8


def test_calendar_that_has_not_changed_is_not_sent_again(client: Client, public_call: PublicCall, clerk: User) -> None:
    call = public_call()
    for address in (ALL, reverse("call_calendar", args=[call.pk])):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    extend(call, clerk)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_only_reading_is_possible(client: Client, city: None) -> None:
    assert client.post(ALL).status_code == 405
