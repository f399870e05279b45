"""An engine that is a file: SQLite's full-text index. Any number of processes on one host may use it at once."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date as Date
from pathlib import Path

from search.analysis.folding import fold
from search.analysis.skeleton import skeleton
from search.documents import SearchDocument

from .columns import COLUMNS, analysed
from .embedded_facets import FacetCounts
from .embedded_file import IndexFile
from .embedded_rows import MatchingRows
from .embedded_words import EmbeddedLexicon
from .protocol import Candidate, Engine, Index, Query, Results

_PLACES = ", ".join("?" * len(COLUMNS))
_MOST_TITLES = 400
_HELD = f"document.id, document.language, {', '.join(f'words.{column}' for column in COLUMNS)}"


class EmbeddedIndex(Index):
    """Documents in one SQLite file."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its id; all of them or, on failure, none."""
        rows = [(document, *analysed(document)) for document in documents]
        written: Counter[str] = Counter()
        with self._file.writing() as connection:
            for document, columns, spelled in rows:
                written.subtract(_delete(connection, document.id))
                _insert(connection, document, [getattr(columns, name) for name in COLUMNS], spelled)
                written.update(spelled)
            self._count_words(connection, written)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are fine."""
        written: Counter[str] = Counter()
        with self._file.writing() as connection:
            for identifier in ids:
                written.subtract(_delete(connection, identifier))
            self._count_words(connection, written)

    def digests(self) -> dict[str, str]:
        """Return the digest of every document in the index by its id."""
        with self._file.reading() as connection:
            return dict(connection.execute("SELECT id, digest FROM document"))

    def _count_words(self, connection: sqlite3.Connection, changes: Mapping[str, int]) -> None:
        """Add to the number of documents in which each word is written, or take from it."""
        _add_to_counts(connection, changes)


class _UnfinishedIndex(EmbeddedIndex):
    """The file of a rebuild: nobody searches it, so it may be filled in a hurry and put in order at the end."""

    def _count_words(self, connection: sqlite3.Connection, changes: Mapping[str, int]) -> None:
        """Leave it for the end."""

    def settle(self) -> None:
        """Count the words of all documents."""
        counts: Counter[str] = Counter()
        with self._file.writing() as connection:
            for (written,) in connection.execute("SELECT written FROM document"):
                counts.update(written.split(" "))
            connection.execute("DELETE FROM word")
            _add_to_counts(connection, counts)


class EmbeddedEngine(EmbeddedIndex, Engine):
    """The index that answers; each thread of each process has its own connection to the file."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(IndexFile(Path(path)))
        self._rows = MatchingRows(self._file)
        self._counts = FacetCounts(self._file)
        self._lexicon = EmbeddedLexicon(self._file)

    @property
    def lexicon(self) -> EmbeddedLexicon:
        """Return the words of the index."""
        return self._lexicon

    def search(self, query: Query) -> Results:
        """Return what matches; a query without parts and phrases matches nothing."""
        if not (query.parts or query.phrases):
            return Results()
        with self._file.reading() as connection:
            counted = self._counts.of(connection, self._rows.of(connection, query), query.filters)
            candidates = _candidates(connection, self._rows.in_order(connection, query, counted.rows))
        return Results(candidates, counted.rows.bit_count(), counted.facets)

    def titles_beginning_with(self, words: tuple[str, ...], language: str, most: int) -> tuple[str, ...]:
        """Return ids of documents whose title has all folded words, the last one only begun; the language's first."""
        if not words:
            return ()
        *whole, begun = words
        match = " AND ".join([*(f'title_s : "{word}"' for word in whole), f'title_s : "{begun}" *'])
        sql = (
            "SELECT id, language FROM document JOIN"
            " (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) AS found"
            " ON document.row = found.rowid ORDER BY language <> ?, length(title), row DESC LIMIT ?"
        )
        with self._file.reading() as connection:
            found = connection.execute(sql, (match, _MOST_TITLES, language, most))
            return tuple(identifier for identifier, _language in found)

    def mend(self) -> bool:
        """Take a damaged file away, so that the next use finds an empty index; return whether there was damage."""
        return self._file.mend()

    @contextmanager
    def rebuilding(self, *, afresh: bool = False) -> Iterator[Index]:
        """Return an index in a file of its own, which takes the place of this one when the context ends well.

        Searches see the present file until then. A file that was left unfinished is gone on with, unless ``afresh``.
        """
        with self._file.successor(afresh=afresh) as file:
            unfinished = _UnfinishedIndex(file)
            yield unfinished
            unfinished.settle()

    def describe(self) -> Mapping[str, str]:
        """Return where the index is, how large it is and how much it holds."""
        with self._file.reading() as connection:
            documents, words = connection.execute(
                "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM word)"
            ).fetchone()
        return {
            "engine": "embedded", "file": str(self._file.path), "documents": str(documents), "words": str(words),
            "megabytes": f"{self._file.size() / 1e6:.1f}",
        }  # fmt: skip


def _candidates(connection: sqlite3.Connection, rows: list[tuple[int, float]]) -> tuple[Candidate, ...]:
    scores = dict(rows)
    sql = (
        f"SELECT document.row, document.date, document.closes, document.is_news, {_HELD}"
        " FROM document JOIN words ON words.rowid = document.row"
        " WHERE document.row IN (SELECT value FROM json_each(?))"
    )
    found = {row: rest for row, *rest in connection.execute(sql, (str(list(scores)),))}
    return tuple(_candidate(scores[row], *found[row]) for row, _score in rows if row in found)


def _candidate(
    score: float, date: str | None, closes: str | None, is_news: int, identifier: str, language: str, *columns: str
) -> Candidate:
    dates = [Date.fromisoformat(day) if day else None for day in (date, closes)]
    held = dict(zip(COLUMNS, columns, strict=True))
    return Candidate(identifier, language, score, date=dates[0], closes=dates[1], is_news=bool(is_news), **held)


def _delete(connection: sqlite3.Connection, identifier: str) -> list[str]:
    """Take a document out and return the words it was written with."""
    sql = "DELETE FROM document WHERE id = ? RETURNING row, written"
    found = connection.execute(sql, [identifier]).fetchone()
    if not found:
        return []
    connection.execute("DELETE FROM facet WHERE row = ?", found[:1])
    connection.execute("DELETE FROM words WHERE rowid = ?", found[:1])
    return str(found[1]).split(" ")


def _insert(
    connection: sqlite3.Connection, document: SearchDocument, columns: list[str], written: frozenset[str]
) -> None:
    head = (
        document.id, document.language, document.digest, document.title, document.date and document.date.isoformat(),
        document.closes and document.closes.isoformat(), document.is_news, " ".join(written),
    )  # fmt: skip
    number = connection.execute(
        "INSERT INTO document (id, language, digest, title, date, closes, is_news, written)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", head,
    ).lastrowid  # fmt: skip
    connection.execute(f"INSERT INTO words (rowid, {', '.join(COLUMNS)}) VALUES (?, {_PLACES})", (number, *columns))
    connection.executemany(
        "INSERT INTO facet (row, name, value) VALUES (?, ?, ?)",
        [(number, name, value) for name, values in document.facets.items() for value in dict.fromkeys(values)],
    )


def _add_to_counts(connection: sqlite3.Connection, changes: Mapping[str, int]) -> None:
    connection.executemany(
        "INSERT INTO word (word, skeleton, folded, documents) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (word) DO UPDATE SET documents = documents + excluded.documents",
        [(word, skeleton(word), fold(word), change) for word, change in changes.items() if word and change],
    )
    gone = [(word,) for word, change in changes.items() if change < 0]
    connection.executemany("DELETE FROM word WHERE word = ? AND documents <= 0", gone)
