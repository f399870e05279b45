"""The mailbox for returned mail on an IMAP server: a small one of our own, over a real socket."""

import imaplib
import re
import socketserver
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytest_django import Settings

from notifications.bounce_mailbox import read_bounces
from notifications.models import Delivery

from .reports import delivery_status

pytestmark = pytest.mark.django_db


@dataclass
class Folder:
    """The messages on the server by their number; those marked as deleted are gone after EXPUNGE."""

    messages: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, str] = field(default_factory=lambda: defaultdict(str))

    def unseen(self) -> str:
        return " ".join(str(uid) for uid in self.messages if "Seen" not in self.flags[uid])

    def expunge(self) -> None:
        self.messages = {uid: content for uid, content in self.messages.items() if "Deleted" not in self.flags[uid]}


class _Talk(socketserver.StreamRequestHandler):
    folder: Folder

    def handle(self) -> None:
        self._say("* OK here")
        while line := self.rfile.readline().decode().strip():
            tag, _space, command = line.partition(" ")
            self._answer(command)
            self._say(f"{tag} OK done")
            if command == "LOGOUT":
                return

    def _answer(self, command: str) -> None:
        if command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        elif command.startswith("UID SEARCH"):
            self._say(f"* SEARCH {self.folder.unseen()}")
        elif found := re.match(r"UID FETCH (\d+)", command):
            content = self.folder.messages[int(found.group(1))]
            self.wfile.write(f"* 1 FETCH (BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n")
        elif found := re.match(r"UID STORE (\d+) \S+ \((.*)\)", command):
            self.folder.flags[int(found.group(1))] += found.group(2)
        elif command == "EXPUNGE":
            self.folder.expunge()

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def folder(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """Serve a folder."""
    it = Folder()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), type("Talk", (_Talk,), {"folder": it})) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        settings.BOUNCE_IMAP_HOST, settings.BOUNCE_IMAP_PORT = "127.0.0.1", server.server_address[1]
        settings.BOUNCE_IMAP_USER, settings.BOUNCE_IMAP_PASSWORD = "bounces", "secret"
        # The talk is the same with and without TLS, which needs a certificate.
        monkeypatch.setattr(imaplib, "IMAP4_SSL", imaplib.IMAP4)
        yield it
        server.shutdown()
        thread.join()


def test_reports_are_deleted_on_the_server_and_other_mail_is_left(folder: Folder) -> None:
    sent = Delivery.objects.create(
        message_id=f"<{1:032x}@example.org>", kind="test.plain", addressee="user:7", email="reader@example.org",
        state=Delivery.State.SENT,
    )  # fmt: skip
    folder.messages[4] = b"Subject: Question\r\n\r\nGood morning"
    folder.messages[7] = delivery_status(sent.message_id)

    first, second = read_bounces(), read_bounces()

    sent.refresh_from_db()
    assert sent.state == Delivery.State.BOUNCED
    assert list(folder.messages) == [4]
    assert (first.reports, first.others, second.reports, second.others) == (1, 1, 0, 0)
