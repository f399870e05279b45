"""What the search knows of organisations: verified ones, and nothing of the people in them."""

import pytest
from django.test import Client

from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from consultations.organisations.documents import OrganisationSource
from consultations.organisations.models import Decision, Organisation
from consultations.organisations.services import decide_verification, update_organisation
from tests.people import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def fundacja(city: None) -> Organisation:
    made = organisation("Fundacja Mosty (demo)", owner=person(name="wlascicielka"))
    made.krs, made.description, made.description_language = "0000000147", "Uczymy polskiego.", "uk"
    made.save()
    return made


def of(row: Organisation):
    return next(iter(OrganisationSource().documents([row.pk])), None)


def refreshed() -> list[dict[str, object]]:
    return list(OutboxEntry.objects.filter(topic="search.refresh").values_list("payload", flat=True))


def test_organisation_is_found_by_its_name_numbers_and_what_it_does(fundacja) -> None:
    document = of(fundacja)
    assert (document.kind, document.title, document.summary) == (
        "organisation",
        fundacja.legal_name,
        "Uczymy polskiego.",
    )
    assert document.language == "uk"
    assert "0000000147" in document.keywords
    assert "wlascicielka" not in repr(document)
    assert Client().get(document.url).status_code == 200
    assert set(OrganisationSource().kind_labels()) == set(OrganisationSource().kinds)


@pytest.mark.parametrize("status", [each for each in Organisation.Status if each != Organisation.Status.VERIFIED])
def test_only_verified_organisations_are_found(fundacja, status) -> None:
    Organisation.objects.filter(pk=fundacja.pk).update(status=status)
    assert of(fundacja) is None
    assert fundacja.pk not in OrganisationSource().all_pks()


def test_unverified_organisation_that_its_last_member_left_is_not_found(fundacja) -> None:
    Organisation.objects.filter(pk=fundacja.pk).update(status=Organisation.Status.UNVERIFIED)
    fundacja.memberships.all().delete()
    assert of(fundacja) is None
    assert Client().get(fundacja.get_absolute_url()).status_code == 404


def test_change_and_suspension_are_noted_for_the_search(fundacja) -> None:
    owner = fundacja.memberships.get().person
    OutboxEntry.objects.all().delete()
    update_organisation(actor=owner, organisation_id=fundacja.pk, description="Uczymy też ukraińskiego.")
    decide_verification(
        actor=person(Role.MODERATOR), organisation_id=fundacja.pk, status=Decision.SUSPENDED, reason="Skargi.",
    )  # fmt: skip
    assert refreshed() == [{"source": "organisations", "pk": fundacja.pk}] * 2
    assert of(fundacja) is None
