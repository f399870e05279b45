"""The dictionary in the memory of a process, made anew soon after somebody changed it."""

from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings

from . import stamp
from .book import Concept, ConceptBook
from .queries import entries

T = TypeVar("T")


class Copy(Generic[T]):
    """Something made of all concepts. Whoever asks gets one that was true a few seconds ago at the latest."""

    def __init__(self, make: Callable[[Iterable[Concept]], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._stamp: UUID | None = None
        self._looked_at = 0.0
        self._made = make(())

    def get(self) -> T:
        """Return it, after looking whether the dictionary changed; that is asked of the database only now and then."""
        if monotonic() - self._looked_at < settings.SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS:
            return self._made
        with self._lock:
            # Read before the rows: what changes while they are read has another stamp, and is seen next time.
            now = stamp.current()
            if now != self._stamp:
                self._made, self._stamp = self._make(entries() if now else ()), now
            self._looked_at = monotonic()
            return self._made


_book = Copy(ConceptBook)


def book() -> ConceptBook:
    """Return the concepts of the dictionary; nothing is in it when nobody has loaded one."""
    return _book.get()
