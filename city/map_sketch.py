"""A sketch of where a place is, drawn by us from coordinates: no tiles, no foreign service, nothing remembered.

Distances are right to a metre or two within a city: the earth is flat there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians

MAIN_SQUARE = (50.06168, 19.93731)
METRES_PER_DEGREE = 111_320.0
WIDTH, HEIGHT = 320.0, 240.0
MARGIN = 34.0
NEAREST_EDGE, FURTHEST_EDGE = 400.0, 12_000.0
NICE = (100, 200, 500, 1000, 2000, 5000)
MOST_NEIGHBOURS = 5
NEAR_BY = 3_000.0
HERE = 25.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A named position; ``language`` is that of the name."""

    name: str
    language: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Way:
    """How far and in which of the eight directions something lies."""

    metres: float
    direction: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the drawing; the number stands beside it and in the legend."""

    x: float
    y: float
    number: int = 0


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything the drawing shows; ``square`` is None when the Main Market Square is here or outside of it."""

    here: Mark
    square: Mark | None
    neighbours: tuple[Mark, ...]
    rings: tuple[float, ...]
    bar_metres: int
    bar_length: float


def offset(origin: tuple[float, float], target: tuple[float, float]) -> tuple[float, float]:
    """Return how many metres the target lies east and north of the origin."""
    middle = radians((origin[0] + target[0]) / 2)
    east = (target[1] - origin[1]) * METRES_PER_DEGREE * cos(middle)
    return east, (target[0] - origin[0]) * METRES_PER_DEGREE


def way(origin: tuple[float, float], target: tuple[float, float]) -> Way:
    """Return how to get from the origin to the target; directions count from north by the clock."""
    east, north = offset(origin, target)
    return Way(hypot(east, north), round(degrees(atan2(east, north)) % 360 / 45) % 8)


def nearest(here: Spot, others: Iterable[Spot]) -> list[tuple[Spot, Way]]:
    """Return the few nearest of the others near by with the way from here, nearest first."""
    ways = [(spot, way((here.latitude, here.longitude), (spot.latitude, spot.longitude))) for spot in others]
    around = [(spot, found) for spot, found in ways if found.metres <= NEAR_BY]
    return sorted(around, key=lambda pair: (pair[1].metres, pair[0].name))[:MOST_NEIGHBOURS]


def sketch(here: Spot, others: Sequence[Spot]) -> Sketch:
    """Lay out the drawing: the place in the middle, north up, all at one scale, neighbours numbered as ``nearest``."""
    origin = (here.latitude, here.longitude)
    to_square = way(origin, MAIN_SQUARE).metres
    around = nearest(here, others)
    furthest = max([to_square, *(found.metres for _spot, found in around)])
    edge = min(max(furthest * 1.1, NEAREST_EDGE), FURTHEST_EDGE)
    scale = (HEIGHT / 2 - MARGIN) / edge
    square = _mark(origin, MAIN_SQUARE, scale)
    marks = [
        _mark(origin, (spot.latitude, spot.longitude), scale, number)
        for number, (spot, _way) in enumerate(around, start=1)
    ]
    bar = max((length for length in NICE if length * scale <= WIDTH / 3), default=NICE[0])
    return Sketch(
        here=Mark(WIDTH / 2, HEIGHT / 2),
        square=square if to_square > HERE and _inside(square) else None,
        neighbours=tuple(mark for mark in marks if _inside(mark)),
        rings=tuple(round(bar * number * scale, 1) for number in (1, 2) if bar * number * scale < HEIGHT / 2),
        bar_metres=bar,
        bar_length=round(bar * scale, 1),
    )


def _mark(origin: tuple[float, float], target: tuple[float, float], scale: float, number: int = 0) -> Mark:
    east, north = offset(origin, target)
    return Mark(round(WIDTH / 2 + east * scale, 1), round(HEIGHT / 2 - north * scale, 1), number)


def _inside(mark: Mark) -> bool:
    return 8 <= mark.x <= WIDTH - 20 and 14 <= mark.y <= HEIGHT - 26
