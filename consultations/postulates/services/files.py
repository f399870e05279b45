"""Files of a case: sent, taken back, checked for viruses."""

import logging
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
from consultations.postulates.attachments import is_published
from consultations.postulates.effects.files import KeptFile, keep_file
from consultations.postulates.models import Attachment, Postulate
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import actor_of, case_of, moves_open_to
from consultations.postulates.workflow import BY_NAME, State
from search.services import refresh_later

from .moves import MoveRefused, append_event

logger = logging.getLogger(__name__)

# Who may add a file of which purpose, and who may take one back: whoever may make one of these moves now.
ADDED_BY: dict[str, tuple[str, ...]] = {
    Attachment.Purpose.SUPPORT: ("edit", "add"),
    Attachment.Purpose.LETTER: ("enter",),
    Attachment.Purpose.ANSWER: ("draft_response", "propose_correction"),
}
REMOVED_BY = ADDED_BY | {Attachment.Purpose.SUPPORT: ("edit",)}


def add_files(
    *, postulate_id: int, actor: User, uploads: Sequence[Upload], purpose: str, description: str = ""
) -> list[Attachment]:
    """Keep checked files with the case and have them scanned; nobody but their sender's side gets them before that.

    Raises ``MoveRefused`` where the person may not add a file now, and ``ValidationError`` over the limit of files.
    """
    with kept_files() as keep, transaction.atomic():
        postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
        person = actor_of(actor)
        if purpose not in purposes_open_to(person, postulate):
            raise MoveRefused
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
        if added:
            _note(postulate, "file_added", actor, person, purpose)
    return added


@transaction.atomic
def remove_file(*, attachment_id: int, actor: User) -> None:
    """Delete a file that the city has not taken on and that no published answer relies on, from the disk as well.

    Raises ``MoveRefused`` for a file that ``removable_by`` does not name.
    """
    attachment = Attachment.objects.get(pk=attachment_id)
    postulate = Postulate.objects.select_for_update().get(pk=attachment.postulate_id)
    person = actor_of(actor)
    if attachment.pk not in removable_by(person, postulate):
        raise MoveRefused
    name = attachment.original.name or ""
    attachment.delete()
    if name:
        remove_after_commit(name)
    _note(postulate, "file_removed", actor, person, attachment.purpose)


def scan_file(*, attachment_id: int) -> None:
    """Have a file checked for viruses; an infected one is deleted, and its authors told of one of theirs.

    A scanner that does not answer leaves the file in quarantine, to be asked again. Doing it twice is harmless.
    """
    attachment = Attachment.objects.filter(pk=attachment_id, scan=ScanState.QUARANTINED).first()
    if attachment is None:
        return
    try:
        with attachment.original.open("rb") as stream:
            found = examine(stream)
    except ScannerUnavailable as error:
        logger.warning("Files: attachment %s stays in quarantine: %s", attachment_id, error)
        return
    except FileNotFoundError:
        logger.exception("Files: attachment %s has lost its file", attachment_id)
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
        if attachment.purpose == Attachment.Purpose.SUPPORT:
            append_event(attachment.postulate, "file_infected", actor=None, person=Actor(), hat="", details={})
    attachment.save()
    refresh_later("postulates", attachment.postulate_id)


def purposes_open_to(person: Actor, postulate: Postulate) -> list[Attachment.Purpose]:
    """Return the purposes for which the person may add files now."""
    opened = {move.name for move in moves_open_to(person, postulate)}
    return [Attachment.Purpose(purpose) for purpose, moves in ADDED_BY.items() if opened.intersection(moves)]


def removable_by(person: Actor, postulate: Postulate) -> set[int]:
    """Return the keys of the files that the person may take back now; a file of a published answer stays."""
    opened = {move.name for move in moves_open_to(person, postulate)}
    return {
        row.pk
        for row in postulate.attachments.all()
        if opened.intersection(REMOVED_BY.get(row.purpose, ())) and not is_published(postulate, row)
    }


def _note(postulate: Postulate, name: str, actor: User, person: Actor, purpose: str) -> None:
    """Say in the history that the files changed, and in which capacity; a draft has no history yet."""
    if postulate.state is State.DRAFT:
        return
    case = case_of(postulate)
    hats = [BY_NAME[move].who.hat_of(person, case) for move in ADDED_BY[purpose]]
    append_event(postulate, name, actor=actor, person=person, hat=next(filter(None, hats), ""), details={})
