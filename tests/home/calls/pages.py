"""Pages of calls with everything they can hold."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from accounts.models import User
from cms.blocks.body import body_from
from home.call_parts import AttachmentsBlock, CallDocumentsBlock
from home.calls.models import Call, DeadlineExtension
from home.calls.services import extend_deadline
from home.models import CallPage, SectionPage
from home.services import create_page, publish_page

NOW = "2026-11-26T10:00:00Z"


def text(response: Any) -> str:
    return response.content.decode()


def plain(html: str) -> str:
    """Return the words of a page as a reader hears them, without its head, scripts and tags."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def document(name: str) -> Document:
    return Document.objects.create(title=name, file=ContentFile(b"%PDF-1.4\n%%EOF\n", f"{name}.pdf"))


def documents(title: str, files: Mapping[str, Document]) -> Any:
    rows = [{"language": code, "document": file.pk} for code, file in files.items()]
    return body_from([{"type": "document", "value": {"title": title, "files": rows}}], CallDocumentsBlock())


def attachments(*names: str) -> Any:
    rows = [{"type": "attachment", "value": {"what": name, "note": f"Uwaga: {name}"}} for name in names]
    return body_from(rows, AttachmentsBlock())


def write(section: SectionPage, call: Call, editor: User, *, title: str = "Konkurs", **fields: Any) -> CallPage:
    values = {"title": title, "lead": "Na działania sąsiedzkie.", "call": call, **fields}
    return publish_page(create_page(section, CallPage(**values), actor=editor), actor=editor)


def extend(call: Call, new: datetime, actor: User, *, why: Mapping[str, str] | None = None) -> DeadlineExtension:
    """Extend the only deadline of a public call."""
    return extend_deadline(
        deadline_id=call.deadlines.get().pk, new=new, reason=dict(why or {"pl": "Na prośbę organizacji."}),
        decision_number="ZP/12/2026", actor=actor,
    )  # fmt: skip
