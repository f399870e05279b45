"""The dates of one event: its rule, its single dates that differ, and the wall clock of the city."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from home.limits import MOST_OCCURRENCES

from .recurrence import Recurrence


class State(StrEnum):
    """What became of one date."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Change:
    """A single date that differs from the rule; ``note`` says why, in the language of the page."""

    state: State
    on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date. ``original`` is the day the rule gave it; ``ends_at`` is None when nobody said when it ends."""

    original: date
    starts_on: date
    starts_at: time | None
    ends_on: date
    ends_at: time | None
    state: State = State.PLANNED
    note: str = ""

    @property
    def is_all_day(self) -> bool:
        return self.starts_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.state is State.CANCELLED

    @property
    def is_one_day(self) -> bool:
        return self.starts_on == self.ends_on

    @property
    def start(self) -> datetime:
        """Return the moment it begins; for a whole day its midnight in the city."""
        return city_time(self.starts_on, self.starts_at or time.min)

    @property
    def end(self) -> datetime:
        """Return the moment by which it is over: the end of its last day when no time is given."""
        if self.ends_at is not None:
            return city_time(self.ends_on, self.ends_at)
        return city_time(self.ends_on + timedelta(days=1), time.min)


def city_time(day: date, at: time) -> datetime:
    """Return the moment a clock in the city shows that; a time skipped in spring moves on to one that exists."""
    local = datetime.combine(day, at, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return local.astimezone(UTC).astimezone(ZoneInfo(settings.TIME_ZONE))


@dataclass(frozen=True)
class Schedule:
    """When an event takes place. ``left_out`` are days of the rule on which it silently does not."""

    starts_on: date
    starts_at: time | None = None
    ends_on: date | None = None
    ends_at: time | None = None
    recurrence: Recurrence | None = None
    left_out: frozenset[date] = frozenset()
    changes: Mapping[date, Change] = field(default_factory=dict)
    extra: tuple[Change, ...] = ()

    @property
    def lasts_days(self) -> timedelta:
        return (self.ends_on or self.starts_on) - self.starts_on

    @property
    def repeats(self) -> bool:
        return self.recurrence is not None or bool(self.extra)

    @property
    def last_on(self) -> date | None:
        """Return the last day of the last date; None when the rule has no end."""
        if self.recurrence and self.recurrence.is_endless:
            return None
        return max((one.ends_on for one in self.all()), default=self.ends_on or self.starts_on)

    def between(self, first: date, last: date) -> list[Occurrence]:
        """Return what takes place, or was to, on some day from ``first`` to ``last``; in order of time."""
        planned = takewhile(lambda one: one.starts_on <= last, self._planned(first))
        found = [one for one in (*self.singled_out(), *planned) if one.starts_on <= last and one.ends_on >= first]
        return _in_order(found)

    def upcoming(self, now: datetime, limit: int) -> list[Occurrence]:
        """Return the next dates that are not over, cancelled ones among them; at most ``limit``."""
        planned = islice(self._planned(timezone.localtime(now).date()), limit + self.lasts_days.days + 1)
        return _in_order(one for one in (*self.singled_out(), *planned) if one.end > now)[:limit]

    def next(self, now: datetime) -> Occurrence | None:
        """Return the next date that takes place; None when there is none any more."""
        ahead = self.upcoming(now, 1 + len(self.changes))
        return next((one for one in ahead if not one.is_cancelled), None)

    def past(self, now: datetime, limit: int) -> list[Occurrence]:
        """Return the dates that are over, the last one first; at most ``limit``."""
        today = timezone.localtime(now).date()
        planned = takewhile(lambda one: one.starts_on <= today, self._planned(None))
        gone = _in_order(one for one in (*self.singled_out(), *planned) if one.end <= now)
        return gone[::-1][:limit]

    def all(self) -> list[Occurrence]:
        """Return every date of an event whose rule ends; raises ``ValueError`` for one that does not."""
        if self.recurrence and self.recurrence.is_endless:
            raise ValueError("An event without an end has no last date.")
        return _in_order((*self.singled_out(), *self._planned(None)))

    def is_too_long(self) -> bool:
        """Say whether a rule that ends gives more dates than anybody plans."""
        if self.recurrence is None or self.recurrence.is_endless:
            return False
        return sum(1 for _day in islice(self._days(None), MOST_OCCURRENCES + 1)) > MOST_OCCURRENCES

    def is_planned(self, day: date) -> bool:
        """Say whether the rule gives that day, whatever became of it."""
        return self.recurrence.includes(self.starts_on, day) if self.recurrence else day == self.starts_on

    def _days(self, since: date | None) -> Iterator[date]:
        if self.recurrence is None:
            return iter([self.starts_on])
        return self.recurrence.days(self.starts_on, since=since)

    def _planned(self, since: date | None) -> Iterator[Occurrence]:
        """Yield the dates of the rule to which nothing happened, from those on that are not over before ``since``."""
        for day in self._days(since and since - self.lasts_days):
            if day not in self.left_out and day not in self.changes:
                yield Occurrence(day, day, self.starts_at, day + self.lasts_days, self.ends_at)

    def singled_out(self) -> list[Occurrence]:
        """Return the dates that somebody changed or added; few, so all of them."""
        changed = [self._changed(day, change) for day, change in self.changes.items()]
        return changed + [self._changed(change.on or self.starts_on, change) for change in self.extra]

    def _changed(self, day: date, change: Change) -> Occurrence:
        starts_on = change.on or day
        starts_at = change.starts_at or self.starts_at
        ends_at = change.ends_at or (None if change.starts_at else self.ends_at)
        return Occurrence(day, starts_on, starts_at, starts_on + self.lasts_days, ends_at, change.state, change.note)


def _in_order(dates: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted(dates, key=lambda one: (one.start, one.original))
