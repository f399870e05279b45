"""200 mails meet a mail server on a bad day: each leaves once, what nobody can receive is dead, and all goes on."""

import asyncio
import socket
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from .conftest import Ground

READERS = 200
HANG, DROP, TAKE_AND_DROP = "hang", "drop", "take and drop"


@dataclass
class Script:
    """What the server answers to a recipient's first attempts, and to a message; afterwards it takes everything."""

    recipients: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    messages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    taken: list[tuple[str, str]] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer by the script."""
        if self.recipients[address]:
            return self.recipients[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer by the script; keep what was taken."""
        [address] = envelope.rcpt_tos
        answer = self.messages[address].pop(0) if self.messages[address] else "250 taken"
        if answer == HANG:
            await asyncio.sleep(4)  # longer than the worker's patience
        if answer in {HANG, DROP}:
            server.transport.close()
            return "250 never heard"
        if answer == TAKE_AND_DROP or answer.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.taken.append((address, str(message_from_bytes(content)["Message-ID"])))
        if answer == TAKE_AND_DROP:
            session.loop.call_later(0.01, server.transport.close)
            return "250 taken, goodbye"
        return answer


@contextmanager
def _served(script: Script, port: int = 0) -> Iterator[int]:
    controller = Controller(script, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def readers(ground: Ground) -> list[str]:
    """Give people with an address, and one mail for each."""
    columns = "id, password, is_superuser, first_name, last_name, is_staff, is_active, date_joined, email, language"
    rows = ", ".join(
        f"({pk}, '', false, 'Reader', '{pk}', false, true, '2026-03-01 00:00:00', 'reader{pk}@example.org', 'uk')"
        for pk in range(1, READERS + 1)
    )
    ground.sql(f"INSERT INTO accounts_user ({columns}) VALUES {rows}")  # noqa: S608
    ground.record(
        *[
            (
                "notifications.mail",
                {"kind": "faults.letter", "about": pk, "addressee": f"user:{pk}", "event": f"event {pk}"},
            )
            for pk in range(1, READERS + 1)
        ]
    )
    return [f"reader{pk}@example.org" for pk in range(1, READERS + 1)]


def _no_more_waiting(ground: Ground) -> bool:
    """Bring forward what was put off for half a minute or longer; say whether nothing waits."""
    ground.sql("UPDATE outbox_outboxentry SET due_at = '2026-01-01 00:00:00+00:00' WHERE state = 'pending'")
    return ground.count("state IN ('pending', 'leased')") == 0


def test_every_mail_leaves_once_whatever_the_server_does(ground: Ground, readers: list[str]) -> None:
    script, port = Script(), _free_port()
    gone, greylisted, busy, dropped, hanging, ended = readers[10:13], readers[20:25], readers[30], *readers[40:43]
    for address in gone:
        script.recipients[address] = ["550 5.1.1 no such user"] * 9
    for address in greylisted:
        script.recipients[address] = ["450 4.2.0 greylisted"]
    script.messages[busy] = ["421 4.3.2 closing"]
    script.messages[dropped] = [DROP]
    script.messages[hanging] = [HANG]
    script.messages[ended] = [TAKE_AND_DROP]

    # Nobody there yet: the mails wait.
    ground.start_worker(EMAIL_PORT=str(port), EMAIL_TIMEOUT="2")
    ground.wait_until(lambda: ground.count("last_error <> ''") > READERS // 2, "mails that wait for the server")
    assert ground.count("state = 'dead'") == 0
    with _served(script, port):
        ground.wait_until(lambda: _no_more_waiting(ground), "no mail waiting")

    taken = Counter(address for address, _identity in script.taken)
    assert set(taken) == set(readers) - set(gone)
    assert max(taken.values()) == 1
    assert len({identity for _address, identity in script.taken}) == len(taken)
    assert ground.count("state = 'dead'") == len(gone)
    dead = ground.sql("SELECT email FROM notifications_delivery WHERE state = 'failed' AND bounce = 'hard'")
    assert sorted(str(email) for (email,) in dead) == sorted(gone)


def test_mails_that_waited_for_the_server_leave_in_the_order_in_which_they_were_written(
    ground: Ground, readers: list[str]
) -> None:
    script, port = Script(), _free_port()
    ground.start_worker(EMAIL_PORT=str(port), MAIL_PAUSE_SECONDS="4")
    waiting = "last_error <> '' AND attempts = 0"  # an attempt counts while it is made, and not when nobody answers
    ground.wait_until(lambda: ground.count(waiting) == READERS, "all mails waiting, none of them given up a little")
    with _served(script, port):
        ground.wait_until(lambda: len(script.taken) == READERS, "all mails taken")

    assert [address for address, _identity in script.taken] == readers
