"""How the units keep their dates and promises: figures with a stated method, computed at most once an hour.

A case counts for the unit that leads it now. Days are calendar days from receipt to the published answer; a case is
answered in time when that day is not later than the date in force on it. With fewer than ``SMALLEST_SAMPLE`` answers a
share or a median says more about chance than about the unit, so it is left out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.core.cache import cache
from django.utils import timezone

from .models import Assignment, Commitment, Postulate
from .workflow import CLOCK_RUNS, OPEN_COMMITMENTS, PUBLISHED, WITH_THE_CITY, CommitmentStatus

SMALLEST_SAMPLE = 5
KEPT_FOR = 60 * 60
_CACHE_KEY = "postulates.figures.1"


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of one unit; ``None`` where there are too few cases to compare."""

    unit_id: int
    open: int
    overdue: int
    answered: int
    in_time_per_cent: int | None
    median_days: int | None
    promises_kept: int
    promises_late: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of every unit that has or had a case, and the moment at which they were true."""

    at: datetime
    units: tuple[UnitFigures, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    days: int
    in_time: bool


def unit_figures() -> Figures:
    """Return the figures as they were at most an hour ago. Two queries, or none."""
    found: Figures | None = cache.get(_CACHE_KEY)
    if found is None:
        found = compute_figures()
        cache.set(_CACHE_KEY, found, KEPT_FOR)
    return found


def compute_figures() -> Figures:
    """Compute the figures as they are now. Two queries."""
    today = timezone.localdate()
    open_, overdue = defaultdict[int, int](int), defaultdict[int, int](int)
    answers = defaultdict[int, list[_Answer]](list)
    for unit, status, due, received, sent, answered in _cases():
        if status in WITH_THE_CITY:
            open_[unit] += 1
            overdue[unit] += status in CLOCK_RUNS and due is not None and due < today
        elif answered and sent:
            day = timezone.localdate(answered)
            days = (day - (received or timezone.localdate(sent))).days
            answers[unit].append(_Answer(days, in_time=due is None or day <= due))
    kept, late = _promises(today)
    units = open_.keys() | answers.keys() | kept.keys() | late.keys()
    return Figures(
        at=timezone.now(),
        units=tuple(
            UnitFigures(
                unit_id=unit,
                open=open_[unit],
                overdue=overdue[unit],
                answered=len(answers[unit]),
                in_time_per_cent=_in_time(answers[unit]),
                median_days=_median(answers[unit]),
                promises_kept=kept[unit],
                promises_late=late[unit],
            )
            for unit in sorted(units)
        ),
    )


def _cases() -> Iterable[tuple[int, str, date | None, date | None, datetime | None, datetime | None]]:
    leads = Assignment.objects.filter(
        is_lead=True,
        is_current=True,
        postulate__in=Postulate.objects.filter(status__in=WITH_THE_CITY | PUBLISHED),
    )
    return leads.values_list(
        "unit_id",
        "postulate__status",
        "postulate__due_on",
        "postulate__received_on",
        "postulate__submitted_at",
        "postulate__answered_at",
    ).iterator(chunk_size=2000)


def _promises(today: date) -> tuple[dict[int, int], dict[int, int]]:
    kept, late = defaultdict[int, int](int), defaultdict[int, int](int)
    rows = Commitment.objects.public().values_list("responsible_unit_id", "status", "due_on")
    for unit, status, due in rows.iterator(chunk_size=2000):
        kept[unit] += status == CommitmentStatus.DONE
        late[unit] += status in OPEN_COMMITMENTS and due is not None and due < today
    return kept, late


def _in_time(answers: list[_Answer]) -> int | None:
    if len(answers) < SMALLEST_SAMPLE:
        return None
    return round(100 * sum(answer.in_time for answer in answers) / len(answers))


def _median(answers: list[_Answer]) -> int | None:
    return round(median(answer.days for answer in answers)) if len(answers) >= SMALLEST_SAMPLE else None
