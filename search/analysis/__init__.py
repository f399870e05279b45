"""Words of a text and the keys under which they are found: the same for documents, queries and highlights."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .folding import APOSTROPHES, SOFT_HYPHEN, bare, fold, normalise
from .languages import is_stop_word, known_keys

__all__ = ["ANALYZER_VERSION", "Token", "keys_of", "tokens", "words"]

# Raise it when the same text would give other keys: the nightly check then indexes everything anew.
ANALYZER_VERSION = 2

_LETTERS = rf"[^\W_](?:[^\W_]|[\u0300-\u036f{SOFT_HYPHEN}])*"
_WORD = re.compile(rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*")


class Token(NamedTuple):
    """A word of a text: where it stands, as it is typed on a plain keyboard, and its lemma keys."""

    start: int
    end: int
    surface: str
    keys: tuple[str, ...]


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, normalised word) for each word of the text."""
    for match in _WORD.finditer(text):
        if word := normalise(match.group()):
            yield match.start(), match.end(), word


def keys_of(word: str, language: str) -> tuple[str, ...]:
    """Return the lemma keys of a normalised word; an unknown or merely grammatical one is its own key."""
    if is_stop_word(word, language):
        return (bare(word),)
    return known_keys(word, language) or (bare(word),)


def tokens(text: str, language: str) -> Iterator[Token]:
    """Yield the words of a text written (mostly) in the language; a word in another script is read by its script."""
    for start, end, word in words(text):
        yield Token(start, end, fold(word), keys_of(word, language))
