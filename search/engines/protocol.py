"""What the site asks of a search engine. tests/search/contract.py says the same in tests.

Engines find, the site ranks: an engine returns a bounded number of candidates with the columns it holds of them, and
``search.ranking`` puts them in order. That is why two engines give the same order.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date as Date
from enum import StrEnum
from typing import Protocol

from search.documents import FACETS, SearchDocument

# As many candidates are ranked by us; what comes after them stays in the order of the engine.
RANKED = 100
# A word with more typing errors than this is another word.
MOST_ERRORS = 2


class EngineFailure(Exception):
    """The engine cannot answer now: its file is damaged, its host is away."""


class EngineRefusal(EngineFailure):
    """The engine works, but does not take this; it would not take it later either."""


class Column(StrEnum):
    """Where a reading is looked for: among lemma keys, or among the words as they are typed on a plain keyboard."""

    LEMMAS = "l"
    SURFACES = "s"


@dataclass(frozen=True)
class Reading:
    """One way in which a document may say a part of a query: it has all of these words, in any order.

    The words are as ``engines.columns`` writes them into an index.
    """

    words: tuple[str, ...]
    weight: float = 1.0
    column: Column = Column.LEMMAS


@dataclass(frozen=True)
class Part:
    """A part of what a query means, such as a word or a concept.

    A document says it when one of the readings fits; the best one counts. ``weight`` is its share in the whole.
    """

    readings: tuple[Reading, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Query:
    """What is looked for.

    A document matches when it says at least ``required`` of the parts, has each of ``phrases`` word for word among its
    surfaces, and for each facet named in ``filters`` has one of the values.
    """

    parts: tuple[Part, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    required: int = 1
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offset: int = 0
    limit: int = RANKED


@dataclass(frozen=True)
class Candidate:
    """A document that matches, with what the index holds of it; columns are words separated by single spaces."""

    id: str
    language: str
    score: float
    title_l: str = ""
    summary_l: str = ""
    body_l: str = ""
    keywords_l: str = ""
    title_s: str = ""
    text_s: str = ""
    date: Date | None = None
    closes: Date | None = None
    is_news: bool = False


@dataclass(frozen=True)
class Results:
    """A slice of what matches, in the engine's own order; how many there are; how many each facet value would give.

    ``is_reserve`` says that another engine than the first answered, which may be a little behind.

    The numbers of a facet leave its own filter out, so that they say what another choice would bring.
    """

    candidates: tuple[Candidate, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    is_reserve: bool = False


class Lexicon(Protocol):
    """The words that stand in the indexed texts, as written (lower case, NFC). Each method may raise EngineFailure."""

    def size(self) -> int:
        """Return the number of documents."""

    def frequencies(self, words: Iterable[str], column: Column) -> Mapping[str, int]:
        """Return for each word of an index how many documents have it in the one column that has it most often.

        The columns are those ``Column`` stands for: ``*_l`` or ``*_s``. 0 for the unknown.
        """

    def sounding_like(self, skeletons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return for each skeleton (``search.analysis.skeleton``) the words that sound so, most frequent first."""

    def sounding_nearly(self, skeleton: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words whose skeleton is at most so many errors away, nearest and most frequent first."""

    def close_to(self, word: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words of the same script at most so many errors away, nearest and most frequent first."""

    def beginning_with(self, prefix: str, most: int) -> tuple[str, ...]:
        """Return words whose folded form begins so, most frequent first."""


class Index(Protocol):
    """Documents that can be added and taken away. Every method may raise EngineFailure."""

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its id; all of them or, on failure, none."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are fine."""

    def digests(self) -> dict[str, str]:
        """Return the digest of every document in the index by its id."""


class Engine(Index, Protocol):
    """An index of public documents that answers; a change is seen by the next search."""

    @property
    def lexicon(self) -> Lexicon:
        """Return the words of the index."""

    def search(self, query: Query) -> Results:
        """Return what matches; a query without parts and phrases matches nothing."""

    def titles_beginning_with(self, words: tuple[str, ...], language: str, most: int) -> tuple[str, ...]:
        """Return ids of documents whose title has all folded words, the last one only begun; the language's first."""

    def mend(self) -> bool:
        """Make a damaged index usable again, though empty, and return whether it was damaged."""

    def rebuilding(self, *, afresh: bool = False) -> AbstractContextManager[Index]:
        """Return an index that takes the place of this one when the context ends without an error.

        Searches see the present index until then. One that was left unfinished is gone on with, unless ``afresh``.
        """

    def describe(self) -> Mapping[str, str]:
        """Return what an operator wants to know of it: where it is, how large, in which state."""
