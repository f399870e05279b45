"""What the site asks of a search engine. tests/search/contract.py says the same in tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from search.documents import SearchDocument


class EngineFailure(Exception):
    """The engine cannot answer now: its file is damaged, its host is away."""


@dataclass(frozen=True)
class Word:
    """One word of a query: the lemma keys it may stand for with their weights, and the word as typed, folded."""

    lemmas: Mapping[str, float]
    surface: str


@dataclass(frozen=True)
class Query:
    """What is looked for. A document matches when it has one of the words; having more of them ranks it higher."""

    words: tuple[Word, ...]
    language: str = ""
    kind: str = ""
    readers_language: str = ""
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True)
class Hit:
    """A document found, by its id."""

    id: str
    score: float


@dataclass(frozen=True)
class Results:
    """A slice of the hits, best first; how many there are in all; how many each language and each kind would give.

    The numbers of a facet leave its own filter out, so that they say what another choice would bring.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: {"language": {}, "kind": {}})


class Engine(Protocol):
    """An index of public documents. Every method may raise EngineFailure; a change is seen by the next search."""

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its id; all of them or, on failure, none."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are fine."""

    def search(self, query: Query) -> Results:
        """Return what matches; a query without words matches nothing."""

    def digests(self) -> dict[str, str]:
        """Return the digest of every document in the index by its id."""

    def mend(self) -> bool:
        """Make a damaged index usable again, though empty, and return whether it was damaged."""

    def replace_all(self, documents: Iterable[SearchDocument]) -> int:
        """Let the documents be the whole index and return their number.

        Until it returns, and for ever when it fails, searches see the index as it was.
        """
