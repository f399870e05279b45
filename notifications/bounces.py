"""What a report about a mail says (RFC 3464, RFC 5965): which mail, what became of it. Anybody may send us one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from .deliveries import note_report
from .mail_errors import Verdict, of_recipient
from .message import PROOF_HEADER, proof
from .models import Delivery, DeliveryStep

LARGEST_REPORT = 1_000_000
_LONGEST_ANSWER = 500
_IDENTITY = re.compile(r"<[0-9a-f]{32}@[^<>\s]+>")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")

What = DeliveryStep.What


@dataclass(frozen=True)
class Report:
    """What one report says about one mail of ours."""

    identity: str
    what: DeliveryStep.What
    bounce: str
    answer: str
    at: datetime | None
    key: str


def severity(status: str) -> str:
    """Return whether an enhanced status means that no other mail will arrive either.

    Only an address that does not exist is for good: a policy or a full mailbox may change.
    """
    is_hard = status.startswith("5") and of_recipient(status) is Verdict.NO_RECIPIENT
    return Delivery.Bounce.HARD if is_hard else Delivery.Bounce.SOFT


def note(content: bytes) -> bool:
    """Write down what a message says when it is a report about a mail of ours; return whether it is one.

    A report that does not show what only a reader of the mail can know is not believed: else anybody could keep mail
    from an address by inventing one.
    """
    try:
        report = read(content)
    except RecursionError:
        return False  # parts within parts without end: nobody's report
    return report is not None and note_report(
        report.identity, report.what, key=report.key, answer=report.answer, bounce=report.bounce, at=report.at
    )


def read(content: bytes) -> Report | None:
    """Return what a message reports about a mail of ours; None for any other message, and for one without proof."""
    message = message_from_bytes(content[:LARGEST_REPORT])
    if message.get_content_type() != "multipart/report":
        return None
    identity = _proven_identity(message)
    if identity is None:
        return None
    kind = str(message.get_param("report-type") or "").lower()
    key = str(message["Message-ID"] or "") or f"{message['Date']} {message['From']}"
    if kind == "feedback-report":
        return Report(identity, What.COMPLAINED, "", "", _date(message), key)
    return _delivery_status(message, identity, key) if kind == "delivery-status" else None


def _delivery_status(message: Message, identity: str, key: str) -> Report | None:
    for fields in _fields(message):
        action = str(fields["Action"] or "").strip().lower()
        found = _STATUS.search(str(fields["Status"] or ""))
        status = found.group(1) if found else ""
        answer = " ".join(f"{status} {fields['Diagnostic-Code'] or ''}".split())[:_LONGEST_ANSWER]
        if action == "failed":
            return Report(identity, What.BOUNCED, severity(status), answer, _date(message), key)
        if action in {"delayed", "delivered"}:
            return Report(identity, What(action), "", answer, _date(message), key)
    return None


def _fields(message: Message) -> Iterator[Message]:
    """Yield the groups of fields about each recipient; our mails have one."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            yield from (block for block in blocks if isinstance(block, Message)) if isinstance(blocks, list) else ()


def _proven_identity(message: Message) -> str | None:
    """Return the Message-ID in the part that quotes our mail, when the proof stands beside it."""
    for part in message.walk():
        is_headers = part.get_content_type() == "text/rfc822-headers"
        quoted = message_from_bytes(_content(part)) if is_headers else part
        found = _IDENTITY.fullmatch(str(quoted["Message-ID"] or "").strip())
        shown = str(quoted[PROOF_HEADER] or "").strip()
        if found and shown and constant_time_compare(shown, proof(found.group())):
            return found.group()
    return None


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _date(message: Message) -> datetime:
    try:
        date = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return timezone.now()
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(date, timezone.now())
