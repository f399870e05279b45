"""Which rows say a part of a query, and the order in which they are handed out to be ranked."""

import json
import math
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise

from . import matching
from .embedded_file import IndexFile
from .embedded_memory import SinceChange
from .protocol import RANKED, Part, Query
from .rowsets import Level, at_least, best, intersection, newest, rowset

# What takes long to find is remembered for every reader, the rest while one question is answered. At a hundred thousand
# documents each set takes twelve kilobytes, in every thread that searches.
_MANY, _MOST_FREQUENT, _MOST_RECENT = 500, 1_000, 100
# What the places of a part are worth beside each other (as in search.ranking), and how finely sums are told apart.
_ANYWHERE, _AHEAD, _TITLE = 0.6, 0.7, 1.0
_FINENESS = 100


class MatchingRows:
    """The rows that match, as this thread knows them since the index last changed.

    A part of a query is looked for once: all the ways to ask with fewer parts, the facets and the order are then
    reckoned with sets of rows in memory, and so is what the next reader asks with the same words.
    """

    def __init__(self, file: IndexFile) -> None:
        self._frequent: SinceChange[str, int] = SinceChange(file, _MOST_FREQUENT)
        self._recent: SinceChange[str, int] = SinceChange(file, _MOST_RECENT)

    def of(self, connection: sqlite3.Connection, query: Query) -> int:
        """Return the rows with enough of the parts and every phrase, whatever the filters say."""
        phrases = [self._matching(connection, phrase) for phrase in matching.phrases(query)]
        if not query.parts:
            return intersection(-1, phrases)
        parts = (self._matching(connection, matching.of_part(part)) for part in query.parts)
        return intersection(at_least(min(query.required, len(query.parts)), parts), phrases)

    def in_order(self, connection: sqlite3.Connection, query: Query, rows: int) -> list[tuple[int, float]]:
        """Return the slice of the rows that the query wants, with their scores: those that say more of it first."""
        if not query.offset and rows.bit_count() <= min(RANKED, query.limit):  # they are ranked anyway
            return [(row, 0.0) for row in newest(rows)]
        found = best(rows, self._levels(connection, query.parts, rows), query.offset + query.limit)
        return [(row, worth / _FINENESS) for row, worth in found[query.offset :]]

    def _levels(self, connection: sqlite3.Connection, parts: Sequence[Part], rows: int) -> Iterator[Level]:
        """Yield where the parts are said, by how much it is worth above the place before."""
        said = [self._matching(connection, matching.of_part(part)) for part in parts]
        shares = [
            part.weight * _rarity(some.bit_count(), rows.bit_length()) for part, some in zip(parts, said, strict=True)
        ]
        whole = sum(shares) or 1.0
        for part, anywhere, share in zip(parts, said, shares, strict=True):
            title = self._matching(connection, matching.of_part(part, matching.TITLES))
            ahead = title | self._matching(connection, matching.of_part(part, matching.AHEAD))
            worth = [round(_FINENESS * share / whole * place) for place in (0.0, _ANYWHERE, _AHEAD, _TITLE)]
            for some, (before, here) in zip((anywhere, ahead, title), pairwise(worth), strict=True):
                yield some, here - before

    def _matching(self, connection: sqlite3.Connection, match: str) -> int:
        frequent, recent = self._frequent.of(connection), self._recent.of(connection)
        rows = frequent.get(match, recent.get(match))
        if rows is None:
            rows = _found(connection, match)
            (frequent if rows.bit_count() >= _MANY else recent)[match] = rows
        return rows


def _found(connection: sqlite3.Connection, match: str) -> int:
    # One long text is handed over in a third of the time that as many rows take.
    sql = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
    return rowset(json.loads(connection.execute(sql, (match,)).fetchone()[0]))


def _rarity(count: int, documents: int) -> float:
    """Return how much a part tells that so many of about so many documents say."""
    return math.log(1 + (max(documents, count) - count + 0.5) / (count + 0.5))
