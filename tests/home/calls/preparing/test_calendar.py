"""Who prepares an offer has the deadlines of its call in their own calendar, until they are met."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import make_calendar_key
from consultations.organisations.models import Membership
from home.calls.models import Call, CallDeadline
from home.calls.preparing.models import CallPreparation
from home.calls.services import extend_deadline
from tests.home.calls.preparing.conftest import Cast
from tests.ics import events_in

pytestmark = pytest.mark.django_db


def address_of(user: User) -> str:
    key = make_calendar_key(actor=user, replaces=None)
    return reverse("own_calendar", args=[key.pk, key.secret])


def test_every_member_has_the_deadline_without_a_word_of_the_preparation(
    preparation: CallPreparation, call: Call, cast: Cast, client: Client
) -> None:
    for user in (cast.owner, cast.editor, cast.viewer):
        address = address_of(user)
        (event,) = events_in(client, address).values()
        assert event["DTSTART"].dt == call.deadlines.get().at.replace(microsecond=0)
        text = client.get(address).content.decode().replace("\r\n ", "")
        assert preparation.title not in text
        assert "Fundacja Razem" not in text


def test_deadline_moves_there_too(
    preparation: CallPreparation, call: Call, cast: Cast, client: Client, clerk: User
) -> None:
    address = address_of(cast.owner)
    ((name, before),) = events_in(client, address).items()
    later = call.deadlines.get().at + timedelta(days=7)
    extend_deadline(
        deadline_id=call.deadlines.get().pk, new=later, reason={"pl": "Prosiliście."}, decision_number="", actor=clerk
    )
    ((same, after),) = events_in(client, address).items()
    assert same == name
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt > before["DTSTART"].dt


def test_offer_that_went_out_leaves_only_its_confirmation(
    preparation: CallPreparation, call: Call, cast: Cast, client: Client
) -> None:
    at = call.deadlines.get().at + timedelta(days=3)
    CallDeadline.objects.create(call=call, kind=CallDeadline.Kind.CONFIRMATION, at=at)
    address = address_of(cast.editor)
    assert len(events_in(client, address)) == 2
    CallPreparation.objects.update(submitted_on=timezone.localdate())
    (event,) = events_in(client, address).values()
    assert event["DTSTART"].dt == at.replace(microsecond=0)


def test_who_left_the_organisation_has_it_no_more(preparation: CallPreparation, cast: Cast, client: Client) -> None:
    address = address_of(cast.editor)
    assert len(events_in(client, address)) == 1
    Membership.objects.filter(person=cast.editor).delete()
    assert events_in(client, address) == {}
