"""Mornings on which the job runs, and what was said on them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from consultations.postulates.handlers import remind_of_dates
from consultations.postulates.models import Assignment, CaseEvent, ClockEvent, Postulate, ReminderLetter
from tests.clock import freeze_time

WARSAW = ZoneInfo("Europe/Warsaw")
DUE = date(2026, 12, 28)
# The days of its stages: Christmas Eve, two days of Christmas, New Year and Epiphany are days off.
STAGES = {
    date(2026, 12, 15): -7,
    date(2026, 12, 21): -3,
    date(2026, 12, 23): -1,
    date(2026, 12, 28): 0,
    date(2026, 12, 29): 1,
    date(2027, 1, 8): 7,
}
SET_AT = datetime(2026, 11, 24, 10, tzinfo=WARSAW)
Told = set[tuple[str, int, int]]


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def due(postulate: Postulate, day: date = DUE, *, since: datetime = SET_AT) -> Postulate:
    """Let the answer be due on a day that was set at a moment."""
    Postulate.objects.filter(pk=postulate.pk).update(due_on=day)
    ClockEvent.objects.filter(postulate=postulate).update(at=since, new_due=day)
    CaseEvent.objects.filter(postulate=postulate).update(at=since)
    Assignment.objects.filter(postulate=postulate).update(created_at=since)
    postulate.refresh_from_db()
    return postulate


def mornings(of: Iterable[date], *, hour: int = 6) -> dict[date, Told]:
    """Run the job on each day and return what it said to whom: kind, stage and person."""
    said: dict[date, Told] = {}
    with freeze_time(SET_AT) as clock:
        for day in of:
            clock.move_to(datetime(day.year, day.month, day.day, hour, 20, tzinfo=WARSAW))
            said[day] = _said(remind_of_dates)
    return said


def morning(day: date, *, hour: int = 6) -> Told:
    """Run the job on one day and return what it said to whom."""
    return mornings([day], hour=hour)[day]


def stages(first: date, last: date, *, hour: int = 6) -> dict[date, int]:
    """Run the job each day and return the stage that each said, for one date."""
    said = {
        day: {stage for _kind, stage, _person in told} for day, told in mornings(days(first, last), hour=hour).items()
    }
    assert all(len(found) <= 1 for found in said.values())
    return {day: found.pop() for day, found in said.items() if found}


def _said(job: Callable[[], None]) -> Told:
    before = set(ReminderLetter.objects.values_list("pk", flat=True))
    job()
    letters = ReminderLetter.objects.exclude(pk__in=before)
    said = list(letters.values_list("reminders__about", "reminders__kind", "reminders__stage", "person"))
    assert len(said) == len(set(said))
    return {(kind, stage, person) for _about, kind, stage, person in said}
