"""From what somebody typed to what is looked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .analysis import keys_of, words
from .analysis.folding import fold
from .analysis.languages import is_stop_word, readers, restored_keys
from .concepts.book import NO_CONCEPTS, ConceptBook
from .engines.columns import encoded
from .engines.protocol import Column, Lexicon, Part, Reading

_OTHER_LANGUAGE = 0.95
_RESTORED = 0.9
_MOST_WORDS = 24
_MOST_READINGS = 12
_QUOTED = re.compile(r'["„”“«»]([^"„”“«»]+)["„”“«»]')


@dataclass(frozen=True)
class Correction:
    """What somebody probably meant to type. When it is not applied it is only offered ("did you mean")."""

    text: str
    is_applied: bool = True


@dataclass(frozen=True)
class Met:
    """A concept that a query names: what it is called in the reader's language, and how documents may say it."""

    key: str
    label: str
    readings: frozenset[Reading] = frozenset()


@dataclass(frozen=True)
class Plan:
    """What is looked for, and everything by which it is recognised in a text that is shown.

    ``keys`` are lemma words and ``surfaces`` folded words as ``engines.columns`` writes them. ``language`` is the one
    the query seems to be written in.
    """

    parts: tuple[Part, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    keys: frozenset[str] = frozenset()
    surfaces: frozenset[str] = frozenset()
    concepts: tuple[Met, ...] = ()
    correction: Correction | None = None
    language: str = ""
    # Readings that are marked only where all their words stand in the text.
    whole: tuple[Reading, ...] = field(default=())


def plan(text: str, language: str, lexicon: Lexicon, book: ConceptBook = NO_CONCEPTS) -> Plan:
    """Return what to look for; merely grammatical words count only when there are no others."""
    typed = list(dict.fromkeys(word for _start, _end, word in words(text)))
    meaningful = [word for word in typed if not is_stop_word(word, language)] or typed
    parts = tuple(_part(word, language) for word in meaningful[:_MOST_WORDS])
    return Plan(parts, tuple(_phrases(text)), *_marks(parts), language=language)


def _phrases(text: str) -> Iterable[tuple[str, ...]]:
    for match in _QUOTED.finditer(text):
        if found := tuple(encoded(fold(word)) for _start, _end, word in words(match.group(1))):
            yield found


def _marks(parts: tuple[Part, ...]) -> tuple[frozenset[str], frozenset[str]]:
    single = [reading for part in parts for reading in part.readings if len(reading.words) == 1]
    return (
        frozenset(reading.words[0] for reading in single if reading.column is Column.LEMMAS),
        frozenset(reading.words[0] for reading in single if reading.column is Column.SURFACES),
    )


def _part(word: str, language: str) -> Part:
    weights: dict[str, float] = {}
    for code, _analyzer in readers(word, language):
        for key in keys_of(word, code):
            weights.setdefault(key, 1.0 if code == language else _OTHER_LANGUAGE)
    for key in restored_keys(word, language):
        weights.setdefault(key, _RESTORED)
    lemmas = [Reading((encoded(key),), weight) for key, weight in list(weights.items())[:_MOST_READINGS]]
    return Part((*lemmas, Reading((encoded(fold(word)),), column=Column.SURFACES)))
