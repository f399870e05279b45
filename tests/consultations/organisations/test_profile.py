"""What the public sees of an organisation, what its members and the city see besides, and what other rooms add."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import TemplateDoesNotExist
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from consultations.organisations import profile
from consultations.organisations.models import Organisation
from consultations.organisations.services import decide_verification
from tests.people import organisation, person

pytestmark = pytest.mark.django_db
HIDDEN = [status for status in Organisation.Status if status != Organisation.Status.VERIFIED]


def page_of(row: Organisation) -> str:
    return reverse("organisations:profile", args=[row.pk]).replace("/pl/", "/en/")


@pytest.mark.parametrize("status", HIDDEN)
def test_strangers_know_only_verified_organisations(client, status: str) -> None:
    row = organisation()
    assert client.get(page_of(row)).status_code == 200
    Organisation.objects.filter(pk=row.pk).update(status=status)
    assert client.get(page_of(row)).status_code == 404


@pytest.mark.parametrize("status", Organisation.Status)
def test_members_and_checkers_see_it_in_every_status(sign_in, status: str) -> None:
    owner = person()
    row = organisation(owner=owner)
    Organisation.objects.filter(pk=row.pk).update(status=status, status_reason="Bo tak.")
    for user in (owner, person(Role.MODERATOR)):
        assert sign_in(user).get(page_of(row)).status_code == 200


def test_public_page_shows_numbers_and_description_in_its_language(client) -> None:
    row = organisation()
    Organisation.objects.filter(pk=row.pk).update(
        krs="0000123456", nip="1234563218", languages=["uk", "pso"], description="Допомагаємо.",
        description_language="uk", register_kind="arimr", register_number="17/2026",
    )  # fmt: skip
    html = client.get(page_of(row)).content.decode()
    for text in ("0000123456", "1234563218", "17/2026", "Ukrainian, Polish Sign Language", "verified"):
        assert text in html
    assert '<div class="prose" lang="uk"><p>Допомагаємо.</p>' in html


def test_members_and_decisions_are_shown_to_those_who_may_know(client, sign_in) -> None:
    owner, moderator = person(name="Ownerka"), person(Role.MODERATOR, name="Moderka")
    row = organisation(owner=owner, verified=False)
    decide_verification(
        actor=moderator, organisation_id=row.pk, status="verified", reason="", evidence="Wpis z 3 marca"
    )
    public = client.get(page_of(row)).content.decode()
    assert "Wpis z 3 marca" not in public
    assert str(owner) not in public
    members = sign_in(owner).get(page_of(row)).content.decode()
    assert '<span lang="pl">Wpis z 3 marca</span>' in members
    assert str(owner) in members
    assert str(moderator) not in members, "members see that it was the city"
    staff = sign_in(person(Role.COORDINATOR)).get(page_of(row)).content.decode()
    assert str(moderator) in staff
    assert str(owner) not in staff


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> dict[str, profile.Section]:
    found: dict[str, profile.Section] = {}
    monkeypatch.setattr(profile, "_sections", found)
    return found


def test_other_room_adds_its_part_for_the_reader_who_asks(client, sign_in, sections) -> None:
    asked = []

    @profile.profile_section("cases")
    def part(row, user):
        asked.append((row, user))
        return "components/empty.html", {"title": "Sprawy <b>"}

    row = organisation()
    assert "<strong>Sprawy &lt;b&gt;</strong>" in client.get(page_of(row)).content.decode()
    reader = person()
    sign_in(reader).get(page_of(row))
    assert asked == [(row, AnonymousUser()), (row, reader)]


def test_part_with_nothing_to_show_is_left_out(client, sections) -> None:
    profile.profile_section("cases")(lambda row, user: None)
    assert client.get(page_of(organisation())).status_code == 200


def test_part_is_registered_once_and_its_errors_are_not_hidden(client, sections) -> None:
    profile.profile_section("cases")(lambda row, user: ("missing.html", {}))
    with pytest.raises(ValueError, match="cases"):
        profile.profile_section("cases")(lambda row, user: None)
    with pytest.raises(TemplateDoesNotExist):
        client.get(page_of(organisation()))


def test_page_costs_the_same_for_one_decision_and_for_many(sign_in) -> None:
    owner, moderator = person(), person(Role.MODERATOR)
    row = organisation(owner=owner, verified=False)

    def decide(decision: str) -> None:
        decide_verification(actor=moderator, organisation_id=row.pk, status=decision, reason="Powód.")

    decide("verified")
    client = sign_in(owner)
    client.get(page_of(row))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(row))
    for decision in ("suspended", "restored") * 3:
        decide(decision)
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(row))
    assert len(many) == len(one)
