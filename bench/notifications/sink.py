"""A mail server that takes everything and counts; it prints its port, and when it is ended what it took."""

import asyncio
import signal
from email import message_from_bytes

from aiosmtpd.smtp import SMTP, Envelope, Session


class Counter:
    """Counts talks, messages and different Message-IDs."""

    def __init__(self) -> None:
        self.talks: set[int] = set()
        self.messages = 0
        self.identities: set[str] = set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a message."""
        self.talks.add(id(session))
        self.messages += 1
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.identities.add(str(message_from_bytes(content)["Message-ID"]))
        return "250 taken"


async def serve() -> None:
    """Serve until SIGTERM."""
    counter, ended = Counter(), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    server = await loop.create_server(lambda: SMTP(counter, hostname="sink.example.org"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()
    server.close()
    print(counter.messages, len(counter.identities), len(counter.talks), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
