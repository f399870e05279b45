"""Keeps files of a case outside the public folders, each under a name of our own."""

import hashlib
from typing import Any

from accounts.models import User
from cms.outbox.services import record
from consultations.postulates.models import Attachment, Postulate

SCAN_TOPIC = "attachment.scan"


def keep_file(
    postulate: Postulate,
    upload: Any,
    *,
    purpose: str,
    by: User,
    replaces: Attachment | None = None,
    description: str = "",
) -> Attachment:
    """Store a checked upload with the case and ask for its virus check; nobody else gets it before that."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    attachment = Attachment.objects.create(
        postulate=postulate,
        purpose=purpose,
        original=upload,
        name=upload.name,
        content_type=upload.content_type or "application/octet-stream",
        size=upload.size,
        sha256=digest.hexdigest(),
        description=description,
        uploaded_by=by,
        replaces=replaces,
    )
    record(SCAN_TOPIC, key=str(attachment.pk), attachment_id=attachment.pk)
    return attachment
