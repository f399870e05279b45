"""Mail of a development machine: a folder with one file per Message-ID instead of a mail server."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9-]+")
_MOST_SHOWN = 500


@dataclass(frozen=True)
class Letter:
    """One mail of the folder, decoded for reading."""

    name: str
    sender: str
    recipients: str
    subject: str
    date: datetime | None
    language: str
    text: str
    headers: tuple[tuple[str, str], ...]


class FolderBackend(BaseEmailBackend):
    """Writes every mail into ``MAILBOX_DIR``; a second copy with the same Message-ID replaces the first."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails and return how many; a file appears whole or not at all."""
        settings.MAILBOX_DIR.mkdir(parents=True, exist_ok=True)
        for email_message in email_messages:
            message = email_message.message()
            target = settings.MAILBOX_DIR / f"{_file_name(message['Message-ID'])}.eml"
            unfinished = target.with_suffix(".part")
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(target)
        return len(email_messages)


def letters() -> list[Letter]:
    """Return the newest mails of the folder, newest first."""
    files = sorted(settings.MAILBOX_DIR.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in files[:_MOST_SHOWN]]


def letter(name: str) -> Letter | None:
    """Return one mail by its name in the folder, or None."""
    path = settings.MAILBOX_DIR / f"{_file_name(name)}.eml"
    return _read(path) if path.is_file() else None


def _file_name(identity: str) -> str:
    return _NOT_IN_A_NAME.sub("-", identity).strip("-")[:150]


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Letter(
        name=path.stem,
        sender=str(message["From"]),
        recipients=str(message["To"]),
        subject=str(message["Subject"]).strip(),
        date=_date(message),
        language=str(message["Content-Language"] or ""),
        text=_text(message),
        headers=tuple((header, str(value)) for header, value in message.items()),
    )


def _date(message: Message) -> datetime | None:
    if not message["Date"]:
        return None
    date = parsedate_to_datetime(str(message["Date"]))
    # "-0000" means UTC from a sender who does not tell where they are.
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _text(message: Message) -> str:
    part = message.get_body(preferencelist=("plain",))
    return str(part.get_content()) if part else ""
