"""Words of a text and the keys under which they are found: the same for documents, queries and highlights."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .folding import APOSTROPHES, SOFT_HYPHEN, bare, fold, normalise
from .languages import guessed_keys, is_stop_word, known_keys

__all__ = ["ANALYZER_VERSION", "keys_of", "places", "read_word", "spelled", "words"]

# Raise it when the same text would give other keys: the nightly check then indexes everything anew.
ANALYZER_VERSION = 2
_REMEMBERED_WORDS = 20_000
# Words of whole texts, which are read for excerpts: 40,000 of them take 28 MB, with the nodes they led through.
_REMEMBERED_IN_TEXTS = 60_000

_LETTERS = rf"[^\W_](?:[^\W_]|[\u0300-\u036f{SOFT_HYPHEN}])*"
_WORD = re.compile(rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, normalised word) for each word of the text."""
    for start, end, word in places(text):
        if normal := normalise(word):
            yield start, end, normal


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, word as it stands in the text) for each word, for ``read_word``."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match.group()


def spelled(text: str) -> list[str]:
    """Return the words of a text as they stand in it, for ``read_word``."""
    return _WORD.findall(text)


@lru_cache(_REMEMBERED_IN_TEXTS)
def read_word(spelled: str, language: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a word as it stands in a text normalised, as it is typed on a plain keyboard, and its lemma keys."""
    word = normalise(spelled)
    return word, fold(word), keys_of(word, language) if word else ()


@lru_cache(_REMEMBERED_WORDS)
def keys_of(word: str, language: str) -> tuple[str, ...]:
    """Return the lemma keys of a normalised word; an unknown or merely grammatical one is its own key.

    An unknown one has the key of its likely basic form too.
    """
    if is_stop_word(word, language):
        return (bare(word),)
    return known_keys(word, language) or (bare(word), *guessed_keys(word, language))
