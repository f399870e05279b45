"""The timetables of recurring jobs: given a moment, the newest slot that has begun."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
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
        today = timezone.localtime(now).date()
        moment = self._on(today.toordinal())
        return moment if moment <= now else self._on(today.toordinal() - 1)

    def _on(self, ordinal: int) -> datetime:
        day = datetime.fromordinal(ordinal).date()
        local = datetime.combine(day, self.at, tzinfo=timezone.get_default_timezone())
        return local.astimezone(UTC)


def daily(*, at: str) -> Daily:
    """Return the timetable of a job that runs once a day at ``HH:MM`` in the city's time zone."""
    try:
        return Daily(time.fromisoformat(at))
    except ValueError as error:
        raise ValueError(f"A daily job needs a time like 02:30, not {at!r}.") from error
