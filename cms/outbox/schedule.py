"""The timetables of recurring jobs: given a moment, the newest slot that has begun."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Timetable(Protocol):
    """Anything that can name the newest slot at or before a moment; missed slots are never made up one by one."""

    def slot(self, now: datetime) -> datetime:
        """Return the newest slot that is not later than now."""


@dataclass(frozen=True)
class Every:
    """A slot each time the period has passed, counted from a fixed moment so that all workers agree."""

    period: timedelta

    def __post_init__(self) -> None:
        if self.period < timedelta(seconds=1):
            raise ValueError(f"A recurring job needs a period of a second or more, not {self.period}.")

    def slot(self, now: datetime) -> datetime:
        """Return the newest whole period since the epoch."""
        return _EPOCH + (now - _EPOCH) // self.period * self.period


@dataclass(frozen=True)
class Daily:
    """One slot a day at a wall-clock time of the city, once on the days when the clock changes too."""

    at: time

    def slot(self, now: datetime) -> datetime:
        """Return today's moment, or yesterday's when today's is still to come."""
        today = timezone.localdate(now)
        moment = _moment(today, self.at)
        return moment if moment <= now else _moment(today - timedelta(days=1), self.at)


@dataclass(frozen=True)
class Weekly:
    """One slot a week, on a day (1 is Monday) at a wall-clock time of the city, whatever the clocks do in between."""

    weekday: int
    at: time

    def slot(self, now: datetime) -> datetime:
        """Return this week's moment, or last week's when this week's is still to come."""
        today = timezone.localdate(now)
        days = (today.isoweekday() - self.weekday) % 7
        moment = _moment(today - timedelta(days=days), self.at)
        return moment if moment <= now else _moment(today - timedelta(days=days + 7), self.at)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def daily(*, at: str) -> Daily:
    """Return the timetable of a job that runs once a day at ``HH:MM`` in the city's time zone."""
    try:
        return Daily(time.fromisoformat(at))
    except ValueError as error:
        raise ValueError(f"A daily job needs a time like 02:30, not {at!r}.") from error


def weekly(*, on: int, at: str) -> Weekly:
    """Return the timetable of a job that runs once a week: on a day from 1 (Monday) to 7, at ``HH:MM`` in the city."""
    if on not in range(1, 8):
        raise ValueError(f"A weekly job needs a day from 1 (Monday) to 7 (Sunday), not {on!r}.")
    return Weekly(on, daily(at=at).at)
