"""Who gets which file of a case. The case itself is asked first: a file is never seen without it."""

from collections.abc import Iterable

from cms.uploads.scanning import USABLE, ScanState

from .models import Attachment, Postulate
from .permissions import Actor, Secret
from .queries import is_filer, is_on_the_desk, is_party, secrets_of


def attachments_seen_by(actor: Actor, postulate: Postulate) -> list[Attachment]:
    """Return the files of a case that the actor may know of, the oldest first. No query where they are loaded.

    Its authors see their own in every state of the virus check, impartial moderators the hidden originals as well,
    staff who are no party what waits for the answer, everybody else what is public.
    """
    return [row for row in postulate.attachments.all() if _is_known_to(actor, postulate, row)]


def may_download(actor: Actor, postulate: Postulate, attachment: Attachment) -> bool:
    """Say whether the actor may have the bytes: never before the virus check, not even their sender."""
    return attachment.is_usable and _is_known_to(actor, postulate, attachment)


def public_files(postulate: Postulate) -> list[Attachment]:
    """Return the files that anybody may have. No query where files and answers are loaded."""
    return [row for row in postulate.attachments.all() if row.is_usable and _is_public(postulate, row)]


def waiting_for_a_scan() -> list[int]:
    """Return the keys of files without a verdict, the oldest first."""
    waiting = Attachment.objects.filter(scan=ScanState.QUARANTINED).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


def stored_names() -> Iterable[str]:
    """Return the names of all stored files that a case still needs."""
    return Attachment.objects.exclude(original="").values_list("original", flat=True).iterator()


def sent_by_the_authors(postulate: Postulate) -> list[Attachment]:
    """Return the files the authors sent, without copies that moderators made. No query where they are loaded."""
    support = Attachment.Purpose.SUPPORT
    return [row for row in postulate.attachments.all() if row.purpose == support and row.replaces_id is None]


def is_published(postulate: Postulate, attachment: Attachment) -> bool:
    """Say whether the file belongs to an answer that is out: one added later waits for the next answer."""
    response = postulate.published_response
    if attachment.purpose != Attachment.Purpose.ANSWER or response is None or response.published_at is None:
        return False
    return attachment.uploaded_at <= response.published_at


def _is_known_to(actor: Actor, postulate: Postulate, attachment: Attachment) -> bool:
    if _reads_original(actor, postulate, attachment):
        return True
    if attachment.scan not in USABLE:
        return attachment.uploaded_by_id == actor.pk
    if attachment.is_withheld or _is_public(postulate, attachment):
        return not attachment.is_withheld
    return is_on_the_desk(actor, postulate) and not is_party(actor, postulate)


def _is_public(postulate: Postulate, attachment: Attachment) -> bool:
    """Say whether the file may be had by whoever reads the case, once it is known to be clean."""
    if attachment.is_withheld:
        return False
    return attachment.purpose != Attachment.Purpose.ANSWER or is_published(postulate, attachment)


def _reads_original(actor: Actor, postulate: Postulate, attachment: Attachment) -> bool:
    """Say whether nothing of the file is hidden from the actor; authors have this right to what they sent only."""
    if Secret.ORIGINAL not in secrets_of(actor, postulate):
        return False
    return attachment.purpose == Attachment.Purpose.SUPPORT or not is_filer(actor, postulate)
