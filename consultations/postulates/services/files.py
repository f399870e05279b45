"""Files of a case: sent, taken back, checked for viruses."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.uploads.intake import Upload
from cms.uploads.limits import MAX_FILES
from cms.uploads.scanning import ScannerUnavailable, ScanState, examine
from cms.uploads.storage import kept_files, remove_after_commit
from consultations.postulates.effects.files import KeptFile, keep_file
from consultations.postulates.models import Attachment, Postulate
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import actor_of, moves_open_to
from consultations.postulates.workflow import BY_NAME, State
from search.services import refresh_later

from .moves import MoveRefused, append_event

# Who may add a file of which purpose: whoever may make one of these moves now.
OPENED_BY = {
    Attachment.Purpose.SUPPORT: ("edit", "add"),
    Attachment.Purpose.LETTER: ("enter",),
    Attachment.Purpose.ANSWER: ("draft_response", "propose_correction"),
}


def add_files(
    *, postulate_id: int, actor: User, uploads: Sequence[Upload], purpose: str, description: str = ""
) -> list[Attachment]:
    """Keep checked files with the case and have them scanned; nobody but their sender's side gets them before that.

    Raises ``MoveRefused`` where the person may not add a file now, and ``ValidationError`` over the limit of files.
    """
    with kept_files() as keep, transaction.atomic():
        postulate, person = _opened(postulate_id, actor, purpose)
        present = postulate.attachments.filter(purpose=purpose, replaces__isnull=True).count()
        if present + len(uploads) > MAX_FILES:
            raise ValidationError(_("A case has at most %(count)s files. Remove one first.") % {"count": MAX_FILES})
        added = [
            keep_file(
                postulate,
                KeptFile(upload, keep(upload.file, of=Attachment)),
                purpose=purpose,
                by=actor,
                description=description,
            )
            for upload in uploads
        ]
        _note(postulate, "file_added", actor, person, len(added))
    return added


@transaction.atomic
def remove_file(*, attachment_id: int, actor: User) -> None:
    """Delete a file that the city has not taken on yet, from the disk as well.

    Raises ``MoveRefused`` for anybody who could not have added it now.
    """
    attachment = Attachment.objects.get(pk=attachment_id)
    postulate, person = _opened(attachment.postulate_id, actor, attachment.purpose)
    if attachment.purpose == Attachment.Purpose.SUPPORT and BY_NAME["edit"] not in moves_open_to(person, postulate):
        raise MoveRefused
    name = attachment.original.name or ""
    attachment.delete()
    if name:
        remove_after_commit(name)
    _note(postulate, "file_removed", actor, person, 1)


def scan_file(*, attachment_id: int) -> None:
    """Have a file checked for viruses; an infected one is deleted and its sender told.

    A scanner that does not answer leaves the file in quarantine, to be asked again. Doing it twice is harmless.
    """
    attachment = Attachment.objects.filter(pk=attachment_id, scan=ScanState.QUARANTINED).first()
    if attachment is None:
        return
    try:
        with attachment.original.open("rb") as stream:
            found = examine(stream)
    except ScannerUnavailable:
        return
    _note_verdict(attachment_id, found.state, found.signature)


@transaction.atomic
def _note_verdict(attachment_id: int, state: ScanState, signature: str) -> None:
    attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
    if attachment.scan != ScanState.QUARANTINED or state == ScanState.QUARANTINED:
        return
    attachment.scan = state
    attachment.signature = signature
    attachment.scanned_at = timezone.now()
    if state == ScanState.INFECTED:
        remove_after_commit(attachment.original.name or "")
        attachment.original = ""
        append_event(attachment.postulate, "file_infected", actor=None, person=Actor(), hat="", details={})
    attachment.save()
    refresh_later("postulates", attachment.postulate_id)


def purposes_open_to(person: Actor, postulate: Postulate) -> list[Attachment.Purpose]:
    """Return the purposes for which the person may add files now."""
    opened = {move.name for move in moves_open_to(person, postulate)}
    return [purpose for purpose, moves in OPENED_BY.items() if opened.intersection(moves)]


def _opened(postulate_id: int, actor: User, purpose: str) -> tuple[Postulate, Actor]:
    postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
    person = actor_of(actor)
    if purpose not in purposes_open_to(person, postulate):
        raise MoveRefused
    return postulate, person


def _note(postulate: Postulate, name: str, actor: User, person: Actor, count: int) -> None:
    """Say in the history that the files changed; a draft has no history yet."""
    if postulate.state is not State.DRAFT and count:
        append_event(postulate, name, actor=actor, person=person, hat=_hat(postulate, person), details={})


def _hat(postulate: Postulate, person: Actor) -> str:
    if postulate.lead and postulate.lead.unit_id in person.desks:
        return "lead_unit"
    return "author"
