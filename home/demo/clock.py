"""Moments of the demo. Only the demo may tell what happened in the past; states are never set, only moments."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone

from city.deadlines import is_working_day
from consultations.postulates.models import (
    Addendum,
    ApprovalStep,
    CaseEvent,
    ClockEvent,
    CoSignature,
    DuplicateLink,
    InternalNote,
    Postulate,
    PostulateRevision,
    ProgressUpdate,
    Redaction,
    Report,
    ResponseTranslation,
    Transfer,
)

# The rows that a move may write, how they belong to the case, and which of their columns says when.
WRITTEN_WITH_A_CHANGE: tuple[tuple[type[Model], str, str], ...] = (
    (Addendum, "postulate", "at"),
    (ApprovalStep, "response__postulate", "at"),
    (ClockEvent, "postulate", "at"),
    (CoSignature, "postulate", "invited_at"),
    (DuplicateLink, "duplicate", "at"),
    (InternalNote, "postulate", "at"),
    (PostulateRevision, "postulate", "at"),
    (ProgressUpdate, "commitment__response__postulate", "at"),
    (Redaction, "postulate", "at"),
    (Report, "postulate", "at"),
    (ResponseTranslation, "response__postulate", "at"),
    (Transfer, "postulate", "at"),
)
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
    for model, path, moment_of in WRITTEN_WITH_A_CHANGE:
        model._default_manager.filter(**{path: postulate, f"{moment_of}__gte": written_after}).update(
            **{moment_of: past}
        )
