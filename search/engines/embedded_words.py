"""The lexicon of the embedded engine: counts from the file, near words from memory."""

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from search.analysis.folding import fold

from .embedded_file import IndexFile
from .embedded_memory import SinceChange
from .protocol import MOST_ERRORS, Column, Lexicon
from .vocabulary import Vocabulary

_COLUMNS: Final = {
    Column.LEMMAS: "('title_l', 'summary_l', 'body_l', 'keywords_l')",
    Column.SURFACES: "('title_s', 'text_s')",
}
_SPARE = 4
_MOST_COUNTED = 20_000


class EmbeddedLexicon(Lexicon):
    """The words that stand in the indexed texts, as written."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        self._counted: SinceChange[tuple[Column, str], int] = SinceChange(file, _MOST_COUNTED)
        self._sizes: SinceChange[None, int] = SinceChange(file, 1)
        self._lock = threading.Lock()
        self._of = 0
        self._read = 0
        self._vocabulary = Vocabulary()

    def size(self) -> int:
        """Return the number of documents."""
        with self._file.reading() as connection:
            known = self._sizes.of(connection)
            if None not in known:
                known[None] = connection.execute("SELECT count(*) FROM document").fetchone()[0]
            return known[None]

    def frequencies(self, words: Iterable[str], column: Column) -> Mapping[str, int]:
        """Return for each word how many documents have it in the column that has it most often; 0 for the unknown."""
        sql = f"SELECT coalesce(max(doc), 0) FROM vocabulary WHERE term = ? AND col IN {_COLUMNS[column]}"
        words = list(words)
        with self._file.reading() as connection:
            known = self._counted.of(connection)
            for word in words:
                if (column, word) not in known:
                    known[column, word] = connection.execute(sql, (word,)).fetchone()[0]
            return {word: known[column, word] for word in words}

    def sounding_like(self, skeletons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return for each skeleton the words that sound so, most frequent first."""
        sql = "SELECT word FROM word WHERE skeleton = ? ORDER BY documents DESC, word"
        with self._file.reading() as connection:
            found = {sound: tuple(chain.from_iterable(connection.execute(sql, (sound,)))) for sound in skeletons}
        return {sound: words for sound, words in found.items() if words}

    def sounding_nearly(self, skeleton: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words whose skeleton is at most so many errors away, nearest and most frequent first."""
        with self._file.reading() as connection:
            near = self._current(connection).sounding_nearly(skeleton, most + _SPARE, errors)
            return _still_there(connection, near)[:most]

    def close_to(self, word: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words of the same script at most so many errors away, nearest and most frequent first."""
        with self._file.reading() as connection:
            near = self._current(connection).close_to(word, most + _SPARE, errors)
            return _still_there(connection, near)[:most]

    def beginning_with(self, prefix: str, most: int) -> tuple[str, ...]:
        """Return words whose folded form begins so, most frequent first."""
        sql = "SELECT word FROM word WHERE folded >= ? AND folded < ? ORDER BY documents DESC, word LIMIT ?"
        with self._file.reading() as connection:
            folded = fold(prefix)
            return tuple(chain.from_iterable(connection.execute(sql, (folded, f"{folded}\U0010ffff", most))))

    def _current(self, connection: sqlite3.Connection) -> Vocabulary:
        """Return the words in memory with all that came since they were read; one that is gone may still be there."""
        token = self._file.token()
        with self._lock:
            if self._of != token:
                self._of, self._read, self._vocabulary = token, 0, Vocabulary()
            last = connection.execute("SELECT coalesce(max(number), 0) FROM word").fetchone()[0]
            if last > self._read:
                sql = "SELECT word, folded, skeleton, documents FROM word WHERE number > ?"
                self._vocabulary.add(connection.execute(sql, (self._read,)))
                self._read = last
            return self._vocabulary


def _still_there(connection: sqlite3.Connection, words: tuple[str, ...]) -> tuple[str, ...]:
    sql = "SELECT 1 FROM word WHERE word = ?"
    return tuple(word for word in words if connection.execute(sql, (word,)).fetchone())
