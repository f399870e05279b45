"""A way to a server that can be made bad: slow, silent, or gone."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

_PIECE = 65_536


class Proxy:
    """Passes on what comes to it. ``delay`` seconds before each piece of an answer; ``silent`` says nothing at all."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "", parts.port or 0)
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.StreamWriter] = set()
        self._port = 0
        self.delay = 0.0
        self.silent = False
        self.asked = 0

    @property
    def url(self) -> str:
        """Return the address to ask instead of the server's."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        self._wait(self._start())

    def stop(self) -> None:
        """Refuse connections and break those there are, as when the server was ended."""
        self._wait(self._stop())

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for writer in self._talks:
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            ends = {writer, far_writer}
            self._talks |= ends
            try:
                await asyncio.gather(self._pass(reader, far_writer, 0), self._pass(far_reader, writer, 1))
            finally:
                self._talks -= ends
                for end in ends:
                    end.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: int) -> None:
        while piece := await reader.read(_PIECE):
            self.asked += not answers
            while self.silent:
                await asyncio.sleep(0.05)
            if answers:
                await asyncio.sleep(self.delay)
            writer.write(piece)
            await writer.drain()
        writer.close()

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        """Run in a thread until the context ends."""
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        try:
            self.start()
            yield self
        finally:
            self.silent = False
            self.stop()
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(5)
