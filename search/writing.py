"""Writing down later what is only in the memory of a process, without letting whoever asks wait."""

import logging
from collections.abc import Callable
from threading import Lock, Timer

from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)


class WrittenLater:
    """Calls a function in a thread of its own, some seconds after the first of those who asked for it.

    ``setting`` names the number of seconds; with 0 it is never called, and tests do it themselves.
    What fails is logged and tried again for those who ask next.
    """

    def __init__(self, write: Callable[[], object], setting: str) -> None:
        self._write = write
        self._setting = setting
        self._lock = Lock()
        self._is_awaited = False

    def soon(self) -> None:
        """Have it called, once for everybody who asks until then."""
        seconds = getattr(settings, self._setting)
        with self._lock:
            if self._is_awaited or not seconds:
                return
            timer = Timer(seconds, self._run)
            timer.daemon = True
            timer.start()
            self._is_awaited = True

    def _run(self) -> None:
        with self._lock:
            self._is_awaited = False
        try:
            self._write()
        except Exception:
            logger.exception("Search: counts were not written down")
        finally:
            connection.close()
