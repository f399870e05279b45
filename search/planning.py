"""From what somebody typed to what is looked for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product

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
_LONGEST, _MOST_TYPED = 2_000, 200
_MOST_CHOICES, _MOST_READINGS, _MOST_IN_READING = 3, 9, 6
_HYPHENED = re.compile(r"([^\W\d_]{3,})-([^\W\d_]{3,})")
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
class Frequencies:
    """How many documents there are, and how many have each word that is looked for."""

    documents: int = 0
    counts: Mapping[Column, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Iterable[Part], lexicon: Lexicon) -> "Frequencies":
        """Ask the lexicon for all words of the parts."""
        asked: dict[Column, set[str]] = {column: set() for column in Column}
        for part in parts:
            for reading in part.readings:
                asked[reading.column].update(reading.words)
        return cls(
            lexicon.size(), {column: lexicon.frequencies(sorted(some), column) for column, some in asked.items()}
        )

    def count(self, reading: Reading) -> int:
        """Return at most how many documents have all words of the reading."""
        return min(self.counts[reading.column].get(word, 0) for word in reading.words)

    def may_fit(self, reading: Reading) -> bool:
        """Return whether some document has each of the words."""
        return self.count(reading) > 0


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
    frequencies: Frequencies = field(default_factory=Frequencies)
    # The parts with weak readings too, such as one word of a concept of two: what has only these is found last.
    loose: tuple[Part, ...] = ()


@dataclass(frozen=True)
class _Stretch:
    """Words of a query that belong together: what must be said, what may be said instead, and the concepts named."""

    strict: Part
    loose: Part
    met: tuple[Met, ...] = ()

    def alive(self, known: Frequencies) -> "_Stretch":
        """Return the stretch with those readings only that some document may fit."""
        strict = replace(self.strict, readings=tuple(filter(known.may_fit, self.strict.readings)))
        loose = replace(self.strict, readings=tuple(filter(known.may_fit, self.loose.readings)))
        return _Stretch(strict, loose, self.met)


def plan(
    text: str,
    language: str,
    lexicon: Lexicon,
    book: ConceptBook = NO_CONCEPTS,
    *,
    is_lenient: bool = False,
    corrects: bool = True,
) -> Plan:
    """Return what to look for; merely grammatical words count only when there are no others.

    A lenient plan takes for meant whatever is at all like what was typed. With ``corrects`` off a word that nobody
    knows is taken as it is typed.
    """
    text = text[:_LONGEST]
    typed = [word for _start, _end, word in (*words(text), *words(_joined(text)))][:_MOST_TYPED]
    if not typed:
        return Plan(language=language)
    reader = Reader(lexicon, book, is_lenient=is_lenient, corrects=corrects)
    read = reader.read(typed, language)
    stretches, covered = _stretches(read, typed, language, book)
    stretches += [_single(word, reader) for place, word in enumerate(read) if place not in covered]
    known = Frequencies.of([part for each in stretches for part in (each.strict, each.loose)], lexicon)
    alive = [each.alive(known) for each in stretches]
    parts = tuple(each.strict for each in alive if each.strict.readings)
    return Plan(
        parts, tuple(_phrases(text)), *_marks(parts), concepts=tuple(met for each in alive for met in each.met),
        correction=_correction(text, read), language=guessed_language(typed, language, script_of(typed[0])),
        loose=tuple(each.loose for each in alive if each.loose.readings), frequencies=known,
        whole=tuple(reading for part in parts for reading in part.readings if len(reading.words) > 1),
    )  # fmt: skip


def _joined(text: str) -> str:
    """Return the compounds written with a hyphen as they are written without one."""
    return " ".join(first + second for first, second in _HYPHENED.findall(text))


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
    readings = (Reading((word.surface,), column=Column.SURFACES), *lemmas)
    return Part(tuple(sorted(readings, key=lambda each: -each.weight)), word.weight)


def _stretches(read: list[Word], typed: list[str], language: str, book: ConceptBook) -> tuple[list[_Stretch], set[int]]:
    """Return the stretches of the query that name concepts, and the places of their words."""
    groups: dict[frozenset[int], dict[str, Meeting]] = {}
    for meeting in book.met_by([word.keys for word in read], typed):
        groups.setdefault(meeting.places, {}).setdefault(meeting.phrase.concept, meeting)
    stretches = [
        _stretch([read[place] for place in sorted(places)], groups[places], language, book) for places in groups
    ]
    return stretches, {place for places in groups for place in places}


def _single(word: Word, reader: Reader) -> _Stretch:
    part = _word_part(word)
    weights = {**reader.akin(word), **word.unlikely}
    akin = [Reading((encoded(key),), weight) for key, weight in weights.items()]
    return _Stretch(part, replace(part, readings=_without_needless([*part.readings, *akin])))


def _stretch(found: list[Word], meetings: Mapping[str, Meeting], language: str, book: ConceptBook) -> _Stretch:
    met = tuple(
        Met(key, book.label(key, language), frozenset(_said(key, meeting.weight, book)))
        for key, meeting in meetings.items()
    )
    weight = sum(word.weight for word in found) ** _LONG
    strict = _without_needless([*_literally(found), *(reading for each in met for reading in each.readings)])
    weak = [reading for each in met for reading in _neighbours(each, book)]
    if len(found) > 1:
        alone = (reading for word in found for reading in _word_part(word).readings)
        weak += [replace(reading, weight=reading.weight * _HINT) for reading in alone]
    return _Stretch(Part(strict, weight), Part(_without_needless([*strict, *weak]), weight), met)


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
    for keys in phrase.readings:
        yield Reading(keys, weight)


def _without_needless(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings without those that ask for more words than another, which is worth as much."""
    kept: dict[tuple[Column, frozenset[str]], Reading] = {}
    for reading in sorted(readings, key=lambda each: (-each.weight, len(each.words))):
        asked = frozenset(reading.words)
        fewer = (frozenset(some) for count in range(1, len(asked) + 1) for some in combinations(asked, count))
        if len(asked) <= _MOST_IN_READING and not any((reading.column, some) in kept for some in fewer):
            kept[reading.column, asked] = reading
    return tuple(kept.values())
