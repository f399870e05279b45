"""A small real SMTP server on the loopback that answers by a script and keeps what it took."""

import socketserver
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

HANG_UP = "hang up"


@dataclass
class Taken:
    """One message the server answered with 250."""

    recipients: list[str]
    message: EmailMessage


@dataclass
class Script:
    """What the server answers: by recipient, and to the end of the next messages; otherwise it takes everything."""

    recipients: dict[str, str] = field(default_factory=dict)
    messages: deque[str] = field(default_factory=deque)
    after_taking: Callable[[], None] = lambda: None
    taken: list[Taken] = field(default_factory=list)
    tried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    port: int = 0

    def subjects(self) -> list[str]:
        """Return the subjects of the messages taken, in order."""
        return [str(taken.message["Subject"]) for taken in self.taken]


@contextmanager
def smtp_server() -> Iterator[Script]:
    """Run the server; the script may be changed while it runs."""
    script = Script()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            _talk(self, script)

    with _Server(("127.0.0.1", 0), Talk) as server:
        script.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield script
        server.shutdown()
        thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client killed in the middle of a sentence is what some tests are about."""


def _talk(talk: socketserver.StreamRequestHandler, script: Script) -> None:
    recipients: list[str] = []
    _say(talk, "220 here")
    while line := talk.rfile.readline().decode().strip():
        verb = line.split(":")[0].upper()
        if verb == "RCPT TO":
            address = line.partition("<")[2].partition(">")[0]
            script.tried[address] += 1
            answer = script.recipients.get(address, "250 ok")
            recipients += [address] if answer.startswith("250") else []
            _say(talk, answer)
        elif verb == "DATA":
            _say(talk, "354 go on")
            message = _read_message(talk)
            answer = script.messages.popleft() if script.messages else "250 taken"
            if answer == HANG_UP:
                return
            if answer.startswith("250"):
                script.taken.append(Taken(recipients, message))
                script.after_taking()
            recipients = []
            _say(talk, answer)
        elif verb == "QUIT":
            _say(talk, "221 bye")
            return
        else:
            _say(talk, "250 ok")


def _read_message(talk: socketserver.StreamRequestHandler) -> EmailMessage:
    lines = []
    while (line := talk.rfile.readline()) != b".\r\n":
        lines.append(line[1:] if line.startswith(b"..") else line)
    return message_from_bytes(b"".join(lines), policy=policy.default)


def _say(talk: socketserver.StreamRequestHandler, answer: str) -> None:
    talk.wfile.write(f"{answer}\r\n".encode())
    talk.wfile.flush()
