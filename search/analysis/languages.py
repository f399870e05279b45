"""Which language is analysed how: a further language is a further row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from . import lemmas, stopwords
from .folding import bare

LATIN: Final = "latin"
CYRILLIC: Final = "cyrillic"
_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u052f]")
_REMEMBERED_WORDS = 20_000
_SHORTEST_PREFIX, _SHORTEST_ENDING, _LONGEST_GUESSED = 2, 4, 40


def _nothing(_word: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Analyzer:
    """How one language is read: its script, the lemmas of a word, its grammatical words, words typed without marks."""

    script: str
    lemmas: Callable[[str], tuple[str, ...]]
    stop_words: frozenset[str]
    restored: Callable[[str], tuple[str, ...]] = _nothing


ANALYZERS: Final[dict[str, Analyzer]] = {
    "pl": Analyzer(LATIN, lemmas.polish, stopwords.POLISH, lemmas.polish_restored),
    "en": Analyzer(LATIN, lemmas.english, stopwords.ENGLISH),
    "uk": Analyzer(CYRILLIC, lemmas.ukrainian, stopwords.UKRAINIAN),
}


def script_of(word: str) -> str:
    """Return the script of a word by its first letter that says it."""
    return CYRILLIC if _CYRILLIC_LETTER.search(word) else LATIN


def readers(word: str, language: str) -> list[tuple[str, Analyzer]]:
    """Return the analyzers that can read the word's script, the one of the language first."""
    return _readers_of(script_of(word), language)


@cache
def _readers_of(script: str, language: str) -> list[tuple[str, Analyzer]]:
    able = [(code, analyzer) for code, analyzer in ANALYZERS.items() if analyzer.script == script]
    return sorted(able, key=lambda row: row[0] != language)


def is_stop_word(word: str, language: str) -> bool:
    """Say whether a normalised word is only grammar in the language (or in the one its script leaves)."""
    able = readers(word, language)
    return bool(able) and word in able[0][1].stop_words


def is_denying(word: str) -> bool:
    """Say whether a normalised word turns what is said around: "without", "не", "doesn't"."""
    return word in stopwords.DENYING or word.endswith("n't")


@lru_cache(_REMEMBERED_WORDS)
def known_keys(word: str, language: str) -> tuple[str, ...]:
    """Return the lemma keys of a normalised word in the first language that knows it; none when no language does."""
    for _code, analyzer in readers(word, language):
        found = analyzer.lemmas(word) or (analyzer.lemmas(word[:-2]) if word.endswith("'s") else ())
        if found:
            return tuple(dict.fromkeys(bare(lemma).replace("ґ", "г") for lemma in found))
    return ()


@lru_cache(_REMEMBERED_WORDS)
def guessed_keys(word: str, language: str) -> tuple[str, ...]:
    """Return the likely basic forms of an unknown word: it is inflected like the longest known word it ends with.

    So "mikrogranty" meets "mikrogrant", and a name meets its other cases.
    """
    if not word.isalpha() or len(word) > _LONGEST_GUESSED:
        return ()
    if language == "en" and word.endswith("s") and len(word) > _SHORTEST_PREFIX:
        return (word[:-1],)
    for at in range(_SHORTEST_PREFIX, len(word) - _SHORTEST_ENDING + 1):
        if found := known_keys(word[at:], language):
            return tuple(word[:at] + key for key in found if word[:at] + key != word)
    return ()


@lru_cache(_REMEMBERED_WORDS)
def known_languages(word: str) -> tuple[str, ...]:
    """Return the languages that know a normalised word, as one with meaning or as mere grammar."""
    able = readers(word, "")
    return tuple(code for code, analyzer in able if word in analyzer.stop_words or analyzer.lemmas(word))


def restored_keys(word: str, language: str) -> tuple[str, ...]:
    """Return the lemma keys that a word typed without its marks may mean, in any language of its script."""
    found = [key for _code, analyzer in readers(word, language) for key in analyzer.restored(word)]
    return tuple(dict.fromkeys(found))
