"""From what somebody typed to what is looked for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from .analysis import words
from .analysis.folding import fold
from .analysis.languages import script_of
from .concepts.book import NO_CONCEPTS, ConceptBook, Kind, Meeting, Phrase
from .engines.columns import encoded
from .engines.protocol import Column, Lexicon, Part, Reading
from .reading import Reader, Word, guessed_language

_CONCEPT, _HIDDEN, _NARROWER = 0.8, 0.65, 0.5
# What one of the words of a concept is worth where the concept as a whole is not named.
_HINT = 0.3
_NEIGHBOUR = 0.3
# A concept of two words tells more than a word, though not twice as much.
_LONG = 0.7
_MOST_WORDS = 24
_MOST_CHOICES, _MOST_READINGS, _MOST_IN_PART = 3, 9, 120
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
    whole: tuple[Reading, ...] = ()
    # The parts with weak readings too, such as one word of a concept of two: what has only these is found last.
    loose: tuple[Part, ...] = ()


def plan(text: str, language: str, lexicon: Lexicon, book: ConceptBook = NO_CONCEPTS) -> Plan:
    """Return what to look for; merely grammatical words count only when there are no others."""
    typed = [word for _start, _end, word in words(text)][:_MOST_WORDS]
    read = Reader(lexicon, book).read(typed, language)
    concepts, covered = _concepts(read, typed, language, book)
    singly = [_word_part(word) for place, word in enumerate(read) if place not in covered]
    concept_parts = [part for part, _loose, _met in concepts]
    met = tuple(each for _part, _loose, several in concepts for each in several)
    parts = (*concept_parts, *singly)
    loose = (*(part for _part, part, _met in concepts), *singly)
    return Plan(
        parts, tuple(_phrases(text)), *_marks(parts), concepts=met, correction=_correction(text, read),
        language=guessed_language(typed, language, script_of(typed[0])) if typed else language,
        loose=loose, whole=tuple(reading for part in parts for reading in part.readings if len(reading.words) > 1),
    )  # fmt: skip


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


def _correction(text: str, read: list[Word]) -> Correction | None:
    corrected = {word.typed: word.corrected for word in read if word.corrected}
    if not corrected:
        return None
    parts, at = [], 0
    for start, end, word in words(text):
        parts += [text[at:start], corrected.get(word, text[start:end])]
        at = end
    return Correction("".join([*parts, text[at:]]))


def _word_part(word: Word) -> Part:
    lemmas = (Reading((encoded(key),), sure) for key, sure in word.keys.items())
    return Part((Reading((word.surface,), column=Column.SURFACES), *lemmas), word.weight)


def _concepts(
    read: list[Word], typed: list[str], language: str, book: ConceptBook
) -> tuple[list[tuple[Part, Part, list[Met]]], set[int]]:
    """Return a part, strict and loose, for each stretch of the query that names concepts, and where its words are."""
    groups: dict[frozenset[int], dict[str, Meeting]] = {}
    for meeting in book.met_by([word.keys for word in read], typed):
        groups.setdefault(meeting.places, {}).setdefault(meeting.phrase.concept, meeting)
    parts = []
    for places, meetings in groups.items():
        found = [read[place] for place in sorted(places)]
        met = [
            Met(key, book.label(key, language), frozenset(_said(key, meeting.weight, book)))
            for key, meeting in meetings.items()
        ]
        weight = sum(word.weight for word in found) ** _LONG
        strict = _without_needless([*_literally(found), *(reading for each in met for reading in each.readings)])
        weak = [reading for each in met for reading in _neighbours(each, book)]
        if len(found) > 1:
            weak += [replace(reading, weight=reading.weight * _HINT) for word in found for reading in _word_part(word).readings]
        parts.append((Part(strict, weight), Part(_without_needless([*strict, *weak]), weight), met))
    return parts, {place for places in groups for place in places}


def _literally(found: list[Word]) -> list[Reading]:
    if len(found) == 1:
        return list(_word_part(found[0]).readings)
    choices = [[(encoded(key), sure) for key, sure in list(word.keys.items())[:_MOST_CHOICES]] for word in found]
    return [
        Reading(tuple(key for key, _sure in way), min(sure for _key, sure in way))
        for way in islice(product(*choices), _MOST_READINGS)
    ]


def _said(key: str, sure: float, book: ConceptBook) -> Iterator[Reading]:
    """Yield how texts say the concept, and concepts narrower than it."""
    for phrase in book.phrases(key):
        yield from _readings(phrase, (_HIDDEN if phrase.kind is Kind.HIDDEN else _CONCEPT) * sure)
    for other, how in book.near(key).items():
        if how == "narrower":
            for phrase in book.phrases(other):
                yield from _readings(phrase, _NARROWER * sure)


def _neighbours(met: Met, book: ConceptBook) -> Iterator[Reading]:
    """Yield what is said by texts about broader and related concepts."""
    for other, how in book.near(met.key).items():
        if how != "narrower":
            for phrase in book.phrases(other):
                if phrase.kind is not Kind.HIDDEN:
                    yield from _readings(phrase, _NEIGHBOUR)


def _readings(phrase: Phrase, weight: float) -> Iterator[Reading]:
    for words in phrase.readings:
        yield Reading(tuple(map(encoded, words)), weight)


def _without_needless(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings without those that ask for more words than another, which is worth as much."""
    kept: list[Reading] = []
    for reading in sorted(dict.fromkeys(readings), key=lambda each: (-each.weight, len(each.words))):
        if not any(
            set(other.words) <= set(reading.words) for other in kept if other.column is reading.column
        ):
            kept.append(reading)
    return tuple(kept[:_MOST_IN_PART])
