"""The dictionary in the memory of a process, made anew soon after somebody changed it."""

from threading import Lock
from time import monotonic
from uuid import UUID

from django.conf import settings

from . import stamp
from .book import NO_CONCEPTS, ConceptBook
from .queries import entries


class _Memory:
    """The book as it was a few seconds ago at the latest."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._book = NO_CONCEPTS
        self._stamp: UUID | None = None
        self._looked_at = float("-inf")

    def book(self) -> ConceptBook:
        """Return the book; the database is asked only now and then whether it is still good.

        While one thread makes a new one, the others go on with the old.
        """
        is_fresh = monotonic() - self._looked_at < settings.SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS
        if not is_fresh and self._lock.acquire(blocking=self._book is NO_CONCEPTS):
            try:
                self._renew()
            finally:
                self._lock.release()
        return self._book

    def _renew(self) -> None:
        # Read before the rows: what changes while they are read has another stamp, and is seen next time.
        now = stamp.current()
        if now != self._stamp:
            self._book = ConceptBook(entries()) if now else NO_CONCEPTS
            self._stamp = now
        self._looked_at = monotonic()


_memory = _Memory()


def book() -> ConceptBook:
    """Return the concepts of the dictionary; there are none until somebody loads or writes some."""
    return _memory.book()
