"""The file of the embedded engine: opened, laid out, mended, and exchanged for a new one in one step."""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import randbits
from uuid import uuid4

from .protocol import EngineFailure

_BUSY_SECONDS = 30
_PRIMARY_CODE = 0xFF
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_CACHE_KIB = 16_000
# Raise it with any change below: a file of another layout is emptied when it is opened, and the check fills it.
_LAYOUT = 2
# Numbers of rows and words are never given a second time (AUTOINCREMENT): what is in memory relies on it.
_LAID_OUT = (
    """CREATE TABLE document (
        row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, language TEXT NOT NULL, digest TEXT NOT NULL,
        title TEXT NOT NULL, date TEXT, closes TEXT, is_news INTEGER NOT NULL, written TEXT NOT NULL
    )""",
    "CREATE TABLE facet (row INTEGER, name TEXT, value TEXT, PRIMARY KEY (row, name, value)) WITHOUT ROWID",
    """CREATE TABLE word (
        number INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE, skeleton TEXT NOT NULL,
        folded TEXT NOT NULL, documents INTEGER NOT NULL
    )""",
    "CREATE INDEX word_skeleton ON word (skeleton)",
    "CREATE INDEX word_folded ON word (folded)",
    """CREATE VIRTUAL TABLE words USING fts5(
        title_l, summary_l, body_l, keywords_l, title_s, text_s, tokenize = "unicode61 remove_diacritics 0"
    )""",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col)",
)
_TABLES = ("vocabulary", "words", "word", "facet", "document")


class IndexFile:
    """A SQLite file with an index; every failure of SQLite is an EngineFailure.

    The path may be a link: a rebuilt index gets a name of its own and the link is turned to it, because a file that
    others have open must not be put under a name whose write-ahead log they still use.
    """

    def __init__(self, path: Path, *, is_safe: bool = True) -> None:
        self.path = path
        self._is_safe = is_safe
        self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Return a connection that sees one state of the index for the whole context."""
        with self._translated():
            connection = self._own_connection()
            if connection.in_transaction:  # inside another context of this thread
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Return a connection on which everything happens or, on failure, nothing."""
        with self._translated():
            connection = self._own_connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def successor(self, *, afresh: bool) -> Iterator["IndexFile"]:
        """Return a file that takes the place of this one when the context ends without an error.

        One that was left unfinished is handed out again, unless ``afresh``. Only one process can be at it.
        """
        path = Path(f"{self.path}.next")
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._translated(), Path(f"{path}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if afresh:
                _unlink(path)
            successor = IndexFile(path, is_safe=False)
            try:
                successor.mend()
                yield successor
                successor.settle()
            finally:
                successor.close()
            self._exchange(path)

    def mend(self) -> bool:
        """Take a damaged file away, so that the next use finds an empty index; return whether there was damage."""
        try:
            if self._own_connection().execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return False
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE not in _DAMAGED:
                raise EngineFailure(f"The search file {self.path} cannot be used: {error}") from error
        _unlink(self.path)
        return True

    def settle(self) -> None:
        """Bring everything into the one file, so that it may be moved."""
        with self._translated():
            connection = self._own_connection()
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close this thread's connection, as must be done before the file is moved.

        Else SQLite goes on in this process with the side files of the old name, while all others have new ones.
        """
        if known := self._local.__dict__.pop("known", None):
            known[1].close()

    def size(self) -> int:
        """Return the number of bytes."""
        return self.path.stat().st_size

    def token(self) -> int:
        """Return the number by which the file that this thread reads is told from others of its name."""
        token: int = self._own_connection().execute("PRAGMA application_id").fetchone()[0]
        return token

    def _exchange(self, path: Path) -> None:
        before = self.path.resolve()
        name = self.path.with_name(f"{self.path.stem}-{uuid4().hex[:8]}{self.path.suffix}")
        link = Path(f"{self.path}.link")
        path.rename(name)
        link.unlink(missing_ok=True)
        link.symlink_to(name.name)
        link.replace(self.path)
        _unlink(path)
        _unlink(before, keep_main=before == self.path.absolute())

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise EngineFailure(f"The search file {self.path} cannot be used: {error}") from error

    def _own_connection(self) -> sqlite3.Connection:
        """Return this thread's connection; a new one after a fork, and when the file was taken away or exchanged."""
        known: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known and known[0][0] == os.getpid() and (known[1].in_transaction or known[0] == self._identity()):
            return known[1]
        connection = self._open()
        self._local.known = (self._identity(), connection)
        return connection

    def _identity(self) -> tuple[int, int]:
        """Return what differs after a fork, and for another file; one that is open keeps its inode to itself."""
        return os.getpid(), self.path.stat().st_ino if self.path.exists() else 0

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path.resolve(), timeout=_BUSY_SECONDS, isolation_level=None)

        connection.execute("PRAGMA journal_mode = WAL")
        # What a power cut leaves of an unfinished rebuild is examined before it is gone on with.
        connection.execute(f"PRAGMA synchronous = {'NORMAL' if self._is_safe else 'OFF'}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if _layout(connection) != _LAYOUT:
            connection.execute("BEGIN IMMEDIATE")
            if _layout(connection) != _LAYOUT:  # nobody else made it while this one waited
                _lay_out(connection)
            connection.commit()
        return connection


def _layout(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _lay_out(connection: sqlite3.Connection) -> None:
    for table in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _LAID_OUT:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_LAYOUT}")
    connection.execute(f"PRAGMA application_id = {randbits(31)}")


def _unlink(path: Path, *, keep_main: bool = False) -> None:
    """Take a file away with its side files, and the link that leads to it."""
    real = path.resolve()
    for suffix in ("-wal", "-shm") if keep_main else ("", "-wal", "-shm"):
        Path(f"{real}{suffix}").unlink(missing_ok=True)
    if not keep_main:
        path.unlink(missing_ok=True)
