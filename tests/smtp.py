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
HANG = "say nothing"
TAKE_AND_HANG_UP = "250 taken, goodbye"


@dataclass
class Taken:
    """One message the server answered with 250."""

    recipients: list[str]
    message: EmailMessage


@dataclass
class Script:
    """What the server answers: by recipient, to the next senders and to the end of the next messages.

    Otherwise it takes everything. ``talks`` counts the connections it took up.
    """

    greeting: str = "220 here"
    hello: str = "250 here"
    sign_in: str = "235 come in"
    senders: deque[str] = field(default_factory=deque)
    talks: int = 0
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
    talk = type("Talk", (_Talk,), {"script": script})
    with _Server(("127.0.0.1", 0), talk) as server:
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


class _Talk(socketserver.StreamRequestHandler):
    script: Script

    def handle(self) -> None:
        self.script.talks += 1
        self.recipients: list[str] = []
        self._say(self.script.greeting)
        while (line := self.rfile.readline().decode().strip()) and self._answer(line):
            pass

    def _answer(self, line: str) -> bool:
        """Answer one command; say whether the talk goes on."""
        verb = line[:4].upper()
        answers = {"EHLO": self._hello, "AUTH": self._sign_in, "MAIL": self._sender, "DATA": self._message}
        if verb == "RCPT":
            self._recipient(line.partition("<")[2].partition(">")[0])
        elif verb in answers:
            return answers[verb]() is not False
        else:
            self._say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def _hello(self) -> None:
        self._say(self.script.hello)

    def _sign_in(self) -> None:
        self._say(self.script.sign_in)

    def _sender(self) -> None:
        self._say(self.script.senders.popleft() if self.script.senders else "250 ok")

    def _recipient(self, address: str) -> None:
        self.script.tried[address] += 1
        answer = self.script.recipients.get(address, "250 ok")
        self.recipients += [address] if answer.startswith("250") else []
        self._say(answer)

    def _message(self) -> bool:
        self._say("354 go on")
        message = self._read_message()
        answer = self.script.messages.popleft() if self.script.messages else "250 taken"
        if answer == HANG:
            self.rfile.readline()
        if answer in {HANG, HANG_UP}:
            return False
        if answer.startswith("250"):
            self.script.taken.append(Taken(self.recipients, message))
            self.script.after_taking()
        self.recipients = []
        self._say(answer)
        return answer != TAKE_AND_HANG_UP

    def _read_message(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())
        self.wfile.flush()
