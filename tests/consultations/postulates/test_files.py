"""Files of a case: who may send one, who gets it, and never before it was checked."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from cms.outbox.registry import find, job_topic
from cms.outbox.worker import drain
from cms.uploads.intake import Upload, admit
from cms.uploads.names import folder_of, random_path
from cms.uploads.scanning import ScanState
from cms.uploads.storage import private_storage
from consultations.organisations.models import Membership
from consultations.postulates.attachments import stored_names, waiting_for_a_scan
from consultations.postulates.models import Attachment
from consultations.postulates.notices import addressees
from consultations.postulates.services import MoveRefused, add_files, discard_draft, remove_file, scan_file
from tests.clamd import EICAR, SIGNATURE, running_clamd
from tests.people import organisation, person

from .stage import Stage, set_the_stage

READS_ORIGINAL = {"author", "moderator", "moderator of the filing organisation", "coordinator"}
READS_DRAFT_OF_ANSWER = {
    "moderator",
    "coordinator",
    "official of the lead unit",
    "official of a contributing unit",
    "head of the lead unit",
    "auditor",
}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def upload(name: str = "wniosek.pdf", content: bytes = PDF) -> Upload:
    return admit(SimpleUploadedFile(name, content, "application/pdf"))


def attach(postulate, actor, *names: str, purpose: str = Attachment.Purpose.SUPPORT) -> Attachment:
    uploads = [upload(name) for name in names or ("wniosek.pdf",)]
    return add_files(postulate_id=postulate.pk, actor=actor, uploads=uploads, purpose=purpose)[-1]


def address(attachment) -> str:
    return reverse("postulates:file", kwargs={"key": attachment.postulate.key, "pk": attachment.pk})


@pytest.fixture
def found(draft, cast) -> Attachment:
    """A file of a draft that was checked."""
    attachment = attach(draft, cast.author)
    drain()
    attachment.refresh_from_db()
    return attachment


def test_a_file_waits_in_quarantine_until_it_is_checked(draft, cast, sign_in) -> None:
    attachment = attach(draft, cast.author)
    assert attachment.scan == ScanState.QUARANTINED
    assert sign_in(cast.author).get(address(attachment)).status_code == 404


def test_author_downloads_the_checked_file_inertly(found, cast, sign_in) -> None:
    answer = sign_in(cast.author).get(address(found))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("who", ["stranger", "another organisation", "moderator", "official"])
def test_a_file_of_a_draft_does_not_exist_for_others(found, cast, sign_in, who) -> None:
    other = person()
    organisation(owner=other)
    people = {"another organisation": other, "moderator": cast.moderator, "official": cast.official}
    client = sign_in(people[who]) if who in people else Client()
    nowhere = reverse("postulates:file", kwargs={"key": found.postulate.key, "pk": found.pk + 999})
    answers = {url: client.get(url) for url in (address(found), nowhere)}
    assert {answer.status_code for answer in answers.values()} == {404}
    token = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')
    pages = {
        token.sub("", answer.content.decode()).replace(url.removeprefix("/pl"), "") for url, answer in answers.items()
    }
    assert len(pages) == 1, "the two pages differ in the address only"


def test_a_file_is_not_found_under_another_case(found, registered) -> None:
    wrong = reverse("postulates:file", kwargs={"key": uuid4(), "pk": found.pk})
    assert Client().get(wrong).status_code == 404


def test_everybody_gets_the_checked_file_of_a_public_case(found, cast, act) -> None:
    act(found.postulate, "submit", cast.author)
    act(found.postulate, "claim", cast.moderator)
    act(found.postulate, "register", cast.moderator, legal_kind="postulate")
    assert Client().get(address(found)).status_code == 200
    page = Client().get(found.postulate.get_absolute_url()).content.decode()
    assert "wniosek.pdf" not in page, "the page of a draft is not there"
    found.postulate.refresh_from_db()
    assert "wniosek.pdf" in Client().get(found.postulate.get_absolute_url()).content.decode()


@pytest.fixture
def hidden(found, cast, act) -> Attachment:
    """A file of a public case that a moderator hid, with a redacted copy."""
    act(found.postulate, "submit", cast.author)
    act(found.postulate, "claim", cast.moderator)
    act(found.postulate, "register", cast.moderator, legal_kind="postulate")
    act(
        found.postulate, "redact_file", cast.moderator,
        attachment=found, hides="file", redaction_reason="personal_data",
        public_copy=upload("wniosek-bez-nazwisk.pdf", PDF + b"\n"),
    )  # fmt: skip
    drain()
    found.refresh_from_db()
    return found


def test_the_public_gets_the_redacted_copy_and_not_the_hidden_original(hidden) -> None:
    assert Client().get(address(hidden)).status_code == 404
    assert Client().get(address(hidden.redacted_copies.get())).status_code == 200


def test_owner_and_moderator_keep_the_original(hidden, cast, sign_in) -> None:
    for user in (cast.author, cast.moderator):
        assert sign_in(user).get(address(hidden)).status_code == 200


@pytest.fixture
def stage(cast, act) -> Stage:
    return set_the_stage(cast, act)


def with_file(case, by, **more) -> Attachment:
    """Put a checked file beside the case, however it came there."""
    original = private_storage().save(random_path(folder_of(Attachment)), ContentFile(PDF))
    facts = {"name": "plik.pdf", "content_type": "application/pdf", "size": len(PDF), "sha256": "0" * 64}
    return Attachment.objects.create(
        postulate=case, original=original, uploaded_by=by, **facts | {"scan": ScanState.CLEAN} | more
    )


@pytest.mark.parametrize(
    ("facts", "readers"),
    [
        ({}, None),
        ({"is_withheld": True}, READS_ORIGINAL),
        ({"scan": ScanState.QUARANTINED}, set()),
        ({"purpose": "letter", "is_withheld": True}, {"moderator", "coordinator"}),
        ({"purpose": "answer"}, READS_DRAFT_OF_ANSWER),
    ],
    ids=["public", "hidden original", "not checked", "scan of a letter", "answer in preparation"],
)
def test_everybody_gets_exactly_the_files_their_part_in_the_case_opens(
    stage, cast, sign_in, client, facts, readers
) -> None:
    url = address(with_file(stage.case, cast.author, **facts))
    found = set()
    for name, visitor in stage.visitors.items():
        client.logout()
        answer = (sign_in(visitor) if visitor else client).get(url)
        assert answer.status_code in {200, 404}
        found |= {name} if answer.status_code == 200 else set()
    assert found == (set(stage.visitors) if readers is None else readers)


def test_file_of_a_correction_waits_until_the_correction_is_published(answered, cast, act) -> None:
    file = with_file(answered, cast.official, purpose="answer")
    assert Client().get(address(file)).status_code == 404
    details = {"outcome": "accepted", "response": "Miasto przywróci fundusz.", "reason": "Nowa uchwała."}
    act(answered, "propose_correction", cast.official, **details)
    act(answered, "approve", cast.head)
    assert Client().get(address(file)).status_code == 404
    act(answered, "publish_correction", cast.coordinator)
    assert Client().get(address(file)).status_code == 200


def test_unit_takes_a_file_back_until_the_answer_is_out(in_progress, cast, act, sign_in) -> None:
    first, kept = (with_file(in_progress, cast.official, purpose="answer") for _ in range(2))
    remove_file(attachment_id=first.pk, actor=cast.official)
    act(in_progress, "propose_response", cast.official, outcome="planned", response="Tak.")
    act(in_progress, "approve", cast.head)
    act(in_progress, "publish", cast.coordinator)
    with pytest.raises(MoveRefused):
        remove_file(attachment_id=kept.pk, actor=cast.official)
    url = reverse("postulates:files", kwargs={"key": in_progress.key, "purpose": "answer"})
    page = sign_in(cast.official).get(url).content.decode()
    assert "plik.pdf" in page
    assert reverse("postulates:remove_file", kwargs={"key": in_progress.key, "pk": kept.pk}) not in page


def test_author_is_offered_to_remove_a_file_only_while_it_can_be_removed(found, cast, act, sign_in) -> None:
    remove = reverse("postulates:remove_file", kwargs={"key": found.postulate.key, "pk": found.pk})
    page = reverse("postulates:files", kwargs={"key": found.postulate.key, "purpose": "support"})
    client = sign_in(cast.author)
    assert remove in client.get(page).content.decode()
    act(found.postulate, "submit", cast.author)
    act(found.postulate, "claim", cast.moderator)
    html = client.get(page).content.decode()
    assert "wniosek.pdf" in html
    assert remove not in html


def test_reader_who_may_not_add_a_file_gets_no_form_for_it(registered, sign_in) -> None:
    url = reverse("postulates:files", kwargs={"key": registered.key, "purpose": "support"})
    client = sign_in(person())
    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]


def test_copy_for_the_authors_names_no_file_of_the_city(answered, cast, sign_in) -> None:
    with_file(answered, cast.author, name="wniosek.pdf")
    with_file(answered, cast.official, purpose="answer", name="projekt-odpowiedzi.pdf")
    url = reverse("postulates:copy", kwargs={"year": answered.year, "number": answered.number})
    html = sign_in(cast.author).get(url).content.decode()
    assert "wniosek.pdf" in html
    assert "projekt-odpowiedzi.pdf" not in html


def test_capacity_in_which_a_file_was_added_is_written_down(in_progress, cast) -> None:
    attach(in_progress, cast.official, purpose=Attachment.Purpose.ANSWER)
    assert in_progress.events.last().acting_as == f"unit:{in_progress.lead.unit_id}"
    attach(in_progress, cast.author)
    assert in_progress.events.last().acting_as == "author"


def test_sender_of_a_file_for_the_answer_sees_that_it_waits_for_its_check(in_progress, cast, sign_in) -> None:
    attach(in_progress, cast.official, "uchwala.pdf", purpose=Attachment.Purpose.ANSWER)
    url = reverse("postulates:files", kwargs={"key": in_progress.key, "purpose": "answer"})
    assert "uchwala.pdf" in sign_in(cast.official).get(url).content.decode()
    assert "uchwala.pdf" not in sign_in(cast.author).get(in_progress.get_absolute_url()).content.decode()


def test_officials_and_auditors_do_not_get_a_hidden_original(hidden, cast, sign_in, act) -> None:
    for user in (cast.official, person(Role.AUDITOR)):
        assert sign_in(user).get(address(hidden)).status_code == 404


def test_a_viewer_of_the_organisation_cannot_add_a_file(draft, cast, sign_in) -> None:
    viewer = person()
    Membership.objects.create(organisation=cast.filer, person=viewer, role=Membership.Role.VIEWER)
    with pytest.raises(MoveRefused):
        attach(draft, viewer)


def test_author_cannot_add_or_remove_files_once_a_moderator_has_the_case(found, cast, act) -> None:
    act(found.postulate, "submit", cast.author)
    act(found.postulate, "claim", cast.moderator)
    with pytest.raises(MoveRefused):
        remove_file(attachment_id=found.pk, actor=cast.author)


def test_a_case_has_five_files_at_most(draft, cast) -> None:
    attach(draft, cast.author, *[f"{number}.pdf" for number in range(5)])
    with pytest.raises(ValidationError):
        attach(draft, cast.author)
    assert draft.attachments.count() == 5


def test_a_removed_file_is_gone_from_the_disk(found, cast, settings, django_capture_on_commit_callbacks) -> None:
    stored = Path(settings.PRIVATE_ROOT) / found.original.name
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(attachment_id=found.pk, actor=cast.author)
    assert not stored.exists()


def test_files_of_a_discarded_draft_are_gone_from_the_disk(
    found, cast, settings, django_capture_on_commit_callbacks
) -> None:
    stored = Path(settings.PRIVATE_ROOT) / found.original.name
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(postulate_id=found.postulate_id, actor=cast.author)
    assert not stored.exists()


def test_a_refused_move_leaves_no_file_behind(found, cast, act, settings) -> None:
    before = sorted(Path(settings.PRIVATE_ROOT).rglob("*"))
    with pytest.raises(MoveRefused):
        act(
            found.postulate, "redact_file", cast.author,
            attachment=found, hides="file", redaction_reason="personal_data", public_copy=upload("kopia.pdf"),
        )  # fmt: skip
    assert sorted(Path(settings.PRIVATE_ROOT).rglob("*")) == before


@pytest.mark.engine
def test_an_infected_file_is_deleted_and_its_sender_told(
    draft, cast, settings, django_capture_on_commit_callbacks, sign_in
) -> None:
    infected = admit(SimpleUploadedFile("notatka.txt", EICAR, "text/plain"))
    attachment = add_files(postulate_id=draft.pk, actor=cast.author, uploads=[infected], purpose="support")[0]
    stored = Path(settings.PRIVATE_ROOT) / attachment.original.name
    with running_clamd() as daemon, django_capture_on_commit_callbacks(execute=True):
        settings.CLAMD_ADDRESS = daemon.unix
        scan_file(attachment_id=attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.scan, attachment.signature, stored.exists()) == (ScanState.INFECTED, SIGNATURE, False)
    client = sign_in(cast.author)
    assert client.get(address(attachment)).status_code == 404
    event = draft.events.get()
    assert event.move == "file_infected"
    assert f"user:{cast.author.pk}" in addressees(event)
    assert "notatka.txt" in client.get(draft.get_absolute_url()).content.decode()


def test_a_scanner_that_is_down_leaves_the_file_in_quarantine_and_the_case_can_be_sent(
    draft, cast, act, settings
) -> None:
    settings.CLAMD_ADDRESS = "unix:/nowhere/clamd.ctl"
    attachment = attach(draft, cast.author)
    scan_file(attachment_id=attachment.pk)
    assert act(draft, "submit", cast.author).number
    assert waiting_for_a_scan() == [attachment.pk]


def test_a_file_that_is_gone_from_the_disk_does_not_keep_others_from_their_check(draft, cast, caplog) -> None:
    lost, other = attach(draft, cast.author), attach(draft, cast.author)
    private_storage().delete(lost.original.name)
    job = find(job_topic("attachments.rescan"))
    assert job
    job.run()
    other.refresh_from_db()
    assert other.scan == ScanState.NOT_SCANNED
    assert "has lost its file" in caplog.text


@pytest.mark.engine
def test_an_infected_file_of_the_city_is_no_news_for_the_author(in_progress, cast, settings) -> None:
    infected = admit(SimpleUploadedFile("notatka.txt", EICAR, "text/plain"))
    add_files(postulate_id=in_progress.pk, actor=cast.official, uploads=[infected], purpose="answer")
    with running_clamd() as daemon:
        settings.CLAMD_ADDRESS = daemon.unix
        scan_file(attachment_id=in_progress.attachments.get().pk)
    assert in_progress.attachments.get().scan == ScanState.INFECTED
    assert not in_progress.events.filter(move="file_infected").exists()


def test_the_sweep_is_told_every_stored_name(found) -> None:
    assert list(stored_names()) == [found.original.name]


@pytest.mark.parametrize("name", ["obraz.svg", "strona.html", "program.exe", "makra.docm"])
def test_dangerous_kinds_are_refused_with_a_reason_and_nothing_is_lost(draft, cast, sign_in, name) -> None:
    url = reverse("postulates:files", kwargs={"key": draft.key, "purpose": "support"})
    sent = SimpleUploadedFile(name, b"<svg onload=alert(1)>", "image/png")
    page = sign_in(cast.author).post(url, {"uploads": sent, "description": "Wykres kosztów"})
    assert page.status_code == 200
    assert "Wykres kosztów" in page.content.decode()
    assert page.context["form"].errors["uploads"]
    assert not draft.attachments.exists()


def test_scan_of_a_letter_is_for_staff_until_a_redacted_copy_is_made(draft, cast) -> None:
    with pytest.raises(MoveRefused):
        attach(draft, cast.author, purpose=Attachment.Purpose.LETTER)
