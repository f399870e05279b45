"""Asking others to co-sign, and their answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.postulates.models import InformationClause, Postulate
from consultations.postulates.services import MoveRefused
from tests.people import organisation, person

from .filing import sending, url_of


@pytest.fixture
def supporter():
    return person(name="supporter")


@pytest.fixture
def other(city, supporter):
    return organisation("Fundacja Wsparcie (demo)", owner=supporter)


@pytest.fixture
def invited(draft, other, cast, act) -> Postulate:
    return act(draft, "invite", cast.author, organisation=other)


def test_verified_organisation_is_found_by_part_of_its_name_and_invited(sign_in, draft, other, cast) -> None:
    organisation("Fundacja Bez Weryfikacji (demo)", verified=False)
    client = sign_in(cast.author)
    html = client.get(url_of(draft, "signers"), {"q": "wsparcie demo"}).content.decode()
    assert other.legal_name in html
    assert cast.filer.legal_name not in html
    assert "Bez Weryfikacji" not in client.get(url_of(draft, "signers"), {"q": "Fundacja"}).content.decode()
    page = client.post(url_of(draft, "signers"), sending(draft, organisation=other.pk))
    assert page.url == url_of(draft, "signers")
    assert draft.co_signatures.get().organisation == other


@pytest.mark.parametrize("typed", ["żółw", "Żółw", "ŻÓŁW", "допомога"])
def test_name_is_found_in_any_case_of_any_alphabet(sign_in, draft, cast, typed) -> None:
    wanted = organisation("Fundacja Żółw – Допомога (demo)")
    assert wanted.legal_name in sign_in(cast.author).get(url_of(draft, "signers"), {"q": typed}).content.decode()


def test_organisation_that_is_not_verified_cannot_be_invited(sign_in, draft, cast) -> None:
    unknown = organisation(verified=False)
    page = sign_in(cast.author).post(url_of(draft, "signers"), sending(draft, organisation=unknown.pk))
    assert page.status_code == 200
    assert not draft.co_signatures.exists()


def test_postulate_without_a_title_invites_nobody(sign_in, draft, other, cast) -> None:
    Postulate.objects.filter(pk=draft.pk).update(title="")
    page = sign_in(cast.author).post(url_of(draft, "signers"), sending(draft, organisation=other.pk))
    assert page.status_code == 200
    assert not draft.co_signatures.exists()


def test_cancelled_invitation_closes_the_case_to_the_organisation_and_may_be_renewed(
    sign_in, invited, other, supporter, cast, act
) -> None:
    signature = invited.co_signatures.get()
    sign_in(cast.author).post(url_of(invited, "cancel_invitation"), sending(invited, invitation=signature.pk))
    assert not Postulate.objects.visible_to(supporter).exists()
    with pytest.raises(MoveRefused):
        act(invited, "co_sign", supporter)
    act(invited, "invite", cast.author, organisation=other)
    assert Postulate.objects.visible_to(supporter).exists()


def test_invitation_of_another_case_cannot_be_cancelled_here(sign_in, invited, cast, act) -> None:
    signature = invited.co_signatures.get()
    from uuid import uuid4

    from consultations.postulates.services import start_draft

    from .conftest import TEXT

    mine = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
    act(mine, "invite", cast.author, organisation=organisation())
    page = sign_in(cast.author).post(url_of(mine, "cancel_invitation"), sending(mine, invitation=signature.pk))
    assert page.status_code == 200
    signature.refresh_from_db()
    assert signature.state == "invited"


def test_answered_invitation_cannot_be_cancelled(sign_in, invited, supporter, cast, act) -> None:
    act(invited, "co_sign", supporter, show_name=True)
    signature = invited.co_signatures.get()
    page = sign_in(cast.author).post(url_of(invited, "cancel_invitation"), sending(invited, invitation=signature.pk))
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    signature.refresh_from_db()
    assert signature.state == "accepted"


def test_invited_sees_text_signers_and_the_information_about_data(sign_in, invited, supporter, cast, act) -> None:
    from wagtail.models import Locale

    InformationClause.objects.create(
        version=4, valid_from=timezone.localdate(), body="Klauzula dla podpisujących", locale=Locale.get_default()
    )
    third = person()
    act(invited, "invite", cast.author, organisation=organisation("Fundacja Trzecia (demo)", owner=third))
    act(invited, "co_sign", third, show_name=False)
    client = sign_in(supporter)
    html = client.get(url_of(invited, "co_sign")).content.decode()
    assert invited.request in html
    assert "Fundacja Trzecia (demo)" in html
    assert "Klauzula dla podpisujących" in html
    assert 'name="show_name" id="id_show_name" checked' not in html
    client.post(url_of(invited, "co_sign"), sending(invited, show_name="on"))
    signature = invited.co_signatures.get(organisation__legal_name="Fundacja Wsparcie (demo)")
    assert (signature.state, signature.show_name, signature.clause_version) == ("accepted", True, 4)


def test_organisation_declines_with_a_reason_that_the_authors_read(sign_in, invited, supporter, cast) -> None:
    sign_in(supporter).post(url_of(invited, "decline_to_co_sign"), sending(invited, reason="Nie nasz temat."))
    html = sign_in(cast.author).get(url_of(invited, "signers")).content.decode()
    assert "Nie nasz temat." in html


def test_signature_is_withdrawn_until_registration(sign_in, invited, supporter, cast, act) -> None:
    act(invited, "co_sign", supporter, show_name=True)
    client = sign_in(supporter)
    assert client.get(url_of(invited, "withdraw_signature")).status_code == 200
    client.post(url_of(invited, "withdraw_signature"), sending(invited, reason="Zmiana zarządu."))
    assert invited.co_signatures.get().state == "withdrawn"


def test_who_was_not_invited_gets_no_page_to_sign(sign_in, invited) -> None:
    assert sign_in(person()).get(url_of(invited, "co_sign")).status_code == 404


def test_invited_may_not_invite_or_cancel(sign_in, invited, supporter) -> None:
    client = sign_in(supporter)
    signature = invited.co_signatures.get()
    assert client.get(url_of(invited, "signers")).status_code == 403
    assert client.get(url_of(invited, "cancel_invitation")).status_code == 403
    for name, more in (
        ("signers", {"organisation": organisation().pk}),
        ("cancel_invitation", {"invitation": signature.pk}),
    ):
        assert client.post(url_of(invited, name), sending(invited, **more)).status_code == 403
    assert invited.co_signatures.get().state == "invited"


def test_query_count_of_co_signers_does_not_grow_with_them(sign_in, draft, cast, act) -> None:
    client = sign_in(cast.author)
    counts = []
    act(draft, "invite", cast.author, organisation=organisation())
    for _round in range(2):
        client.get(url_of(draft, "signers"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of(draft, "signers"))
        counts.append(len(queries))
        for _more in range(4):
            act(draft, "invite", cast.author, organisation=organisation())
            organisation()
    assert counts[0] == counts[1]


def test_my_cases_show_what_is_awaited_from_me(sign_in, invited, supporter, cast) -> None:
    html = sign_in(supporter).get(reverse("postulates:mine")).content.decode()
    assert url_of(invited, "co_sign") in html
    assert url_of(invited, "co_sign") not in sign_in(cast.author).get(reverse("postulates:mine")).content.decode()
