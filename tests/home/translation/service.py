"""A translation service on this machine that speaks the protocols of LibreTranslate and DeepL over real HTTP.

It "translates" by writing every word in capitals and leaves tags as they are, so that a test sees both.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

KEY = "a-key-of-the-test"
MOST_TEXTS = 50


def in_capitals(html: str) -> str:
    """Return the text as the service translates it."""
    return "".join(part if part.startswith(("<", "&")) else part.upper() for part in re.split(r"(<[^>]*>|&\w+;)", html))


@dataclass
class Service:
    """What the service got, and how it is to misbehave."""

    url: str = ""
    status: int = 200
    delay: float = 0
    loses: int = 0
    body: bytes | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Every text that was sent, in order."""
        return [text for request in self.requests for text in request["texts"]]


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {"/translate": self._libre, "/v2/translate": self._deepl}.get(self.path)
        status, content = answer(sent) if answer else (404, {"error": "no such address"})
        time.sleep(self.service.delay)
        if self.service.status != 200:
            status, content = self.service.status, {"error": "as the test wants it"}
        self._send(status, self.service.body or json.dumps(content).encode())

    def _send(self, status: int, content: bytes) -> None:
        try:
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", f"{self.service.url}/elsewhere")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except ConnectionError:
            pass  # who asked did not wait

    def _libre(self, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if sent.get("api_key") != KEY:
            return 403, {"error": "Invalid API key"}
        if sent["format"] != "html" or not isinstance(sent["q"], list):
            return 400, {"error": "Invalid request"}
        self._note(sent["q"], sent["source"], sent["target"])
        return 200, {"translatedText": self._translated(sent["q"])}

    def _deepl(self, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.headers["Authorization"] != f"DeepL-Auth-Key {KEY}":
            return 403, {"message": "Forbidden"}
        if len(sent["text"]) > MOST_TEXTS or sent["tag_handling"] not in {"xml", "html"}:
            return 400, {"message": "Bad request"}
        self._note(sent["text"], sent["source_lang"], sent["target_lang"])
        texts = self._translated(sent["text"])
        return 200, {"translations": [{"detected_source_language": "PL", "text": text} for text in texts]}

    def _note(self, texts: list[str], source: str, target: str) -> None:
        self.service.requests.append({"texts": texts, "source": source, "target": target})

    def _translated(self, texts: list[str]) -> list[str]:
        return [in_capitals(text) for text in texts][: len(texts) - self.service.loses]

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def running() -> Iterator[Service]:
    """Run the service on a free port of this machine while the block lasts."""
    service = Service()
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
