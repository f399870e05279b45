"""The page of an event: facts once for all languages, words in each."""

import json
import re
from collections.abc import Callable
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.models import User
from home.events.blocks import ChangesBlock
from home.models import EventPage, SectionPage
from home.services import source_texts, submit_for_translation
from tests.home.events.clock import at

pytestmark = pytest.mark.django_db

Write = Callable[..., EventPage]
NOVEMBER = "2026-11-26T10:00:00Z"
WEEKLY = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"
CANCELLED = ("cancelled", {"day": "2026-12-08", "reason": "Prowadzący chory"})


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@at(NOVEMBER)
def test_page_says_when_where_and_how_often(client: Client, write_event: Write) -> None:
    page = write_event(recurrence=WEEKLY, place_name="Klub", address="ul. Przykładowa 1", languages_spoken=["uk", "pl"])
    shown = text(client.get(page.get_url()))
    assert '<time datetime="2026-12-01T18:00+01:00">' in shown
    assert "Klub" in shown
    assert "ul. Przykładowa 1" in shown
    assert reverse("events:one", args=[page.translation_key]) in shown


@at(NOVEMBER)
def test_cancelled_date_is_shown_with_its_reason(client: Client, write_event: Write) -> None:
    page = write_event(recurrence=WEEKLY, changes=[CANCELLED])
    shown = text(client.get(page.get_url()))
    assert re.search(r'<s><time datetime="2026-12-08T18:00\+01:00">', shown)
    assert "Prowadzący chory" in shown


@at("2026-12-09T10:00:00Z")
def test_past_event_says_that_it_is_over(client: Client, write_event: Write) -> None:
    from django.utils.translation import gettext

    shown = text(client.get(write_event().get_url()))
    assert gettext("This event is over") in shown


@at(NOVEMBER)
def test_registering_is_offered_until_its_last_day(client: Client, write_event: Write) -> None:
    page = write_event(registration_url="https://example.org/zapisy", registration_until=date(2026, 11, 26))
    assert "https://example.org/zapisy" in text(client.get(page.get_url()))
    with at("2026-11-27T10:00:00Z"):
        assert "https://example.org/zapisy" not in text(client.get(page.get_url()))


@at(NOVEMBER)
def test_every_word_is_translated_and_every_fact_stays(
    write_event: Write, editor: User, translate: Callable[..., Page]
) -> None:
    words = {
        "lead": "W-lead", "place_name": "W-place", "audience": "W-audience", "capacity_note": "W-capacity",
        "price": "W-price", "organiser": "W-organiser", "cancellation_reason": "W-why",
    }  # fmt: skip
    page = write_event(
        "W-title", **words, is_free=False, is_cancelled=True, address="Rynek 1", recurrence=WEEKLY,
        languages_spoken=["uk"], changes=[("cancelled", {"day": "2026-12-08", "reason": "W-reason"})],
    )  # fmt: skip
    offered = set(source_texts(submit_for_translation(page, "uk", actor=editor)))
    assert offered == {*words.values(), "W-title", "W-reason"}
    translated = EventPage.objects.get(pk=translate(page, "uk").pk)
    assert translated.changes[0].value["reason"] == "uk W-reason"
    assert translated.changes[0].value["day"] == date(2026, 12, 8)
    assert translated.place_name == "uk W-place"
    for fact in (
        "starts_on",
        "starts_at",
        "ends_at",
        "recurrence",
        "last_on",
        "address",
        "languages_spoken",
        "is_free",
    ):
        assert getattr(translated, fact) == getattr(page, fact)


@at(NOVEMBER)
def test_new_facts_of_the_source_reach_the_translation(
    write_event: Write, editor: User, translate: Callable[..., Page]
) -> None:
    page = write_event(recurrence=WEEKLY)
    translate(page, "uk")
    page.starts_at, page.recurrence = time(17), "FREQ=WEEKLY;BYDAY=TU"
    page.save_revision(user=editor).publish(user=editor)
    translated = EventPage.objects.get(pk=translate(page, "uk").pk)
    assert (translated.starts_at, translated.last_on) == (time(17), None)


@at(NOVEMBER)
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": date(2026, 11, 30)}, "ends_on"),
        ({"ends_at": time(17)}, "ends_at"),
        ({"starts_at": None}, "starts_at"),
        ({"ends_on": date(2026, 12, 2), "ends_at": None}, "ends_at"),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20261130"}, "recurrence"),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=WE"}, "recurrence"),
        ({"recurrence": "FREQ=DAILY;COUNT=401"}, "recurrence"),
        ({"recurrence": "FREQ=SECONDLY"}, "recurrence"),
        ({"changes": [("cancelled", {"day": "2026-12-08", "reason": "x"})]}, "changes"),
        ({"recurrence": WEEKLY, "changes": [("left_out", {"day": "2026-12-09"})]}, "changes"),
        (
            {
                "recurrence": WEEKLY,
                "changes": [("extra", {"day": "2026-12-09", "starts_at": "20:00", "ends_at": "19:00"})],
            },
            "changes",
        ),
        ({"is_cancelled": True}, "cancellation_reason"),
        ({"is_free": False}, "price"),
        ({"price": "10 zł"}, "price"),
        ({"registration_until": date(2026, 12, 2)}, "registration_until"),
        ({"lead": ""}, "lead"),
    ],
)
def test_facts_that_contradict_each_other_are_refused_at_their_field(
    write_event: Write, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        write_event(**facts)
    assert set(caught.value.message_dict) == {field}


@at(NOVEMBER)
def test_search_engines_are_told_the_facts(client: Client, write_event: Write) -> None:
    page = write_event(
        "Zebranie </script><b>",
        recurrence=WEEKLY,
        address="Rynek 1",
        organiser="Urząd",
        online_url="https://example.org/",
    )
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(client.get(page.get_url())), re.S)
    data = json.loads(found[0])
    assert data["@type"] == "Event"
    assert data["name"] == "Zebranie </script><b>"
    assert data["startDate"] == "2026-12-01T18:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["eventSchedule"]["repeatFrequency"] == "P1W"


@at(NOVEMBER)
def test_form_takes_the_rule_in_its_parts(client: Client, calendar_section: SectionPage, editor: User) -> None:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailadmin_pages:add", args=["home", "eventpage", calendar_section.pk])
    form = text(client.get(address))
    assert 'name="recurrence_0"' in form
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    streams = {f"{field.name}-count": "0" for field in EventPage._meta.get_fields() if isinstance(field, StreamField)}
    typed = {
        "title": "Kawiarenka", "slug": "", "lead": "Spotkanie.", "starts_on": "2026-12-01", "starts_at": "18:00",
        "recurrence_0": "WEEKLY", "recurrence_1": "2", "recurrence_2": ["1"], "recurrence_4": "2027-06-30",
        "is_free": "on", "languages_spoken": ["pl", "uk"], "comments-MAX_NUM_FORMS": "", "action-publish": "1",
        **comments, **streams,
    }  # fmt: skip
    answer = client.post(address, typed)
    assert answer.status_code == 302, re.findall(r"error-message.*?</", text(answer), re.S)
    page = EventPage.objects.get()
    assert page.recurrence == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630"
    assert page.languages_spoken == ["pl", "uk"]
    assert 'value="2027-06-30"' in text(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))


@at(NOVEMBER)
@pytest.mark.parametrize(
    "parts",
    [
        {"recurrence_0": "MONTHLY_WEEKDAY"},
        {"recurrence_0": "WEEKLY", "recurrence_4": "2027-01-01", "recurrence_5": "4"},
        {"recurrence_0": "HOURLY"},
        {"recurrence_0": "WEEKLY", "recurrence_1": "0"},
    ],
)
def test_form_refuses_half_a_rule(parts: dict[str, str]) -> None:
    from django.http import QueryDict

    from home.events.fields import RecurrenceFormField, RecurrenceWidget

    data = QueryDict(mutable=True)
    data.update(parts)
    value = RecurrenceWidget().value_from_datadict(data, {}, "recurrence")
    with pytest.raises(ValidationError):
        RecurrenceFormField().clean(value)


@at(NOVEMBER)
def test_cancelling_in_polish_holds_in_ukrainian_at_once(
    client: Client, write_event: Write, editor: User, translate: Callable[..., Page]
) -> None:
    page = write_event(recurrence=WEEKLY, changes=[CANCELLED])
    translated = translate(page, "uk", title="Розмови")
    first = page.changes.get_prep_value()
    second = {"type": "cancelled", "value": {"day": "2026-12-15", "reason": "Święto"}}
    page.changes = ChangesBlock().to_python([*first, second])
    page.starts_at = time(17)
    page.save_revision(user=editor).publish(user=editor)
    shown = text(client.get(translated.get_url()))
    assert re.findall(r'<s><time datetime="(2026-12-\d\d)T17:00\+01:00">', shown) == ["2026-12-08", "2026-12-15"]
    assert "uk Prowadzący chory" in shown
    assert "Święto" not in shown, "words wait for the translator, with the facts already true"
    assert EventPage.objects.get(pk=translated.pk).last_on == page.last_on
