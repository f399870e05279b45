"""Counts of facet values over any set of rows, fast: for each value one large number with a bit for each row."""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.documents import FACETS

from .embedded_file import IndexFile

_Bits = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Counted:
    """The rows that pass all filters, and how many each facet value would give without the facet's own filter."""

    rows: list[int]
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

    def of(self, connection: sqlite3.Connection, rows: list[int], filters: Mapping[str, tuple[str, ...]]) -> Counted:
        """Return what is left of the rows, and the counts."""
        bits = self._current(connection)
        matched = _as_bits(rows)
        chosen = {name: _any(bits.get(name, {}), values) for name, values in filters.items() if values}
        facets = {
            name: _counts(_all(matched, (other for key, other in chosen.items() if key != name)), bits.get(name, {}))
            for name in FACETS
        }
        passed = _all(matched, chosen.values())
        return Counted([row for row in rows if passed >> row & 1] if chosen else rows, facets)

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
        values[value] = values.get(value, 0) | _as_bits(numbers)
    return changed


def _as_bits(rows: list[int]) -> int:
    if not rows:
        return 0
    bits = bytearray(max(rows) // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def _any(values: Mapping[str, int], chosen: Iterable[str]) -> int:
    bits = 0
    for value in chosen:
        bits |= values.get(value, 0)
    return bits


def _all(bits: int, others: Iterable[int]) -> int:
    for other in others:
        bits &= other
    return bits


def _counts(matched: int, values: Mapping[str, int]) -> dict[str, int]:
    counts = {value: (matched & bits).bit_count() for value, bits in values.items()}
    return {value: count for value, count in counts.items() if count}
