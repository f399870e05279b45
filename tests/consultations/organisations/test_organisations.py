"""Who an organisation is, who may act for it, who may check it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.roles import Role
from consultations.organisations.models import Membership, Organisation
from consultations.organisations.services import (
    add_member,
    decide_verification,
    register_organisation,
)
from tests.people import organisation, person


def test_who_registers_an_organisation_owns_it_and_it_is_not_verified(city) -> None:
    founder = person()
    row = register_organisation(actor=founder, legal_name="Fundacja Próba", kind="foundation", krs="0000123456")
    assert row.status == Organisation.Status.UNVERIFIED
    assert row.memberships.get().role == Membership.Role.OWNER


def test_one_register_number_is_one_organisation(city) -> None:
    register_organisation(actor=person(), legal_name="Fundacja A", kind="foundation", krs="0000123456")
    with pytest.raises(ValidationError):
        register_organisation(actor=person(), legal_name="Fundacja B", kind="foundation", krs="0000123456")


def test_only_an_owner_adds_members(city) -> None:
    owner, editor = person(), person()
    row = organisation(owner=owner)
    add_member(actor=owner, organisation=row, person=editor, role="editor")
    with pytest.raises(PermissionDenied):
        add_member(actor=editor, organisation=row, person=person(), role="owner")


def test_nobody_verifies_their_own_organisation(city) -> None:
    moderator = person(Role.MODERATOR)
    row = organisation(owner=moderator, verified=False)
    with pytest.raises(PermissionDenied):
        decide_verification(actor=moderator, organisation_id=row.pk, status="verified", reason="KRS")


def test_only_the_city_verifies(city) -> None:
    row = organisation(verified=False)
    with pytest.raises(PermissionDenied):
        decide_verification(
            actor=person(Role.EDITOR),
            organisation_id=row.pk,
            status="verified",
            reason="KRS",
        )
    decide_verification(
        actor=person(Role.MODERATOR),
        organisation_id=row.pk,
        status="verified",
        reason="KRS",
    )
    assert row.history.first().status == "verified"


def test_unverified_organisation_is_not_found_by_strangers(client, city) -> None:
    row = organisation(verified=False)
    assert client.get(reverse("organisations:profile", args=[row.pk])).status_code == 404


def test_members_are_shown_to_members_only(client, sign_in, city) -> None:
    owner = person()
    row = organisation(owner=owner)
    url = reverse("organisations:profile", args=[row.pk])
    assert str(owner) not in client.get(url).content.decode()
    assert str(owner) in sign_in(owner).get(url).content.decode()


def test_wrong_number_is_explained_and_the_rest_is_kept(sign_in, city) -> None:
    client = sign_in(person())
    page = client.post(
        reverse("organisations:register"),
        {"legal_name": "Fundacja Próba", "kind": "foundation", "nip": "0000000000"},
    )
    html = page.content.decode()
    assert 'href="#id_nip"' in html
    assert "Fundacja Próba" in html


def test_colleague_without_an_account_is_explained(sign_in, city) -> None:
    owner = person()
    row = organisation(owner=owner)
    page = sign_in(owner).post(
        reverse("organisations:members", args=[row.pk]),
        {"email": "nobody@example.org", "role": "editor"},
    )
    assert 'href="#id_email"' in page.content.decode()
    assert row.memberships.count() == 1


def test_member_who_is_no_owner_cannot_add_colleagues_by_post(sign_in, city) -> None:
    owner, viewer, newcomer = person(), person(), person()
    row = organisation(owner=owner)
    add_member(actor=owner, organisation=row, person=viewer, role="viewer")
    url = reverse("organisations:members", args=[row.pk])
    assert sign_in(viewer).post(url, {"email": newcomer.email, "role": "owner"}).status_code == 403
