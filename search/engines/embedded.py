"""An engine that is a file: SQLite's full-text index. Any number of processes on one host may use it at once."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path

from search.documents import SearchDocument

from .columns import columns_of
from .protocol import Engine, EngineFailure, Hit, Query, Results
from .ranking import ranking_sql

_BUSY_SECONDS = 30
_PRIMARY_CODE = 0xFF
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# Raise it with any change below: a file of another layout is emptied when it is opened, and the check fills it.
_LAYOUT = 1
_TABLES = (
    """CREATE TABLE document (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, language TEXT NOT NULL,
        digest TEXT NOT NULL
    )""",
    """CREATE VIRTUAL TABLE words USING fts5(
        title_l, body_l, title_s, body_s, keywords_l, tokenize = "unicode61 remove_diacritics 0", detail = column
    )""",
)
_STAGED = """CREATE TEMP TABLE staged (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL,
    title_l TEXT NOT NULL, body_l TEXT NOT NULL, title_s TEXT NOT NULL, body_s TEXT NOT NULL, keywords_l TEXT NOT NULL
)"""
_Row = tuple[str, ...]


class EmbeddedEngine(Engine):
    """The index in one SQLite file, made when missing; each thread of each process has its own connection to it."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._local = threading.local()

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its id; all of them or, on failure, none."""
        rows = [_row(document) for document in documents]
        with self._writing() as connection:
            for row in rows:
                _delete(connection, row[0])
                _insert(connection, row)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are fine."""
        with self._writing() as connection:
            for identifier in ids:
                _delete(connection, identifier)

    def search(self, query: Query) -> Results:
        """Return what matches; a query without words matches nothing."""
        if not query.words:
            return Results()
        sql, values = ranking_sql(query)
        with self._connection() as connection:
            rows = connection.execute(sql, values).fetchall()
        facets: dict[str, dict[str, int]] = {"language": {}, "kind": {}}
        hits, total = [], 0
        for part, name, number in rows:
            if part == "hit":
                hits.append(Hit(name, number))
            elif part == "total":
                total = number
            else:
                facets[part][name] = number
        return Results(tuple(hits), total, facets)

    def digests(self) -> dict[str, str]:
        """Return the digest of every document in the index by its id."""
        with self._connection() as connection:
            return dict(connection.execute("SELECT id, digest FROM document"))

    def replace_all(self, documents: Iterable[SearchDocument]) -> int:
        """Let the documents be the whole index and return their number; others see it as it was until then.

        A damaged file is taken away first.
        """
        self.mend()
        with self._connection() as connection:
            connection.execute("DROP TABLE IF EXISTS temp.staged")
            connection.execute(_STAGED)
        for document in documents:
            row = _row(document)
            with self._connection() as connection:
                connection.execute(f"INSERT OR REPLACE INTO temp.staged VALUES ({_places(row)})", row)
        with self._writing() as connection:
            connection.execute("DROP TABLE words")
            connection.execute("DROP TABLE document")
            _create(connection)
            count = 0
            for row in connection.execute("SELECT * FROM temp.staged"):
                _insert(connection, row)
                count += 1
        with self._connection() as connection:
            connection.execute("DROP TABLE temp.staged")
        return count

    def mend(self) -> bool:
        """Take a damaged file away, so that the next use finds an empty index; return whether there was damage."""
        try:
            if self._own_connection().execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return False
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE not in _DAMAGED:
                raise EngineFailure(f"The search file {self._path} cannot be used: {error}") from error
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        return True

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._own_connection()
        except (sqlite3.Error, OSError) as error:
            raise EngineFailure(f"The search file {self._path} cannot be used: {error}") from error

    def _own_connection(self) -> sqlite3.Connection:
        """Return this thread's connection; a new one after a fork, and when the file was taken away."""
        known: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known and self._path.exists() and known[0] == self._identity():
            return known[1]
        connection = self._open()
        self._local.known = (self._identity(), connection)
        return connection

    def _identity(self) -> tuple[int, int]:
        return os.getpid(), self._path.stat().st_ino

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _layout(connection) != _LAYOUT:
            connection.execute("BEGIN IMMEDIATE")
            if _layout(connection) != _LAYOUT:  # nobody else made it while this one waited
                connection.execute("DROP TABLE IF EXISTS words")
                connection.execute("DROP TABLE IF EXISTS document")
                _create(connection)
            connection.commit()
        return connection


def _layout(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _create(connection: sqlite3.Connection) -> None:
    for table in _TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA user_version = {_LAYOUT}")


def _row(document: SearchDocument) -> _Row:
    return document.id, document.kind, document.language, document.digest, *astuple(columns_of(document))


def _places(row: _Row) -> str:
    return ", ".join("?" * len(row))


def _delete(connection: sqlite3.Connection, identifier: str) -> None:
    found = connection.execute("DELETE FROM document WHERE id = ? RETURNING row", [identifier]).fetchone()
    if found:
        connection.execute("DELETE FROM words WHERE rowid = ?", found)


def _insert(connection: sqlite3.Connection, row: _Row) -> None:
    head, columns = row[:4], row[4:]
    number = connection.execute("INSERT INTO document (id, kind, language, digest) VALUES (?, ?, ?, ?)", head).lastrowid
    connection.execute(
        "INSERT INTO words (rowid, title_l, body_l, title_s, body_s, keywords_l) VALUES (?, ?, ?, ?, ?, ?)",
        (number, *columns),
    )
