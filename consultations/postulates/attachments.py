"""Who gets which file of a case. The case itself is asked first: a file is never seen without it."""

from collections.abc import Iterable

from accounts.roles import Role
from cms.uploads.scanning import USABLE, ScanState

from .models import Attachment, Postulate
from .permissions import Actor
from .queries import is_filer, is_on_the_desk

READS_ORIGINALS = frozenset({Role.MODERATOR, Role.COORDINATOR})


def attachments_seen_by(actor: Actor, postulate: Postulate) -> list[Attachment]:
    """Return the files of a case that the actor may know of, the oldest first. No query where they are loaded.

    Its authors see their own in every state of the virus check, moderators the hidden originals as well, everybody
    else what is public.
    """
    return [row for row in postulate.attachments.all() if _is_known_to(actor, postulate, row)]


def may_download(actor: Actor, postulate: Postulate, attachment: Attachment) -> bool:
    """Say whether the actor may have the bytes: never before the virus check, not even their sender."""
    return attachment.scan in USABLE and bool(attachment.original) and _is_known_to(actor, postulate, attachment)


def waiting_for_a_scan() -> list[int]:
    """Return the keys of files without a verdict, the oldest first."""
    waiting = Attachment.objects.filter(scan=ScanState.QUARANTINED).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


def stored_names() -> Iterable[str]:
    """Return the names of all stored files that a case still needs."""
    return Attachment.objects.exclude(original="").values_list("original", flat=True).iterator()


def _is_known_to(actor: Actor, postulate: Postulate, attachment: Attachment) -> bool:
    if actor.roles & READS_ORIGINALS:
        return True
    if attachment.purpose == Attachment.Purpose.SUPPORT and is_filer(actor, postulate):
        return True
    if is_on_the_desk(actor, postulate):
        return attachment.scan in USABLE and not attachment.is_withheld
    return _is_public(postulate, attachment)


def _is_public(postulate: Postulate, attachment: Attachment) -> bool:
    if attachment.scan not in USABLE or attachment.is_withheld:
        return False
    return attachment.purpose != Attachment.Purpose.ANSWER or postulate.published_response is not None
