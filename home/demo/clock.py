"""Moments of the demo. Only the demo may tell what happened in the past; states are never set, only moments."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from city.deadlines import is_working_day
from consultations.postulates.models import CaseEvent, ClockEvent, Postulate

OPENS = time(9, 0)
BETWEEN_STEPS = timedelta(minutes=13)

Day = date | int
"""A fixed day, or a number of days counted from today: negative ones have passed."""


def day_of(day: Day, today: date) -> date:
    """Return the day meant; a counted one that is free moves on to a working day, away from today."""
    if isinstance(day, date):
        return day
    found = today + timedelta(days=day)
    while not is_working_day(found):
        found += timedelta(days=-1 if day < 0 else 1)
    return found


def moment(day: Day, step: int, today: date) -> datetime:
    """Return a time in the office hours of the day, later for a later step."""
    opened = datetime.combine(day_of(day, today), OPENS, tzinfo=timezone.get_default_timezone())
    return opened + step * BETWEEN_STEPS


@contextmanager
def set_to(past: datetime) -> Iterator[None]:
    """Let the services believe that it is then, in this process and while the block runs."""
    present = timezone.now
    timezone.now = lambda: past
    try:
        yield
    finally:
        timezone.now = present


def backdate(postulate: Postulate, past: datetime, *, written_after: datetime) -> None:
    """Give the rows of the last change, whose default time no clock can set, the moment it is told to have happened."""
    CaseEvent.objects.filter(postulate=postulate, version=postulate.version).update(at=past)
    ClockEvent.objects.filter(postulate=postulate, at__gte=written_after).update(at=past)
