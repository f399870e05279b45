"""The city decides who an organisation is, leaves a trace, and tells the members."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from cms.outbox.worker import drain
from consultations.organisations.models import Organisation, Verification
from consultations.organisations.services import add_member, decide_verification, leave, update_organisation
from tests.people import organisation, person

pytestmark = pytest.mark.django_db
Status = Organisation.Status


def decide(row: Organisation, decision: str, *, actor=None, reason: str = "Powód.", evidence: str = "KRS"):
    return decide_verification(
        actor=actor or person(Role.MODERATOR),
        organisation_id=row.pk,
        status=decision,
        reason=reason,
        evidence=evidence,
    )


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.COORDINATOR])
def test_the_city_verifies_and_leaves_a_trace(role: Role) -> None:
    row = organisation(verified=False)
    checker = person(role)
    decide(row, "verified", actor=checker, reason="", evidence="KRS, 3 marca 2026")
    trace = row.verifications.get()
    assert (trace.decision, trace.evidence, trace.decided_by) == ("verified", "KRS, 3 marca 2026", checker)
    assert row.history.first().status == Status.VERIFIED


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.OFFICIAL, Role.ADMINISTRATOR, None])
def test_nobody_else_verifies(role: Role | None) -> None:
    row = organisation(verified=False)
    with pytest.raises(PermissionDenied):
        decide(row, "verified", actor=person(role) if role else person())
    assert not Verification.objects.exists()


@pytest.mark.parametrize("own_role", ["owner", "editor", "viewer"])
def test_nobody_decides_about_an_organisation_they_belong_to(own_role: str) -> None:
    owner, moderator = person(), person(Role.MODERATOR)
    row = organisation(owner=owner, verified=False)
    add_member(actor=owner, organisation=row, person=moderator, role=own_role)
    with pytest.raises(PermissionDenied):
        decide(row, "verified", actor=moderator)


@pytest.mark.parametrize("before", [Status.VERIFIED, Status.REFUSED, Status.PENDING, Status.UNVERIFIED])
def test_lifting_a_suspension_gives_back_the_status_there_was(before: str) -> None:
    row = organisation(verified=False)
    Organisation.objects.filter(pk=row.pk).update(status=before)
    assert decide(row, "suspended").status == Status.SUSPENDED
    assert decide(row, "restored").status == before


@pytest.mark.parametrize(
    ("status", "decision"),
    [
        (Status.VERIFIED, "verified"),
        (Status.VERIFIED, "refused"),
        (Status.VERIFIED, "restored"),
        (Status.REFUSED, "refused"),
        (Status.SUSPENDED, "verified"),
        (Status.SUSPENDED, "suspended"),
    ],
)
def test_second_of_two_who_decide_is_told_how_it_is_now(status: str, decision: str) -> None:
    row = organisation()
    Organisation.objects.filter(pk=row.pk).update(status=status)
    with pytest.raises(ValidationError, match="faster"):
        decide(row, decision)
    assert not Verification.objects.exists()


def test_decision_is_never_changed() -> None:
    row = organisation(verified=False)
    decide(row, "verified")
    trace = row.verifications.get()
    trace.reason = "inny"
    with pytest.raises(TypeError):
        trace.save()


def test_every_member_is_told_in_their_language() -> None:
    owner = person(language="en")
    row = organisation("Fundacja Próba", owner=owner, verified=False)
    viewer = add_member(actor=owner, organisation=row, person=person(language="uk"), role="viewer").person
    decide(row, "refused", reason="Numer nie jest w rejestrze.")
    drain()
    letters = {message.to[0]: message for message in mail.outbox}
    assert letters.keys() == {owner.email, viewer.email}
    assert letters[owner.email].subject == "Fundacja Próba could not be verified"
    for message in letters.values():
        assert "Numer nie jest w rejestrze." in message.body
    assert f"/uk/organisations/{row.pk}/" in letters[viewer.email].body


@pytest.mark.parametrize("decision", ["verified", "suspended"])
def test_mail_says_what_was_decided_and_once(decision: str) -> None:
    owner = person(language="en")
    row = organisation("Fundacja Próba", owner=owner, verified=False)
    decide(row, decision)
    drain()
    drain()
    [message] = mail.outbox
    assert message.subject == f"Fundacja Próba is {decision}"


def test_who_left_before_the_mail_was_written_is_not_told() -> None:
    owner = person()
    row = organisation(owner=owner, verified=False)
    editor = add_member(actor=owner, organisation=row, person=person(), role="editor").person
    decide(row, "verified")
    leave(actor=editor, organisation_id=row.pk)
    drain()
    assert [message.to for message in mail.outbox] == [[owner.email]]


def test_decision_that_a_later_one_overtook_is_not_told() -> None:
    row = organisation(owner=person(language="en"), verified=False)
    decide(row, "suspended")
    decide(row, "restored")
    drain()
    assert ["lifted" in message.subject for message in mail.outbox] == [True]


def test_work_list_shows_who_waits_longest_first_and_nobody_else(sign_in) -> None:
    owner = person()
    old = organisation("Pierwsza", owner=owner)
    new = organisation("Druga", verified=False)
    organisation("Sprawdzona")
    update_organisation(actor=owner, organisation_id=old.pk, legal_name="Zmieniona", kind="informal_group")
    page = sign_in(person(Role.COORDINATOR)).get(reverse("organisations:waiting"))
    assert list(page.context["page_obj"]) == [new, old.__class__.objects.get(pk=old.pk)]
    assert "Sprawdzona" not in page.content.decode()


@pytest.mark.parametrize("name", ["waiting", "verify"])
def test_pages_of_checkers_are_closed_to_others(client, sign_in, name: str) -> None:
    row = organisation(verified=False)
    url = reverse(f"organisations:{name}", args=[row.pk] if name == "verify" else [])
    assert "/login/" in client.get(url).headers["Location"]
    for user in (person(), person(Role.EDITOR)):
        assert sign_in(user).get(url).status_code == 403


def test_work_list_costs_the_same_for_one_and_for_many(sign_in) -> None:
    client = sign_in(person(Role.MODERATOR))
    url = reverse("organisations:waiting")
    organisation(verified=False)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(5):
        organisation(verified=False)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one)


def test_moderator_decides_on_the_page(sign_in) -> None:
    row = organisation(verified=False)
    client = sign_in(person(Role.MODERATOR))
    url = reverse("organisations:verify", args=[row.pk])
    answer = client.post(url, {"decision": "verified", "evidence": "Wpis w KRS, 3 marca 2026"})
    assert answer.headers["Location"] == reverse("organisations:waiting")
    row.refresh_from_db()
    assert row.is_verified


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decision": "verified", "reason": "Tak."}, "evidence"),
        ({"decision": "refused", "evidence": "KRS"}, "reason"),
        ({"decision": "suspended", "evidence": "KRS"}, "reason"),
        ({"evidence": "KRS"}, "decision_0"),
        ({"decision": "restored", "reason": "Tak."}, "decision_0"),
    ],
)
def test_what_is_missing_is_explained_and_the_rest_is_kept(sign_in, typed: dict[str, str], field: str) -> None:
    row = organisation(verified=False)
    page = sign_in(person(Role.MODERATOR)).post(reverse("organisations:verify", args=[row.pk]), typed)
    html = page.content.decode()
    assert f'href="#id_{field}"' in html
    assert typed.get("reason", "KRS") in html
    row.refresh_from_db()
    assert row.is_waiting
