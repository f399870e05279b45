"""What is due for a person, read by a program at their secret address: what they may read now, and no text."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import make_calendar_key
from city.models import Absence, Post
from cms.secret_addresses import HideSecretAddresses
from consultations.organisations.models import Membership
from consultations.postulates.models import Postulate
from notifications.limits import CALENDAR_READS, CALENDAR_WRONG_KEYS
from tests.consultations.postulates.conftest import *
from tests.ics import events_in
from tests.people import official, person, unit

pytestmark = pytest.mark.django_db


def address_of(user: User) -> str:
    key = make_calendar_key(actor=user, replaces=None)
    return reverse("own_calendar", args=[key.pk, key.secret])


def test_official_sees_by_when_their_case_is_to_be_answered(in_progress: Postulate, cast: Cast, client: Client) -> None:
    in_progress.refresh_from_db()
    (event,) = events_in(client, address_of(cast.official)).values()
    assert event["DTSTART"].dt == in_progress.due_on
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"
    assert in_progress.reference in event["SUMMARY"]
    assert event["SEQUENCE"] == in_progress.version


def test_extended_day_replaces_the_old_one_in_the_calendar(
    in_progress: Postulate, cast: Cast, act: Act, client: Client
) -> None:
    in_progress.refresh_from_db()
    address = address_of(cast.official)
    ((name, before),) = events_in(client, address).items()
    later = in_progress.due_on + timedelta(days=14)
    act(in_progress, "extend", cast.coordinator, due_on=later, reason="Czekamy na opinię.")
    ((same, after),) = events_in(client, address).items()
    assert same == name
    assert after["DTSTART"].dt == later
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_answered_case_leaves_the_calendar(
    in_approval: Postulate, cast: Cast, answered: Postulate, client: Client
) -> None:
    assert events_in(client, address_of(cast.official)) == {}


def test_part_that_a_unit_owes_is_in_its_calendar_until_it_is_given(
    in_progress: Postulate, cast: Cast, act: Act, client: Client
) -> None:
    due = timezone.localdate() + timedelta(days=5)
    in_progress.assignments.filter(is_lead=False).update(due_on=due)
    address = address_of(cast.contributor)
    (event,) = events_in(client, address).values()
    assert event["DTSTART"].dt == due
    act(in_progress, "contribute", cast.contributor, part="Budżet pozwala.")
    assert events_in(client, address) == {}


def test_colleagues_case_is_not_mine_but_the_heads(in_progress: Postulate, cast: Cast, client: Client) -> None:
    colleague = official("ngo-policy")
    assert events_in(client, address_of(colleague)) == {}
    assert len(events_in(client, address_of(cast.head))) == 1


def test_case_that_nobody_deals_with_is_in_every_calendar_of_the_unit(routed: Postulate, client: Client) -> None:
    assert len(events_in(client, address_of(official("ngo-policy")))) == 1


def test_deputy_sees_the_deadlines_of_whom_they_stand_in_for(
    in_progress: Postulate, cast: Cast, client: Client
) -> None:
    deputy = official("finance")
    today = timezone.localdate()
    absence = Absence.objects.create(person=cast.official, deputy=deputy, starts_on=today, ends_on=today)
    address = address_of(deputy)
    assert any(in_progress.reference in event["SUMMARY"] for event in events_in(client, address).values())
    absence.delete()
    assert not any(in_progress.reference in event["SUMMARY"] for event in events_in(client, address).values())


def test_members_see_when_the_city_answers(in_progress: Postulate, cast: Cast, client: Client) -> None:
    in_progress.refresh_from_db()
    (event,) = events_in(client, address_of(cast.author)).values()
    assert event["DTSTART"].dt == in_progress.due_on


def test_returned_case_is_to_be_corrected_by_a_day_and_its_title_is_nobody_elses(
    in_moderation: Postulate, cast: Cast, act: Act, client: Client
) -> None:
    day = timezone.localdate() + timedelta(days=7)
    act(in_moderation, "return", cast.moderator, reason="Proszę dopisać adres.", due_on=day)
    answer = client.get(address := address_of(cast.author))
    (event,) = events_in(client, address).values()
    assert event["DTSTART"].dt == day
    assert in_moderation.reference in event["SUMMARY"]
    text = answer.content.decode().replace("\r\n ", "")
    assert in_moderation.title not in text
    assert "dopisać" not in text


def test_no_text_of_a_case_is_in_a_calendar(in_progress: Postulate, cast: Cast, client: Client) -> None:
    for user in (cast.official, cast.author, cast.head, cast.contributor):
        text = client.get(address_of(user)).content.decode().replace("\r\n ", "")
        assert in_progress.problem[:30] not in text
        assert in_progress.request[:30] not in text
        assert user.email not in text


def test_who_lost_their_post_sees_nothing_more(in_progress: Postulate, cast: Cast, client: Client) -> None:
    address = address_of(cast.official)
    assert events_in(client, address)
    Post.objects.filter(person=cast.official).delete()
    assert events_in(client, address) == {}


def test_who_left_the_organisation_sees_nothing_more(
    in_moderation: Postulate, cast: Cast, act: Act, client: Client
) -> None:
    colleague = person()
    Membership.objects.create(organisation=cast.filer, person=colleague, role=Membership.Role.EDITOR)
    act(in_moderation, "return", cast.moderator, reason="Adres.", due_on=timezone.localdate() + timedelta(days=7))
    address = address_of(colleague)
    assert len(events_in(client, address)) == 1
    Membership.objects.filter(person=colleague).delete()
    assert events_in(client, address) == {}


def test_closed_account_is_not_found(in_progress: Postulate, cast: Cast, client: Client) -> None:
    address = address_of(cast.official)
    User.objects.filter(pk=cast.official.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_words_are_in_the_language_of_the_person(
    in_progress: Postulate, cast: Cast, client: Client, language: str
) -> None:
    User.objects.filter(pk=cast.official.pk).update(language=language)
    address = address_of(cast.official)
    (event,) = events_in(client, address).values()
    assert event["SUMMARY"].params["LANGUAGE"] == language
    assert f"/{language}/" in event["URL"]
    assert client.get(address, headers={"accept-language": "de"})["Content-Language"] == language


def test_wrong_keys_are_not_found_and_too_many_are_told_to_wait(cast: Cast, client: Client) -> None:
    address = address_of(cast.official)
    wrong = reverse("own_calendar", args=[1, "A" * 43])
    answers = [client.get(wrong).status_code for _time in range(CALENDAR_WRONG_KEYS + 1)]
    assert answers == [404] * CALENDAR_WRONG_KEYS + [429]
    assert client.get(address).status_code == 200  # a service that reads for many is not locked out


def test_program_that_asks_too_often_is_told_to_wait(cast: Cast, client: Client) -> None:
    address = address_of(cast.official)
    answers = {client.get(address).status_code for _time in range(CALENDAR_READS)}
    assert answers == {200}
    late = client.get(address)
    assert (late.status_code, late["Retry-After"]) == (429, "3600")
    cache.clear()
    assert client.get(address).status_code == 200


def test_calendar_that_has_not_changed_is_not_sent_again(in_progress: Postulate, cast: Cast, client: Client) -> None:
    address = address_of(cast.official)
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_number_of_queries_does_not_grow(
    in_progress: Postulate, cast: Cast, act: Act, client: Client, reason: object
) -> None:
    addresses = [address_of(user) for user in (cast.official, cast.author, cast.contributor)]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                events_in(client, address)
            found.append(len(queries))
        return found

    few = counts()
    for _number in range(3):
        case = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
        for move, who, details in (
            ("submit", cast.author, {}),
            ("claim", cast.moderator, {}),
            ("register", cast.moderator, {"legal_kind": "postulate"}),
            ("route", cast.coordinator, {"lead_unit": unit("ngo-policy"), "contributions": []}),
            ("accept", cast.official, {}),
        ):
            act(case, move, who, **details)
    assert counts() == few
    assert max(few) <= 20


def test_secret_is_written_to_no_log(cast: Cast, client: Client) -> None:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(HideSecretAddresses())
    wrong = reverse("own_calendar", args=[7, "B" * 43])
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get(wrong)
    finally:
        logger.removeHandler(handler)
    assert "/calendar/own/7/…" in out.getvalue()
    assert "BBBB" not in out.getvalue()


def test_every_handler_of_the_log_hides_secrets(settings: Settings) -> None:
    for handler in settings.LOGGING["handlers"].values():
        assert "no_secret_addresses" in handler["filters"]
    assert settings.LOGGING["loggers"]["django.server"]["handlers"] == ["console"]
