"""A query in the language of SQLite's full-text index. Nothing typed reaches it but words of letters and digits."""

from collections.abc import Iterable
from typing import Final

from .protocol import Column, Part, Query, Reading

_COLUMNS: Final = {Column.LEMMAS: "{title_l summary_l body_l keywords_l}", Column.SURFACES: "{title_s text_s}"}
TITLES: Final = {Column.LEMMAS: "title_l", Column.SURFACES: "title_s"}
# What stands before the text itself; surfaces are not told apart there.
AHEAD: Final = {Column.LEMMAS: "{title_l summary_l keywords_l}", Column.SURFACES: "title_s"}


def of_part(part: Part, columns: dict[Column, str] = _COLUMNS) -> str:
    """Return what a document that says the part matches."""
    return _any_of(_of_reading(reading, columns) for reading in part.readings)


def phrases(query: Query) -> list[str]:
    """Return what a document with each of the phrases matches."""
    return [f'({_COLUMNS[Column.SURFACES]} : "{" ".join(phrase)}")' for phrase in query.phrases]


def _of_reading(reading: Reading, columns: dict[Column, str]) -> str:
    return _all_of(f'{columns[reading.column]} : "{word}"' for word in reading.words)


def _all_of(expressions: Iterable[str]) -> str:
    return f"({' AND '.join(expressions)})"


def _any_of(expressions: Iterable[str]) -> str:
    return f"({' OR '.join(expressions)})"
