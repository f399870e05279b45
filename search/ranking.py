"""The order of what was found, the same for every engine: docs/search.md, "Ranking", says the same in words."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Final

from .engines.protocol import Candidate, Column, Part, Reading
from .planning import Frequencies, Plan

_OWN_LANGUAGE = 1.1
_NEWS, _NEWS_DAYS = 0.25, 180
_CLOSED = 0.5
# What is left of the score of a document that says hardly anything of the query.
_ANY = 0.2
_SURE = 0.7
# Where a reading stands, and what that is worth; how often it stands in the text counts a little.
_PLACES: Final = {
    Column.LEMMAS: (("title_l", 1.0), ("keywords_l", 0.75), ("summary_l", 0.7), ("body_l", 0.6)),
    Column.SURFACES: (("title_s", 1.0), ("text_s", 0.6)),
}


_Places = Mapping[Column, Mapping[str, float]]


@dataclass(frozen=True)
class Ranked:
    """A candidate with its place in the order and the readings by which it says each part."""

    candidate: Candidate
    score: float
    readings: tuple[Reading, ...]


def rarity(part: Part, known: Frequencies) -> float:
    """Return how much a part tells: the fewer documents say it in one of the surer ways, the more."""
    most = max((known.count(reading) for reading in part.readings if reading.weight > _SURE), default=0)
    return math.log(1 + (known.documents - most + 0.5) / (most + 0.5))


def ranked(plan: Plan, candidates: Iterable[Candidate], *, user_language: str, today: Date) -> list[Ranked]:
    """Return the candidates, best first; equal ones by their ids."""
    shares = [(part, part.weight * rarity(part, plan.frequencies)) for part in plan.loose]
    whole = sum(share for _part, share in shares) or 1.0
    shares = [(part, share / whole) for part, share in shares]
    asked = {
        column: frozenset(
            word for part in plan.loose for each in part.readings if each.column is column for word in each.words
        )
        for column in Column
    }
    found = [_ranked(candidate, shares, _places(candidate, asked), user_language, today) for candidate in candidates]
    return sorted(found, key=lambda each: (-each.score, each.candidate.id))


def _ranked(
    candidate: Candidate, shares: list[tuple[Part, float]], places: _Places, user_language: str, today: Date
) -> Ranked:
    score, said, readings = 0.0, 0.0, []
    for part, share in shares:
        value, reading = _best(part, places)
        if reading:
            score += share * value
            said += part.weight * reading.weight
            readings.append(reading)
    score *= _ANY + (1 - _ANY) * said / (sum(part.weight for part, _share in shares) or 1.0)
    return Ranked(candidate, score * _circumstances(candidate, user_language, today), tuple(readings))


def _places(candidate: Candidate, asked: Mapping[Column, frozenset[str]]) -> _Places:
    """Return for each word that is looked for and that the candidate has what its best place is worth."""
    found: dict[Column, dict[str, float]] = {}
    for column, columns in _PLACES.items():
        found[column] = {}
        for name, worth in reversed(columns):
            found[column].update(dict.fromkeys(asked[column].intersection(getattr(candidate, name).split(" ")), worth))
    return found


def _best(part: Part, places: _Places) -> tuple[float, Reading | None]:
    """Return the reading that fits best, and what it is worth; the heaviest ones stand first."""
    best, value = None, 0.0
    for reading in part.readings:
        if reading.weight <= value:
            break
        at = places[reading.column]
        worth = reading.weight * min([at.get(word, 0.0) for word in reading.words])
        if worth > value:
            best, value = reading, worth
    return value, best


def _circumstances(candidate: Candidate, user_language: str, today: Date) -> float:
    factor = _OWN_LANGUAGE if candidate.language == user_language else 1.0
    if candidate.is_news and candidate.date:
        factor *= 1 + _NEWS * math.exp(-max(0, (today - candidate.date).days) / _NEWS_DAYS)
    if candidate.closes and candidate.closes < today:
        factor *= _CLOSED
    return factor
