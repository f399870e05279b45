"""The mailbox to which mail comes back: a folder in Maildir format or an IMAP account."""

import imaplib
import mailbox
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from .bounces import LARGEST_REPORT, note

IMAP_TIMEOUT = 30


@dataclass
class Read:
    """How many messages were reports about mails of ours, and how many were left for a person to look at."""

    reports: int = 0
    others: int = 0


def is_configured() -> bool:
    """Say whether there is a mailbox to read."""
    return bool(settings.BOUNCE_MAILDIR or settings.BOUNCE_IMAP_HOST)


def read_bounces() -> Read:
    """Write down every report in the mailbox and delete it; mark everything else as read and leave it there.

    A report is deleted only after it was written down, and counts once: after a crash it may be read again. Raises
    OSError, mailbox.Error or imaplib.IMAP4.error when the mailbox does not answer.
    """
    done = Read()
    if settings.BOUNCE_MAILDIR:
        _read_maildir(settings.BOUNCE_MAILDIR, done)
    if settings.BOUNCE_IMAP_HOST:
        _read_imap(done)
    return done


def _read_maildir(path: str, done: Read) -> None:
    folder = mailbox.Maildir(path, create=False)
    for key, message in list(folder.iteritems()):
        if "S" in message.get_flags():
            continue
        with folder.get_file(key) as file:
            is_report = note(file.read(LARGEST_REPORT))
        if is_report:
            folder.remove(key)
            done.reports += 1
        else:
            message.set_subdir("cur")
            message.add_flag("S")
            folder[key] = message
            done.others += 1


def _read_imap(done: Read) -> None:
    with _signed_in() as server:
        server.select(settings.BOUNCE_IMAP_FOLDER)
        _ok, [found] = server.uid("SEARCH", "UNSEEN", "UNDELETED")
        for uid in (found or b"").decode().split():
            if note(_content(server, uid)):
                server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen \Deleted)")
                done.reports += 1
            else:
                server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
                done.others += 1
        server.expunge()


@contextmanager
def _signed_in() -> Iterator[imaplib.IMAP4]:
    server = imaplib.IMAP4_SSL(settings.BOUNCE_IMAP_HOST, settings.BOUNCE_IMAP_PORT, timeout=IMAP_TIMEOUT)
    with server:
        server.login(settings.BOUNCE_IMAP_USER, settings.BOUNCE_IMAP_PASSWORD)
        yield server


def _content(server: imaplib.IMAP4, uid: str) -> bytes:
    _ok, parts = server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST_REPORT}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")
