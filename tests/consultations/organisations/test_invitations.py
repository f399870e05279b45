"""An owner invites by e-mail; the link works for who has no account, once, for the invited address, for some days."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.outbox.worker import drain
from consultations.organisations.models import Invitation, Membership, Organisation
from consultations.organisations.services import (
    InvitationClosed,
    accept_invitation,
    add_member,
    erase_old_invitations,
    invite,
    leave,
    revoke_invitation,
    send_invitation_again,
)
from notifications.models import Delivery
from tests.clock import freeze_time
from tests.consultations.organisations.conftest import confirmed
from tests.people import organisation, person

pytestmark = pytest.mark.django_db
ADDRESS = "olena@example.org"


@pytest.fixture
def owner():
    return person(name="owner")


@pytest.fixture
def row(owner) -> Organisation:
    return organisation("Fundacja Próba", owner=owner)


def ask(row: Organisation, owner, *, email: str = ADDRESS, role: str = "editor", language: str = "en") -> Invitation:
    return invite(actor=owner, organisation_id=row.pk, email=email, role=role, language=language)


def sent_link() -> str:
    drain()
    found = re.search(r"https?://[^/\s]+(/\w\w/organisations/join/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def guest(email: str = ADDRESS):
    user = person()
    user.email = email
    user.save()
    return confirmed(user)


def test_invited_person_gets_a_link_in_the_language_of_the_inviting_page(row, owner) -> None:
    ask(row, owner, language="en")
    link = sent_link()
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert message.subject == "Invitation to Fundacja Próba"
    assert owner.get_full_name() in message.body
    assert owner.email not in message.body
    assert link.startswith("/en/")


def test_only_a_hash_of_the_secret_is_stored(row, owner) -> None:
    ask(row, owner)
    secret = sent_link().rstrip("/").rpartition("/")[2]
    stored = Invitation.objects.values().get()
    assert secret not in str(stored)
    assert stored["token_hash"] == Invitation.hash_of(secret)


def test_owner_of_the_address_accepts_and_gets_the_role(row, owner) -> None:
    invitation = ask(row, owner, email=" Olena@Example.org ", role="viewer")
    membership = accept_invitation(actor=guest(), invitation_id=invitation.pk)
    assert (membership.role, membership.organisation) == (Membership.Role.VIEWER, row)


def test_person_whose_address_is_not_the_invited_one_or_not_confirmed_does_not_accept(row, owner) -> None:
    invitation = ask(row, owner)
    unconfirmed = person()
    unconfirmed.email = ADDRESS
    unconfirmed.save()
    for actor in (unconfirmed, confirmed()):
        with pytest.raises(PermissionDenied):
            accept_invitation(actor=actor, invitation_id=invitation.pk)
    assert row.memberships.count() == 1


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_only_an_owner_invites_takes_back_and_sends_again(row, owner, role: str) -> None:
    member = add_member(actor=owner, organisation=row, person=person(), role=role).person
    invitation = ask(row, owner)
    for actor in (member, person()):
        with pytest.raises(PermissionDenied):
            ask(row, actor, email="other@example.org")
        with pytest.raises(PermissionDenied):
            revoke_invitation(actor=actor, invitation_id=invitation.pk)
        with pytest.raises(PermissionDenied):
            send_invitation_again(actor=actor, invitation_id=invitation.pk)


def test_suspended_organisation_invites_nobody_and_its_unsent_mail_stays(row, owner) -> None:
    ask(row, owner)
    Organisation.objects.filter(pk=row.pk).update(status=Organisation.Status.SUSPENDED)
    with pytest.raises(PermissionDenied):
        ask(row, owner, email="other@example.org")
    drain()
    assert mail.outbox == []


@pytest.mark.parametrize("email", ["", "olena", "olena@example.org\nBcc: x@example.org"])
def test_wrong_address_is_refused(row, owner, email: str) -> None:
    with pytest.raises(ValidationError):
        ask(row, owner, email=email)


def test_member_is_not_invited_again(row, owner) -> None:
    with pytest.raises(ValidationError, match="already"):
        ask(row, owner, email=owner.email.upper())


def test_second_invitation_of_an_address_renews_the_first_and_ends_its_link(client, row, owner) -> None:
    first = ask(row, owner, role="viewer")
    old = sent_link()
    second = ask(row, owner, role="editor")
    assert (second.pk, second.role) == (first.pk, "editor")
    new = sent_link()
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_what_an_owner_sees_is_the_same_for_an_address_with_and_without_an_account(sign_in, row, owner) -> None:
    guest("known@example.org")
    client = sign_in(owner)
    pages = []
    for email in ("known@example.org", "stranger@example.org"):
        page = client.post(f"/en/organisations/{row.pk}/members/", {"email": email, "role": "editor"}, follow=True)
        Invitation.objects.all().delete()
        html = page.content.decode().replace(email, "ADDRESS")
        pages.append(re.sub(r'value="\w{64}"|invitations/\d+/', "", html))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("is_verified", [True, False])
def test_number_of_open_invitations_is_limited(row, owner, is_verified: bool) -> None:
    limit = settings.INVITATIONS_OPEN if is_verified else settings.INVITATIONS_OPEN_UNCHECKED
    if not is_verified:
        Organisation.objects.filter(pk=row.pk).update(status=Organisation.Status.UNVERIFIED)
    invitations = [ask(row, owner, email=f"guest{number}@example.org") for number in range(limit)]
    with pytest.raises(ValidationError, match="open"):
        ask(row, owner)
    send_invitation_again(actor=owner, invitation_id=invitations[0].pk)
    revoke_invitation(actor=owner, invitation_id=invitations[0].pk)
    ask(row, owner)


def test_one_address_gets_few_mails_a_day_even_when_invitations_are_taken_back(row, owner) -> None:
    for _ in range(settings.INVITATION_MAILS_PER_DAY):
        revoke_invitation(actor=owner, invitation_id=ask(row, owner).pk)
    with pytest.raises(ValidationError, match="several times today"):
        ask(row, owner)
    with freeze_time(timezone.now() + timedelta(hours=25)):
        ask(row, owner)


def test_invitation_that_ran_out_is_not_accepted_and_has_its_own_page(client, row, owner) -> None:
    invitation = ask(row, owner)
    link = sent_link()
    with freeze_time(timezone.now() + timedelta(days=15)):
        with pytest.raises(InvitationClosed):
            accept_invitation(actor=guest(), invitation_id=invitation.pk)
        page = client.get(link)
    assert page.status_code == 410
    assert "This invitation ran out" in page.content.decode()


def test_invitation_that_ran_out_can_be_sent_again(client, row, owner) -> None:
    invitation = ask(row, owner)
    with freeze_time(timezone.now() + timedelta(days=15)):
        send_invitation_again(actor=owner, invitation_id=invitation.pk)
        assert client.get(sent_link()).status_code == 200


def test_invitation_taken_back_is_not_accepted_and_has_its_own_page(client, row, owner) -> None:
    invitation = ask(row, owner)
    link = sent_link()
    revoke_invitation(actor=owner, invitation_id=invitation.pk)
    with pytest.raises(InvitationClosed):
        accept_invitation(actor=guest(), invitation_id=invitation.pk)
    page = client.get(link)
    assert page.status_code == 410
    assert "This invitation was taken back" in page.content.decode()


def test_invitation_of_a_suspended_organisation_waits_until_that_is_lifted(client, sign_in, row, owner) -> None:
    invitation = ask(row, owner, role="owner")
    link = sent_link()
    user = guest()
    Organisation.objects.filter(pk=row.pk).update(status=Organisation.Status.SUSPENDED)
    with pytest.raises(InvitationClosed):
        accept_invitation(actor=user, invitation_id=invitation.pk)
    page = client.get(link)
    assert page.status_code == 409
    assert "This invitation cannot be accepted now" in page.content.decode()
    assert link not in sign_in(user).get("/en/organisations/").content.decode()
    assert "works until" in sign_in(owner).get(f"/en/organisations/{row.pk}/members/").content.decode()
    Organisation.objects.filter(pk=row.pk).update(status=Organisation.Status.VERIFIED)
    assert accept_invitation(actor=user, invitation_id=invitation.pk).role == "owner"


def test_invitation_is_used_once_and_has_its_own_page_afterwards(client, row, owner) -> None:
    invitation = ask(row, owner)
    link = sent_link()
    user = guest()
    accept_invitation(actor=user, invitation_id=invitation.pk)
    leave(actor=user, organisation_id=row.pk)
    with pytest.raises(InvitationClosed):
        accept_invitation(actor=user, invitation_id=invitation.pk)
    assert "This invitation was used already" in client.get(link).content.decode()


def test_mail_of_an_invitation_taken_back_before_it_left_is_not_sent(row, owner) -> None:
    revoke_invitation(actor=owner, invitation_id=ask(row, owner).pk)
    drain()
    assert mail.outbox == []


def test_member_who_was_invited_too_keeps_their_place(row, owner) -> None:
    invitation = ask(row, owner, role="viewer")
    user = guest()
    add_member(actor=owner, organisation=row, person=user, role="owner")
    assert accept_invitation(actor=user, invitation_id=invitation.pk).role == Membership.Role.OWNER


@pytest.mark.parametrize("part", ["", "x", "ŁÓ"])
def test_link_that_is_one_letter_off_is_explained(client, row, owner, part: str) -> None:
    ask(row, owner)
    link = sent_link()
    page = client.get(f"{link[:-2]}{part}/")
    assert page.status_code == 404
    assert "This link does not work" in page.content.decode()


def test_looking_at_the_link_accepts_nothing(sign_in, row, owner) -> None:
    ask(row, owner)
    link = sent_link()
    page = sign_in(guest()).get(link)
    assert "Accept the invitation" in page.content.decode()
    assert row.memberships.count() == 1


def test_stranger_is_led_through_sign_in_back_to_the_link(client, row, owner) -> None:
    ask(row, owner)
    link = sent_link()
    html = client.get(link).content.decode()
    for name in ("accounts:by_email", "account_login", "account_signup"):
        assert f"{reverse(name).replace('/pl/', '/en/')}?next={link}" in html
    assert client.post(link).status_code == 302
    assert row.memberships.count() == 1


def test_person_without_an_account_joins_with_a_code_alone(row, owner) -> None:
    ask(row, owner)
    link = sent_link()
    newcomer = Client()
    answer = newcomer.post("/en/accounts/login/code/", {"email": ADDRESS, "next": link})
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.MULTILINE)
    answer = newcomer.post("/en/accounts/login/code/confirm/", {"code": code[0], "next": link})
    assert answer.headers["Location"] == link
    assert newcomer.post(link).headers["Location"] == reverse("organisations:profile", args=[row.pk]).replace(
        "/pl/", "/en/"
    )
    assert row.memberships.filter(person__email=ADDRESS, role="editor").exists()


def test_person_signed_in_with_another_address_is_told_which_one_is_needed(sign_in, row, owner) -> None:
    ask(row, owner)
    link = sent_link()
    other = confirmed()
    client = sign_in(other)
    html = client.get(link).content.decode()
    assert ADDRESS in html
    assert other.email in html
    assert "Accept the invitation" not in html
    client.post(link)
    assert row.memberships.count() == 1


def test_invited_person_finds_the_invitation_among_their_organisations(sign_in, row, owner) -> None:
    invitation = ask(row, owner)
    html = sign_in(guest()).get("/en/organisations/").content.decode()
    assert invitation.token in html
    assert invitation.token not in sign_in(confirmed()).get("/en/organisations/").content.decode()


def test_owner_invites_takes_back_and_sends_again_on_the_page(sign_in, row, owner) -> None:
    client = sign_in(owner)
    client.post(f"/uk/organisations/{row.pk}/members/", {"email": ADDRESS, "role": "viewer"})
    invitation = Invitation.objects.get()
    assert invitation.language == "uk"
    client.post(reverse("organisations:send_again", args=[invitation.pk]))
    client.post(reverse("organisations:revoke", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert (invitation.times_sent, invitation.state) == (2, Invitation.State.REVOKED)


@pytest.mark.parametrize("name", ["send_again", "revoke"])
def test_invitation_of_others_is_unknown_and_changed_only_by_post(sign_in, row, owner, name: str) -> None:
    url = reverse(f"organisations:{name}", args=[ask(row, owner).pk])
    assert sign_in(owner).get(url).status_code == 405
    assert sign_in(person()).post(url).status_code == 404


def test_wrong_address_is_explained_on_the_page_and_kept(sign_in, row, owner) -> None:
    page = sign_in(owner).post(f"/en/organisations/{row.pk}/members/", {"email": "olena", "role": "viewer"})
    html = page.content.decode()
    assert 'href="#id_email"' in html
    assert 'value="olena"' in html
    assert not Invitation.objects.exists()


def test_viewer_cannot_invite_by_post(sign_in, row, owner) -> None:
    viewer = add_member(actor=owner, organisation=row, person=person(), role="viewer").person
    url = reverse("organisations:members", args=[row.pk])
    assert sign_in(viewer).post(url, {"email": ADDRESS, "role": "owner"}).status_code == 403


def test_page_with_many_invitations_costs_the_same_as_with_one(sign_in, row, owner) -> None:
    client = sign_in(owner)
    url = reverse("organisations:members", args=[row.pk])
    ask(row, owner)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(5):
        ask(row, owner, email=f"guest{number}@example.org")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one)


def test_address_of_an_old_invitation_is_erased_everywhere(row, owner) -> None:
    ask(row, owner)
    drain()
    assert Delivery.objects.get().email == ADDRESS
    kept_until = timezone.now() + timedelta(days=settings.INVITATION_DAYS + settings.INVITATIONS_KEPT_DAYS)
    with freeze_time(kept_until - timedelta(hours=1)):
        erase_old_invitations()
        assert Invitation.objects.exists()
    with freeze_time(kept_until + timedelta(hours=1)):
        erase_old_invitations()
    assert not Invitation.objects.exists()
    assert Delivery.objects.get().email == ""
