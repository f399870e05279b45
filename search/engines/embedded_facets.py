"""Counts of facet values over any set of rows, reckoned in memory."""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from search.documents import FACETS

from .embedded_file import IndexFile
from .rowsets import counts, intersection, rowset, union

_Bits = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Counted:
    """The rows that pass all filters, as a set, and how many each value would give without the facet's own filter."""

    rows: int
    facets: Mapping[str, Mapping[str, int]]


class FacetCounts:
    """The facet values of every row, as this process has them in memory.

    A row never changes and its number is never given again, so only new ones are read. What was deleted matches no
    search and may stay. A new file is read from its start.
    """

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._of = 0
        self._read = 0
        self._bits: _Bits = {}

    def of(self, connection: sqlite3.Connection, rows: int, filters: Mapping[str, tuple[str, ...]]) -> Counted:
        """Return what is left of a set of rows, and the counts."""
        bits = self._current(connection)
        chosen = {
            name: union(bits.get(name, {}).get(value, 0) for value in values)
            for name, values in filters.items()
            if values
        }
        facets = {
            name: counts(
                intersection(rows, (other for key, other in chosen.items() if key != name)), bits.get(name, {})
            )
            for name in FACETS
        }
        return Counted(intersection(rows, chosen.values()), facets)

    def _current(self, connection: sqlite3.Connection) -> _Bits:
        """Return the bits with everything that this connection sees."""
        token = self._file.token()
        with self._lock:
            if self._of != token:
                self._of, self._read, self._bits = token, 0, {}
            last = connection.execute("SELECT coalesce(max(row), 0) FROM document").fetchone()[0]
            if last > self._read:
                self._bits = _with_more(self._bits, connection, self._read)
                self._read = last
            return self._bits


def _with_more(bits: _Bits, connection: sqlite3.Connection, after: int) -> _Bits:
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, name, value in connection.execute("SELECT row, name, value FROM facet WHERE row > ?", (after,)):
        rows[name, value].append(row)
    changed = {name: dict(values) for name, values in bits.items()}
    for (name, value), numbers in rows.items():
        values = changed.setdefault(name, {})
        values[value] = values.get(value, 0) | rowset(numbers)
    return changed
