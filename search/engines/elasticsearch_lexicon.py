"""The words of the texts in Elasticsearch.

The index of words only grows until it is made anew; therefore how often a word occurs is asked of the documents each
time, and a word that stands in none of them any more is told to nobody.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query as Clause
from rapidfuzz.distance import OSA

from search.analysis.folding import fold
from search.analysis.languages import script_of

from .elasticsearch_query import counted, counting
from .protocol import MOST_ERRORS, Column, Lexicon
from .vocabulary import errors_forgiven

_FIELDS: Final = {
    Column.LEMMAS: ("title_l", "summary_l", "body_l", "keywords_l"),
    Column.SURFACES: ("title_s", "text_s"),
}
_WRITTEN: Final = ("words",)
# So many words are looked at before the best of them are taken.
_LOOKED_AT = 100
_MOST_COUNTED = 500
# A question asks for the same words several times, and readers ask alike. Words must vanish within seconds, though.
_REMEMBERED_SECONDS, _MOST_REMEMBERED = 3.0, 50_000
# So many times more are asked for than wanted, since some may stand in no document any more.
_SPARE = 4

Ask = Callable[["Search[Any]"], Mapping[str, Any]]


class Remembered:
    """What was answered within the last seconds; a change made by another process is seen after them."""

    def __init__(self) -> None:
        self._answers: dict[object, tuple[float, Any]] = {}

    def get(self, key: object) -> Any:
        """Return an answer, or None when there is none that is fresh enough."""
        until, answer = self._answers.get(key, (0.0, None))
        return answer if time.monotonic() < until else None

    def put(self, key: object, answer: object) -> None:
        """Remember an answer."""
        if len(self._answers) >= _MOST_REMEMBERED:
            self._answers = {}
        self._answers[key] = time.monotonic() + _REMEMBERED_SECONDS, answer


class ElasticsearchLexicon(Lexicon):
    """The words of an index; ``ask`` carries a search out, or raises EngineFailure."""

    def __init__(self, documents: "Search[Any]", words: "Search[Any]", ask: Ask) -> None:
        self._documents = documents
        self._words = words
        self._ask = ask
        self._known = Remembered()

    def forget(self) -> None:
        """Ask anew from now on: this process changed the documents."""
        self._known = Remembered()

    def size(self) -> int:
        """Return the number of documents."""
        number: int = self._ask(self._documents.extra(size=0, track_total_hits=True))["hits"]["total"]["value"]
        return number

    def frequencies(self, words: Iterable[str], column: Column) -> Mapping[str, int]:
        """Return for each word how many documents have it in the column that has it most often; 0 for the unknown."""
        return self._count(list(words), _FIELDS[column])

    def sounding_like(self, skeletons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return for each skeleton the words that sound so, most frequent first."""
        rows = self._rows(Q("terms", sound=list(skeletons)), _LOOKED_AT * 10)
        counts = self.written(row["word"] for row in rows)
        found: dict[str, list[str]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (-counts[row["word"]], row["word"])):
            if counts[row["word"]]:
                found[row["sound"]].append(row["word"])
        return {sound: tuple(words) for sound, words in found.items()}

    def sounding_nearly(self, skeleton: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words whose skeleton is near, nearest and most frequent first."""
        return self._near("sound", skeleton, Q("match_all"), most, errors)

    def close_to(self, word: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words of the same script within the errors forgiven, nearest and most frequent first.

        Missing marks are no errors.
        """
        return self._near("folded", fold(word), Q("term", script=script_of(word)), most, errors)

    def beginning_with(self, prefix: str, most: int) -> tuple[str, ...]:
        """Return words whose folded form begins so, most frequent first."""
        rows = self._rows(Q("prefix", folded=fold(prefix)), _SPARE * most)
        counts = self.written(row["word"] for row in rows)
        there = [word for word, count in counts.items() if count]
        return tuple(sorted(there, key=lambda word: (-counts[word], word))[:most])

    def written(self, words: Iterable[str]) -> dict[str, int]:
        """Return for each word, as it is written, how many documents have it."""
        return self._count(list(words), _WRITTEN)

    def _near(self, field: str, text: str, also: Clause, most: int, errors: int) -> tuple[str, ...]:
        allowed = min(errors, errors_forgiven(text))
        if not allowed:
            return ()
        near = Q("fuzzy", **{field: {"value": text, "fuzziness": allowed, "max_expansions": _LOOKED_AT}})
        rows = self._rows(Q("bool", filter=[near, also], must_not=Q("term", **{field: text})), 2 * _LOOKED_AT)
        counts = self.written(row["word"] for row in rows)
        there = [
            (OSA.distance(text, row[field]), -counts[row["word"]], row["word"]) for row in rows if counts[row["word"]]
        ]
        return tuple(word for distance, _count, word in sorted(there) if distance <= allowed)[:most]

    def _rows(self, query: Clause, most: int) -> list[Mapping[str, Any]]:
        """Return the rows of words that match, the most frequent first as far as is known."""
        search = self._words.query("bool", filter=[query]).sort("-frequency", "word")
        search = search.extra(size=most, track_total_hits=False)
        key = str(search.to_dict())
        rows: list[Mapping[str, Any]] | None = self._known.get(key)
        if rows is None:
            rows = [hit["_source"] for hit in self._ask(search)["hits"]["hits"]]
            self._known.put(key, rows)
        return rows

    def _count(self, words: Sequence[str], fields: Sequence[str]) -> dict[str, int]:
        unknown = [word for word in dict.fromkeys(words) if self._known.get((fields, word)) is None]
        counts = {word: self._known.get((fields, word)) for word in words}
        for at in range(0, len(unknown), _MOST_COUNTED):
            some = unknown[at : at + _MOST_COUNTED]
            for word, count in zip(
                some, counted(self._ask(counting(self._documents, fields, some)), fields), strict=True
            ):
                counts[word] = count
                self._known.put((fields, word), count)
        return counts
