"""The order of what was found, the same for every engine: docs/search.md, "Ranking", says the same in words."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date

from .engines.protocol import Candidate, Column, Lexicon, Part, Reading
from .planning import Plan

_OWN_LANGUAGE = 1.1
_NEWS, _NEWS_DAYS = 0.25, 180
_CLOSED = 0.5
# Where a reading stands, and what that is worth; how often it stands in the text counts a little.
_PLACES = {
    Column.LEMMAS: (("title_l", 1.0), ("keywords_l", 0.7), ("summary_l", 0.65), ("body_l", 0.5)),
    Column.SURFACES: (("title_s", 1.0), ("text_s", 0.5)),
}


@dataclass(frozen=True)
class Ranked:
    """A candidate with its place in the order and the readings by which it says each part."""

    candidate: Candidate
    score: float
    readings: tuple[Reading, ...]


class Rarity:
    """How much a reading tells: the fewer documents have it, the more."""

    def __init__(self, plan: Plan, lexicon: Lexicon) -> None:
        self._size = lexicon.size()
        words: dict[Column, set[str]] = {Column.LEMMAS: set(), Column.SURFACES: set()}
        for part in plan.parts:
            for reading in part.readings:
                words[reading.column].update(reading.words)
        self._counts = {column: lexicon.frequencies(sorted(some), column) for column, some in words.items()}

    def of(self, part: Part) -> float:
        """Return the rarity of the most frequent way to say the part, of those that weigh nearly most."""
        most = max((self._count(reading) for reading in part.readings if reading.weight > 0.7), default=0)
        return math.log(1 + (self._size - most + 0.5) / (most + 0.5))

    def _count(self, reading: Reading) -> int:
        return min(self._counts[reading.column].get(word, 0) for word in reading.words)


def ranked(
    plan: Plan, candidates: Iterable[Candidate], rarity: Rarity, *, user_language: str, today: Date
) -> list[Ranked]:
    """Return the candidates, best first; equal ones by their ids."""
    shares = [(part, part.weight * rarity.of(part)) for part in plan.parts]
    found = [_ranked(candidate, shares, user_language, today) for candidate in candidates]
    return sorted(found, key=lambda each: (-each.score, each.candidate.id))


def _ranked(candidate: Candidate, shares: list[tuple[Part, float]], user_language: str, today: Date) -> Ranked:
    held = _padded(candidate)
    score, said, readings = 0.0, 0, []
    for part, share in shares:
        value, reading = _best(part, held)
        if reading:
            score, said = score + share * value, said + 1
            readings.append(reading)
    score *= said / max(1, len(shares))
    return Ranked(candidate, score * _circumstances(candidate, user_language, today), tuple(readings))


def _padded(candidate: Candidate) -> Mapping[str, str]:
    names = ("title_l", "summary_l", "body_l", "keywords_l", "title_s", "text_s")
    return {name: f" {getattr(candidate, name)} " for name in names}


def _best(part: Part, held: Mapping[str, str]) -> tuple[float, Reading | None]:
    values = ((_value(reading, held), reading) for reading in part.readings)
    value, reading = max(values, key=lambda pair: pair[0], default=(0.0, None))
    return (value, reading) if value else (0.0, None)


def _value(reading: Reading, held: Mapping[str, str]) -> float:
    """Return what it is worth that a document has all words of the reading, where the worst of them stands."""
    return reading.weight * min(_place(word, reading.column, held) for word in reading.words)


def _place(word: str, column: Column, held: Mapping[str, str]) -> float:
    return next((worth for name, worth in _PLACES[column] if f" {word} " in held[name]), 0.0)


def _circumstances(candidate: Candidate, user_language: str, today: Date) -> float:
    factor = _OWN_LANGUAGE if candidate.language == user_language else 1.0
    if candidate.is_news and candidate.date:
        factor *= 1 + _NEWS * math.exp(-max(0, (today - candidate.date).days) / _NEWS_DAYS)
    if candidate.closes and candidate.closes < today:
        factor *= _CLOSED
    return factor
