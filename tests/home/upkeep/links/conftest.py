"""A real server with every kind of answer, and a guide whose blocks lead to them."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from accounts.models import User
from cms.blocks.body import body_from
from home.models import HomePage, InfoPage
from home.services import create_page, publish_page


class Answers(BaseHTTPRequestHandler):
    """Answers by path: a number is that status, a name is a trick."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.server.asked.append(f"HEAD {self.path}")  # type: ignore[attr-defined]
        name = self.path.strip("/")
        if name == "only-get":
            self.reply(405)
        elif name == "lies-to-head":
            self.reply(404)
        else:
            self.answer(name)

    def do_GET(self) -> None:
        self.server.asked.append(f"GET {self.path}")  # type: ignore[attr-defined]
        self.answer(self.path.strip("/"))

    def answer(self, name: str) -> None:
        if name in {"slow", "trickle"}:
            self.trick(name)
        elif name.startswith("to-"):
            _to, status, target = name.split("-", 2)
            self.reply(int(status), Location=self.server.targets.get(target, f"/{target}"))  # type: ignore[attr-defined]
        else:
            self.reply(int(name) if name.isdecimal() else 200)

    def trick(self, name: str) -> None:
        if name == "slow":
            time.sleep(1.5)
            return
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.close_connection = True
        with suppress(OSError):
            for number in range(100):
                self.wfile.write(f"X-{number}: x\r\n".encode())
                time.sleep(0.3)

    def reply(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Elsewhere:
    """The server as a test sees it."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.server.asked = []  # type: ignore[attr-defined]
        self.server.targets = {}  # type: ignore[attr-defined]
        self.place = f"127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.place}/{path}"

    @property
    def asked(self) -> list[str]:
        return self.server.asked  # type: ignore[attr-defined, no-any-return]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def private() -> Iterator[Elsewhere]:
    """A server inside the network that nobody allowed us to ask."""
    server = Elsewhere()
    yield server
    server.close()


@pytest.fixture
def elsewhere(settings) -> Iterator[Elsewhere]:
    """A server we may ask although it stands on this machine."""
    server = Elsewhere()
    settings.LINK_CHECK_ALLOWED_INSIDE = [server.place]
    settings.LINK_CHECK_SECONDS = 1
    settings.LINK_CHECK_PAUSE_SECONDS = 0
    yield server
    server.close()


@pytest.fixture
def write_guide(home: HomePage, editor: User) -> Callable[..., InfoPage]:
    def write(*blocks: dict, title: str = "Poradnik", live: bool = True) -> InfoPage:
        page = create_page(home, InfoPage(title=title, lead="Jak.", body=body_from(blocks)), actor=editor)
        return publish_page(page, actor=editor) if live else page

    return write


def paragraph(html: str) -> dict:
    return {"type": "paragraph", "value": html}


def button(url: str = "", page: int | None = None) -> dict:
    return {"type": "call_to_action", "value": {"text": "Dalej", "page": page, "url": url}}


def steps(html: str) -> dict:
    return {"type": "steps", "value": {"title": "Kroki", "steps": [{"title": "Krok", "text": html}]}}
