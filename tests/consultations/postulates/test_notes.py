"""Internal notes: for staff who have the case, and for nobody and nothing else."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from consultations.postulates.colleagues import colleagues_on, named_in
from consultations.postulates.documents import PostulateSource
from consultations.postulates.models import InternalNote
from consultations.postulates.services import MoveRefused, add_note
from consultations.postulates.timeline import Reader, timeline
from tests.people import official, person

CANARY = "KANAREK-7c1f"


def note(postulate, actor, body: str = CANARY, **fields) -> InternalNote:
    fields.setdefault("submission_key", uuid4())
    return add_note(postulate_id=postulate.pk, actor=actor, body=body, **fields).note


def handle(user) -> str:
    return "@" + user.email.partition("@")[0]


def test_staff_who_have_the_case_write_and_read_notes(sign_in, in_progress, cast) -> None:
    note(in_progress, cast.contributor)
    url = reverse("postulates:desk_case", kwargs={"key": in_progress.key})
    for reader in (cast.official, cast.contributor, cast.head, cast.moderator, cast.coordinator, person(Role.AUDITOR)):
        assert CANARY in sign_in(reader).get(url).content.decode()


@pytest.mark.parametrize("who", ["author", "auditor", "another unit"])
def test_others_write_no_notes(in_progress, cast, who) -> None:
    actor = {"author": cast.author, "auditor": person(Role.AUDITOR), "another unit": official("education")}[who]
    with pytest.raises(MoveRefused):
        note(in_progress, actor)


def test_a_moderator_of_the_filing_organisation_reads_no_notes(sign_in, in_progress, cast) -> None:
    from consultations.organisations.models import Membership

    note(in_progress, cast.official)
    member = person(Role.MODERATOR)
    Membership.objects.create(organisation=cast.filer, person=member, role=Membership.Role.EDITOR)
    assert not colleagues_on(in_progress).filter(pk=member.pk).exists()
    url = reverse("postulates:desk_case", kwargs={"key": in_progress.key})
    assert sign_in(member).get(url).status_code == 404
    with pytest.raises(MoveRefused):
        note(in_progress, member)


def test_a_note_reaches_no_page_of_the_public_or_the_parties_no_mail_no_search_and_no_history(
    client, sign_in, in_progress, cast, mailoutbox
) -> None:
    note(in_progress, cast.official, f"{CANARY} {handle(cast.contributor)}", mentions=[cast.coordinator])
    drain()
    assert len(mail.outbox) > 1
    pages = [client.get(in_progress.get_absolute_url()), client.get(reverse("postulates:register"))]
    party = sign_in(cast.author)
    pages += [party.get(in_progress.get_absolute_url()), party.get(reverse("postulates:mine"))]
    staff = sign_in(cast.official)
    pages += [staff.get(in_progress.get_absolute_url())]
    texts = [page.content.decode() for page in pages]
    texts += [message.subject + message.body for message in mail.outbox]
    texts += [str(PostulateSource().documents([in_progress.pk]).__next__())]
    texts += [str(timeline(in_progress, reader)) for reader in Reader]
    texts += [str(row.payload) for row in OutboxEntry.objects.all()]
    assert not any(CANARY in text for text in texts)


def test_a_mentioned_colleague_gets_one_mail_with_a_link_and_without_the_text(in_progress, cast, mailoutbox) -> None:
    drain()
    mail.outbox.clear()
    note(in_progress, cast.official, f"{CANARY} {handle(cast.head)}", mentions=[cast.head])
    drain()
    told = [message for message in mail.outbox if message.to == [cast.head.email]]
    assert len(told) == 1
    assert reverse("postulates:desk_case", kwargs={"key": in_progress.key}) in told[0].body


def test_who_lost_the_case_meanwhile_is_not_told(in_progress, cast, mailoutbox) -> None:
    note(in_progress, cast.official, mentions=[cast.contributor])
    cast.contributor.posts.all().delete()
    mail.outbox.clear()
    drain()
    assert not any(message.to == [cast.contributor.email] and "notat" in message.body for message in mail.outbox)


def test_only_people_who_have_the_case_can_be_mentioned(in_progress, cast) -> None:
    for stranger in (cast.author, official("education")):
        with pytest.raises(ValidationError) as error:
            note(in_progress, cast.official, mentions=[stranger])
        assert list(error.value.message_dict) == ["mentions"]
    assert not InternalNote.objects.exists()


def test_names_with_an_at_sign_are_resolved_by_address_full_name_or_surname(cast) -> None:
    people = [cast.official, cast.head]
    text = f"{handle(cast.official)}, @{cast.head.get_full_name()} i @{cast.head.last_name}: piszcie na x@example.org"
    found, unknown = named_in(text, people)
    assert found == people
    assert unknown == []


def test_a_name_that_fits_nobody_or_two_people_is_reported(cast) -> None:
    cast.official.last_name = cast.head.last_name = "Kowalska"
    assert named_in("@Kowalska @nikt", [cast.official, cast.head]) == ([], ["Kowalska", "nikt"])


def test_a_repeated_key_keeps_one_note(in_progress, cast) -> None:
    key = uuid4()
    notes = {note(in_progress, cast.official, submission_key=key).pk for _again in range(3)}
    assert len(notes) == 1


def test_the_page_keeps_what_was_typed_when_a_note_is_refused(sign_in, in_progress, cast) -> None:
    url = reverse("postulates:note", kwargs={"key": in_progress.key})
    typed = {"body": CANARY, "submission_key": uuid4(), "mentions": [cast.author.pk]}
    page = sign_in(cast.official).post(url, typed)
    assert page.status_code == 422
    assert CANARY in page.content.decode()
    assert not InternalNote.objects.exists()


def test_the_page_says_whom_it_could_not_tell(sign_in, in_progress, cast) -> None:
    url = reverse("postulates:note", kwargs={"key": in_progress.key})
    page = sign_in(cast.official).post(url, {"body": "@nikt proszę", "submission_key": uuid4()}, follow=True)
    assert "@nikt" in page.content.decode()
    assert InternalNote.objects.count() == 1


def test_a_note_is_never_written_by_get(sign_in, in_progress, cast) -> None:
    assert sign_in(cast.official).get(reverse("postulates:note", kwargs={"key": in_progress.key})).status_code == 405
