"""A circuit breaker: who failed several times in a row is left alone for a while."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .protocol import EngineFailure, EngineRefusal


class CircuitOpen(EngineFailure):
    """It failed so often lately that it was not asked."""


class Breaker:
    """Shared by the threads of a process.

    Closed, everybody passes. After ``failures`` in a row it opens, and nobody passes for ``seconds``; then one at a
    time may try, and the first who succeeds closes it.
    """

    def __init__(self, *, failures: int = 3, seconds: float = 5.0) -> None:
        self._most = failures
        self._pause = seconds
        self._lock = threading.Lock()
        self._failed = 0
        self._left_alone_until = 0.0

    @property
    def is_open(self) -> bool:
        """Return whether it failed too often and has not answered since."""
        return self._failed >= self._most

    @contextmanager
    def passing(self, *, proves: bool = True) -> Iterator[None]:
        """Let the caller ask; raises CircuitOpen when it must not. Only an EngineFailure counts as a failure.

        An EngineRefusal does not: who refuses is there. Without ``proves`` success says nothing of how it is, because
        the answer may have been remembered.
        """
        if not self._may_pass():
            raise CircuitOpen("It failed several times and is left alone for a moment.")
        try:
            yield
        except EngineRefusal:
            self.close()
            raise
        except EngineFailure:
            with self._lock:
                self._failed += 1
                self._left_alone_until = time.monotonic() + self._pause
            raise
        if proves:
            self.close()

    def close(self) -> None:
        """Let everybody pass again."""
        with self._lock:
            self._failed = 0

    def _may_pass(self) -> bool:
        with self._lock:
            if not self.is_open:
                return True
            now = time.monotonic()
            if now < self._left_alone_until:
                return False
            self._left_alone_until = now + self._pause  # the others wait for what this one finds
            return True
