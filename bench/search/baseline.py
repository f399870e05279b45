"""What a stock installation does: SQLite's full-text index with its own tokenizer, all words needed, no facets."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from search.documents import SearchDocument

_WORD = re.compile(r"\w+")


class StockIndex:
    """Indexes titles and texts as they stand and ranks by BM25, as Wagtail's own SQLite search does."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path)
        self._connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, body)")

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents."""
        with self._connection:
            self._connection.executemany(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                ((document.pk, document.title, document.text) for document in documents),
            )

    def search(self, text: str) -> list[int]:
        """Return the keys of the ten best documents that have every word."""
        match = " ".join(f'"{word}"' for word in _WORD.findall(text))
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 5.0, 1.0) LIMIT 10"
        return [row for (row,) in self._connection.execute(sql, [match])]
