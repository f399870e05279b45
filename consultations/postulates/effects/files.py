"""Keeps files with a case. The bytes are stored before, so that a move that fails leaves none behind."""

import hashlib
from dataclasses import dataclass

from accounts.models import User
from cms.outbox.services import record
from cms.uploads.intake import Upload
from consultations.postulates.models import Attachment, Postulate

SCAN_TOPIC = "attachment.scan"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A checked upload and the name under which its bytes are stored."""

    upload: Upload
    stored_as: str


def keep_file(
    postulate: Postulate,
    kept: KeptFile,
    *,
    purpose: str,
    by: User,
    replaces: Attachment | None = None,
    description: str = "",
) -> Attachment:
    """Write down a stored file and ask for its virus check. A scan of a letter starts hidden from the public."""
    attachment = Attachment.objects.create(
        postulate=postulate,
        purpose=purpose,
        original=kept.stored_as,
        name=kept.upload.name,
        content_type=kept.upload.kind.mime,
        size=kept.upload.size,
        sha256=_checksum(kept.upload),
        description=description,
        is_withheld=purpose == Attachment.Purpose.LETTER and replaces is None,
        uploaded_by=by,
        replaces=replaces,
    )
    record(SCAN_TOPIC, key=str(attachment.pk), attachment_id=attachment.pk)
    return attachment


def _checksum(upload: Upload) -> str:
    digest = hashlib.sha256()
    upload.file.seek(0)
    for chunk in upload.file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
