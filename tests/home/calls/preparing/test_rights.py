"""Only members read what their organisation prepares; only owners and editors write it. The city never sees it."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from consultations.organisations.models import Organisation
from home.calls.models import Call
from home.calls.preparing.models import CallPreparation, Outline
from home.calls.preparing.services import (
    delete_preparation,
    note_presence,
    save_preparation,
    start_preparation,
)

from .conftest import Cast

pytestmark = pytest.mark.django_db

READS, WRITES, NOTHING = "reads", "writes", "nothing"
MATRIX = {
    "owner": WRITES,
    "editor": WRITES,
    "viewer": READS,
    "stranger": NOTHING,
    "moderator": NOTHING,
    "chief": NOTHING,
}


def posted(preparation: CallPreparation, **fields: object) -> dict[str, object]:
    return {
        "title": preparation.title,
        "version": preparation.version,
        "own-TOTAL_FORMS": "0",
        "own-INITIAL_FORMS": "0",
        **fields,
    }


@pytest.mark.parametrize(("name", "may"), MATRIX.items())
def test_page_is_for_members_and_its_form_for_those_who_write(
    sign_in, preparation: CallPreparation, cast: Cast, name: str, may: str
) -> None:
    client = sign_in(cast.named(name))
    statuses = [
        client.get(preparation.get_absolute_url()).status_code,
        client.post(reverse("call_preparation_present", args=[preparation.key])).status_code,
        client.post(preparation.get_absolute_url(), posted(preparation, title="Changed")).status_code,
        client.get(reverse("call_preparation_delete", args=[preparation.key])).status_code,
    ]

    expected = {WRITES: [200, 200, 302, 200], READS: [200, 403, 403, 403], NOTHING: [404, 404, 404, 404]}
    assert statuses == expected[may]
    preparation.refresh_from_db()
    assert preparation.title == ("Changed" if may == WRITES else "Kino sąsiedzkie")


@pytest.mark.parametrize(("name", "may"), MATRIX.items())
def test_gate_lets_members_through_and_nobody_else(
    preparation: CallPreparation, cast: Cast, name: str, may: str
) -> None:
    user = cast.named(name)

    assert CallPreparation.objects.visible_to(user).exists() is (may != NOTHING)
    assert CallPreparation.objects.writable_by(user).exists() is (may == WRITES)


def test_anonymous_reads_nothing_and_is_led_to_sign_in_and_back(client, preparation: CallPreparation) -> None:
    assert not CallPreparation.objects.visible_to(AnonymousUser()).exists()
    assert not CallPreparation.objects.writable_by(AnonymousUser()).exists()
    for address in (
        preparation.get_absolute_url(),
        reverse("call_preparations"),
        reverse("call_prepare", args=[preparation.call_id]),
        reverse("call_preparation_delete", args=[preparation.key]),
    ):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", [name for name, may in MATRIX.items() if may != WRITES])
def test_services_refuse_whoever_may_not_write(preparation: CallPreparation, cast: Cast, name: str) -> None:
    actor = cast.named(name)

    with pytest.raises(PermissionDenied):
        save_preparation(preparation_id=preparation.pk, actor=actor, version=1, outline=Outline(title="Mine now"))
    with pytest.raises(PermissionDenied):
        delete_preparation(preparation_id=preparation.pk, actor=actor, version=1)
    with pytest.raises(PermissionDenied):
        note_presence(preparation_id=preparation.pk, actor=actor)
    with pytest.raises(PermissionDenied):
        start_preparation(
            actor=actor,
            key=uuid4(),
            call_id=preparation.call_id,
            organisation_id=cast.organisation.pk,
            title="For them",
        )
    assert CallPreparation.objects.get().title == "Kino sąsiedzkie"


def test_suspended_organisation_reads_and_writes_nothing(
    sign_in, preparation: CallPreparation, cast: Cast, call: Call
) -> None:
    Organisation.objects.filter(pk=cast.organisation.pk).update(status=Organisation.Status.SUSPENDED)
    client = sign_in(cast.owner)

    assert client.get(preparation.get_absolute_url()).status_code == 200
    assert client.post(preparation.get_absolute_url(), posted(preparation, title="No")).status_code == 403
    answer = client.post(
        reverse("call_prepare", args=[call.pk]),
        {"title": "No", "organisation": cast.organisation.pk, "submission_key": uuid4()},
    )
    assert answer.status_code == 403


def test_key_of_another_organisation_begins_nothing_and_shows_nothing(preparation: CallPreparation, cast: Cast) -> None:
    other = Organisation.objects.with_owner(cast.stranger.pk).get()

    with pytest.raises(PermissionDenied):
        start_preparation(
            actor=cast.stranger,
            key=preparation.key,
            call_id=preparation.call_id,
            organisation_id=other.pk,
            title="Guessed",
        )


def test_page_of_the_organisation_lists_preparations_to_members_only(
    client, sign_in, preparation: CallPreparation, cast: Cast
) -> None:
    address = cast.organisation.get_absolute_url()

    assert preparation.title not in client.get(address).content.decode()
    for name, may in MATRIX.items():
        html = sign_in(cast.named(name)).get(address).content.decode()
        assert (preparation.title in html) is (may != NOTHING), name


def test_search_finds_nothing_of_a_preparation(client, preparation: CallPreparation, cast: Cast, sign_in) -> None:
    for reader in (client, sign_in(cast.owner), sign_in(cast.chief)):
        html = reader.get("/en/search/", {"q": "Kino sąsiedzkie"}).content.decode()
        assert preparation.get_absolute_url() not in html
