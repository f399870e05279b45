"""How a worker is asked to leave: it finishes the row in hand, or gives it back when that takes too long."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings


class Interrupted(BaseException):
    """Breaks off a handler that outlasts the grace after SIGTERM. Not an Exception, so that no handler swallows it."""


class StopRequest:
    """Whether somebody asked this worker to leave."""

    def __init__(self) -> None:
        self.requested = False
        self._in_handler = False

    def listen(self) -> None:
        """Take SIGTERM and SIGINT as the request; call it in the main thread."""
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGALRM, self._insist)

    @contextmanager
    def may_interrupt(self) -> Iterator[None]:
        """Mark the code that may be broken off by Interrupted once the grace is over."""
        self._in_handler = True
        try:
            yield
        finally:
            self._in_handler = False

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.requested = True
        signal.alarm(settings.WORKER_GRACE_SECONDS)

    def _insist(self, number: int, frame: FrameType | None) -> None:
        if self._in_handler:
            raise Interrupted
