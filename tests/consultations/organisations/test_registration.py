"""What an organisation says about itself: which numbers it needs, and what a change of them means."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.organisations.models import Membership, Organisation
from consultations.organisations.services import (
    add_member,
    ask_for_check,
    register_organisation,
    update_organisation,
)
from tests.consultations.organisations.conftest import FOUNDATION, GROUP
from tests.people import organisation, person

pytestmark = pytest.mark.django_db
Status = Organisation.Status
TYPED = FOUNDATION | {"krs": "", "description": "Pomagamy sąsiadom.", "website": "example.org"}


def with_status(status: str, **more: str) -> tuple[Organisation, "object"]:
    """Register an organisation, give it the status, and return it with its owner."""
    owner = person()
    row = register_organisation(actor=owner, **(FOUNDATION | more))
    Organisation.objects.filter(pk=row.pk).update(status=status)
    row.refresh_from_db()
    return row, owner


def test_who_registers_an_organisation_owns_it_and_it_waits_for_the_city() -> None:
    founder = person()
    row = register_organisation(actor=founder, **FOUNDATION)
    assert row.is_waiting
    assert row.memberships.get().role == Membership.Role.OWNER
    assert row.history.get().history_user == founder


def test_numbers_are_stored_without_separators() -> None:
    row = register_organisation(
        actor=person(), **FOUNDATION | {"krs": "KRS 123456", "nip": "PL 123-456-32-18", "regon": "351 554 353"}
    )
    assert (row.krs, row.nip, row.regon) == ("0000123456", "1234563218", "351554353")


def test_informal_group_needs_no_number() -> None:
    assert register_organisation(actor=person(), **GROUP).pk


@pytest.mark.parametrize("kind", [kind for kind in Organisation.Kind if kind != "informal_group"])
def test_every_other_kind_needs_a_number(kind: str) -> None:
    with pytest.raises(ValidationError, match="at least one number"):
        register_organisation(actor=person(), legal_name="Próba", kind=kind)


@pytest.mark.parametrize(
    "number",
    [
        {"krs": "0000123456"},
        {"nip": "1234563218"},
        {"regon": "123456785"},
        {"register_kind": "sports_clubs", "register_number": "17"},
    ],
    ids=lambda number: next(iter(number)),
)
def test_one_number_of_any_register_is_enough(number: dict[str, str]) -> None:
    assert register_organisation(actor=person(), legal_name="Próba", kind="sports_club", **number).pk


@pytest.mark.parametrize(
    ("half", "field"), [({"register_kind": "arimr"}, "register_number"), ({"register_number": "17"}, "register_kind")]
)
def test_number_and_its_register_belong_together(half: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        register_organisation(actor=person(), legal_name="Próba", kind="other", **half)
    assert list(caught.value.message_dict) == [field]


@pytest.mark.parametrize("number", [{"krs": "123456"}, {"nip": "1234563218"}, {"regon": "123456785"}])
def test_one_number_is_one_organisation_and_the_message_says_what_to_do(number: dict[str, str]) -> None:
    first = person(name="founder")
    register_organisation(actor=first, legal_name="Fundacja A", kind="foundation", **number)
    with pytest.raises(ValidationError, match="ask its owner to invite you") as caught:
        register_organisation(actor=person(), legal_name="Fundacja B", kind="foundation", **number)
    [[field, messages]] = caught.value.message_dict.items()
    assert field in number
    assert str(first) not in messages[0]


def test_two_cities_may_count_their_registers_alike() -> None:
    for name in ("Klub A", "Klub B"):
        register_organisation(
            actor=person(), legal_name=name, kind="sports_club", register_kind="sports_clubs", register_number="17"
        )


def test_unknown_language_of_work_is_refused() -> None:
    with pytest.raises(ValidationError):
        register_organisation(actor=person(), **GROUP, languages=["xx"])


@pytest.mark.parametrize("change", [{"legal_name": "Fundacja Inna"}, {"krs": "0000123457"}, {"nip": "1234563218"}])
def test_verified_organisation_that_changes_its_name_or_number_is_checked_again(change: dict[str, str]) -> None:
    row, owner = with_status(Status.VERIFIED)
    row = update_organisation(actor=owner, organisation_id=row.pk, **change)
    assert row.status == Status.PENDING
    assert row in Organisation.objects.waiting()


@pytest.mark.parametrize("change", [{"description": "Pomoc"}, {"website": "https://example.org"}, {"krs": "123456"}])
def test_other_changes_leave_it_verified(change: dict[str, str]) -> None:
    row, owner = with_status(Status.VERIFIED)
    assert update_organisation(actor=owner, organisation_id=row.pk, **change).status == Status.VERIFIED


def test_refused_organisation_corrects_its_number_and_is_checked_again() -> None:
    row, owner = with_status(Status.REFUSED)
    assert update_organisation(actor=owner, organisation_id=row.pk, krs="0000123457").status == Status.PENDING


def test_refused_organisation_may_ask_again_and_asking_twice_changes_nothing() -> None:
    row, owner = with_status(Status.REFUSED)
    first = ask_for_check(actor=owner, organisation_id=row.pk)
    second = ask_for_check(actor=owner, organisation_id=row.pk)
    assert (first.status, second.waiting_since) == (Status.PENDING, first.waiting_since)


def test_only_an_owner_changes_the_data() -> None:
    owner, editor = person(), person()
    row = organisation(owner=owner)
    add_member(actor=owner, organisation=row, person=editor, role="editor")
    for actor in (editor, person()):
        with pytest.raises(PermissionDenied):
            update_organisation(actor=actor, organisation_id=row.pk, description="x")


def test_suspended_organisation_is_not_changed_and_asks_for_nothing() -> None:
    row, owner = with_status(Status.SUSPENDED)
    with pytest.raises(PermissionDenied):
        update_organisation(actor=owner, organisation_id=row.pk, description="x")
    with pytest.raises(PermissionDenied):
        ask_for_check(actor=owner, organisation_id=row.pk)


def test_organisation_is_registered_on_its_page(sign_in) -> None:
    client = sign_in(person())
    url = reverse("organisations:register")
    page = client.post(url, TYPED | {"krs": "123-456", "languages": ["pl", "pso"]})
    row = Organisation.objects.get()
    assert page.headers["Location"] == row.get_absolute_url()
    assert (row.krs, row.website, row.languages) == ("0000123456", "https://example.org", ["pl", "pso"])
    assert row.description_language == "en", "the language of the page"


def test_missing_number_is_explained_and_the_rest_is_kept(sign_in) -> None:
    html = sign_in(person()).post(reverse("organisations:register"), TYPED).content.decode()
    assert 'href="#id_krs"' in html
    assert "Fundacja Próba" in html
    assert "Pomagamy sąsiadom." in html


@pytest.mark.parametrize("wrong", [{"nip": "0000000000"}, {"krs": "12345678901"}, {"register_number": "17"}])
def test_wrong_number_gets_one_message_and_is_kept(sign_in, wrong: dict[str, str]) -> None:
    page = sign_in(person()).post("/en/organisations/new/", TYPED | wrong)
    form = page.context["form"]
    assert sum(len(errors) for errors in form.errors.values()) == 1, form.errors
    assert next(iter(wrong.values())) in page.content.decode()


def test_number_that_is_here_already_is_explained_at_its_field_and_the_rest_is_kept(sign_in) -> None:
    register_organisation(actor=person(), **FOUNDATION)
    page = sign_in(person()).post("/en/organisations/new/", TYPED | {"krs": "123456", "legal_name": "Inna"})
    html = page.content.decode()
    assert 'href="#id_krs"' in html
    assert "ask its owner to invite you" in html
    assert "Inna" in html


def test_owner_is_told_before_saving_what_a_change_means(sign_in) -> None:
    row, owner = with_status(Status.VERIFIED)
    url = reverse("organisations:edit", args=[row.pk])
    html = sign_in(owner).get(url.replace("/pl/", "/en/")).content.decode()
    assert "the city checks the organisation again" in html


def test_owner_changes_the_data_on_its_page(sign_in) -> None:
    row, owner = with_status(Status.VERIFIED)
    typed = TYPED | {"krs": row.krs, "description": "Uczymy."}
    sign_in(owner).post(f"/uk/organisations/{row.pk}/edit/", typed)
    row.refresh_from_db()
    assert (row.description, row.description_language, row.status) == ("Uczymy.", "uk", Status.VERIFIED)


def test_page_of_change_is_closed_to_editors_and_unknown_to_strangers(sign_in) -> None:
    row, owner = with_status(Status.UNVERIFIED)
    editor = person()
    add_member(actor=owner, organisation=row, person=editor, role="editor")
    url = reverse("organisations:edit", args=[row.pk])
    assert sign_in(editor).get(url).status_code == 403
    assert sign_in(person()).get(url).status_code == 404


def test_refused_organisation_asks_again_on_its_page(sign_in) -> None:
    row, owner = with_status(Status.REFUSED)
    client = sign_in(owner)
    assert reverse("organisations:ask", args=[row.pk]) in client.get(row.get_absolute_url()).content.decode()
    assert client.get(reverse("organisations:ask", args=[row.pk])).status_code == 405
    client.post(reverse("organisations:ask", args=[row.pk]))
    row.refresh_from_db()
    assert row.status == Status.PENDING


def test_list_of_my_organisations_costs_the_same_for_one_and_for_many(sign_in) -> None:
    owner = person()
    organisation(owner=owner)
    client = sign_in(owner)
    client.get(reverse("organisations:mine"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("organisations:mine"))
    for _ in range(5):
        organisation(owner=owner)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("organisations:mine"))
    assert len(many) == len(one)
