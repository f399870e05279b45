"""Two engines as one: the first answers, the second when the first cannot."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from search.documents import SearchDocument

from . import engine_of
from .breaker import Breaker
from .protocol import MOST_ERRORS, Column, Engine, EngineFailure, Index, Lexicon, Query, Results

_T = TypeVar("_T")
# A reader waits for a slow engine once: what else this request asks within the time goes to the reserve at once.
_ONCE_BITTEN_SECONDS = 1.0


class _Choice:
    """Asks the primary unless it failed lately, and the reserve instead."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._thread = threading.local()

    def of(self, primary: Callable[[], _T], reserve: Callable[[], _T], *, proves: bool = True) -> tuple[_T, bool]:
        """Return an answer and whether it is the reserve's; what proves nothing is asked of no primary that failed."""
        may_ask = proves or not self._breaker.is_open
        if may_ask and time.monotonic() >= getattr(self._thread, "bitten_until", 0.0):
            try:
                with self._breaker.passing(proves=proves):
                    return primary(), False
            except EngineFailure:
                self._thread.bitten_until = time.monotonic() + _ONCE_BITTEN_SECONDS
        return reserve(), True


class _Lexicon(Lexicon):
    """The words of the reserve, and of the primary those that the reserve does not have.

    A search asks for words some twenty times. The reserve lies on this host and has the same texts, perhaps a little
    later; over a network these questions would take longer than the search itself.
    """

    def __init__(self, primary: Lexicon, reserve: Lexicon, choice: _Choice) -> None:
        self._primary = primary
        self._reserve = reserve
        self._choice = choice

    def size(self) -> int:
        return self._near(lambda lexicon: lexicon.size())

    def frequencies(self, words: Iterable[str], column: Column) -> Mapping[str, int]:
        asked = list(words)
        counts = dict(self._near(lambda lexicon: lexicon.frequencies(asked, column)))
        if unknown := [word for word, count in counts.items() if not count]:
            counts |= self._choice.of(
                lambda: self._primary.frequencies(unknown, column), lambda: dict.fromkeys(unknown, 0), proves=False
            )[0]
        return counts

    def sounding_like(self, skeletons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        asked = list(skeletons)
        return self._near(lambda lexicon: lexicon.sounding_like(asked))

    def sounding_nearly(self, skeleton: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        return self._near(lambda lexicon: lexicon.sounding_nearly(skeleton, most, errors))

    def close_to(self, word: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        return self._near(lambda lexicon: lexicon.close_to(word, most, errors))

    def beginning_with(self, prefix: str, most: int) -> tuple[str, ...]:
        return self._near(lambda lexicon: lexicon.beginning_with(prefix, most))

    def _near(self, question: Callable[[Lexicon], _T]) -> _T:
        try:
            return question(self._reserve)
        except EngineFailure:
            return question(self._primary)


class _Both(Index):
    """Two indices that are to hold the same. What one of them refuses is done in the other all the same."""

    def __init__(self, primary: Index, reserve: Index, breaker: Breaker) -> None:
        self._primary = primary
        self._reserve = reserve
        self._writes = breaker

    def put(self, documents: Iterable[SearchDocument]) -> None:
        given = list(documents)
        self._change(lambda index: index.put(given))

    def remove(self, ids: Iterable[str]) -> None:
        given = list(ids)
        self._change(lambda index: index.remove(given))

    def digests(self) -> dict[str, str]:
        """Return the digests; "" for a document that is not the same in both."""
        first = self._primary.digests()
        second = self._reserve.digests()
        return {each: _agreed(first.get(each), second.get(each)) for each in first.keys() | second.keys()}

    def _change(self, change: Callable[[Index], None]) -> None:
        """Change the reserve, then the primary; a failure of either is raised when both were tried."""
        try:
            change(self._reserve)
        finally:
            with self._writes.passing():
                change(self._primary)


class ResilientEngine(_Both, Engine):
    """A primary engine, and a reserve that answers while the primary fails; results say which of them it was.

    Every change is made in both. While one of them fails the change fails, so whoever made it tries again.
    """

    def __init__(
        self, primary: Mapping[str, Any], reserve: Mapping[str, Any], *, failures: int = 3, seconds: float = 5
    ) -> None:
        self.primary = engine_of(primary)
        self.reserve = engine_of(reserve)
        self.reads = Breaker(failures=failures, seconds=seconds)
        self.writes = Breaker(failures=failures, seconds=seconds)
        super().__init__(self.primary, self.reserve, self.writes)
        self._choice = _Choice(self.reads)
        self._lexicon = _Lexicon(self.primary.lexicon, self.reserve.lexicon, self._choice)

    @property
    def lexicon(self) -> Lexicon:
        """Return the words of the index."""
        return self._lexicon

    def search(self, query: Query) -> Results:
        """Return what matches; ``is_reserve`` says that it may be a little behind."""
        results, is_reserve = self._choice.of(lambda: self.primary.search(query), lambda: self.reserve.search(query))
        return replace(results, is_reserve=is_reserve)

    def titles_beginning_with(self, words: tuple[str, ...], language: str, most: int) -> tuple[str, ...]:
        """Return ids of documents whose title has all folded words, the last one only begun; the language's first."""
        return self._choice.of(
            lambda: self.primary.titles_beginning_with(words, language, most),
            lambda: self.reserve.titles_beginning_with(words, language, most),
        )[0]

    def mend(self) -> bool:
        """Make each damaged index usable again, though empty, and return whether there was one."""
        reserve_was = self.reserve.mend()
        return self.primary.mend() or reserve_was

    @contextmanager
    def rebuilding(self, *, afresh: bool = False) -> Iterator[Index]:
        """Return an index that takes the place of both when the context ends without an error."""
        with self.reserve.rebuilding(afresh=afresh) as second, self.primary.rebuilding(afresh=afresh) as first:
            yield _Both(first, second, Breaker())
        self.writes.close()
        self.reads.close()

    def describe(self) -> Mapping[str, str]:
        """Return what each engine says of itself, or that it says nothing."""
        told: dict[str, str] = {"answering": "reserve" if self.reads.is_open else "primary"}
        for name, engine in (("primary", self.primary), ("reserve", self.reserve)):
            try:
                told |= {f"{name} {key}": value for key, value in engine.describe().items()}
            except EngineFailure as failure:
                told[f"{name} failure"] = str(failure)
        return told


def _agreed(first: str | None, second: str | None) -> str:
    return first if first and first == second else ""
