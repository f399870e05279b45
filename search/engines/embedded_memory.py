"""What a thread found out about the file of the index since it last changed."""

import sqlite3
import threading
from typing import Generic, TypeVar

from .embedded_file import IndexFile

_K = TypeVar("_K")
_V = TypeVar("_V")


class SinceChange(Generic[_K, _V]):
    """A dictionary for each thread, emptied with any change to the file and when it holds more than ``most``."""

    def __init__(self, file: IndexFile, most: int) -> None:
        self._file = file
        self._most = most
        self._local = threading.local()

    def of(self, connection: sqlite3.Connection) -> dict[_K, _V]:
        """Return what is known of what this connection sees."""
        changes = connection.execute("PRAGMA data_version").fetchone()[0], connection.total_changes
        state = self._file.token(), id(connection), *changes
        known: tuple[object, dict[_K, _V]] | None = getattr(self._local, "known", None)
        if known is None or known[0] != state or len(known[1]) > self._most:
            known = self._local.known = (state, {})
        return known[1]
