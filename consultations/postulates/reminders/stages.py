"""When somebody is reminded of a date: 7, 3 and 1 working days before it, on it, and 1 and 7 working days after it.

Working days, because a reminder has to leave time in which somebody is at work: one calendar day before a Monday is a
Sunday, and seven before the 28th of December leave three in the office. Everything here is about days; no clock, time
zone or change of summer time can move a reminder.
"""

from collections.abc import Iterator
from datetime import date

from city.deadlines import ONE_DAY, last_day, step_back
from city.models import DeadlineRule

STAGES = (-7, -3, -1, 0, 1, 7)
FIRST, LAST = STAGES[0], STAGES[-1]


def day_of(due_on: date, stage: int) -> date:
    """Return the day of a stage, always a working one.

    What is due on a day off is finished on the working day before: that is its day itself.
    """
    return step_back(due_on, -stage) if stage <= 0 else _later(due_on, stage)


def stage_on(day: date, *, due_on: date, since: date) -> int | None:
    """Return the stage that fits the day; None before the first.

    It is the newest of those reached: after a week without reminders one hears the last word, not every word. A stage
    whose day had come when the date was set, on ``since``, is not made up for: that mail named the date itself.
    """
    reached = [stage for stage, begins in _days(due_on) if since < begins <= day]
    return reached[-1] if reached else None


def next_day(due_on: date, today: date) -> date | None:
    """Return the day after today on which the next reminder leaves; None after the last."""
    return next((begins for _stage, begins in _days(due_on) if begins > today), None)


def horizon(today: date) -> date:
    """Return the latest date of which somebody is reminded today."""
    return _later(today, 1 - FIRST) - ONE_DAY


def _days(due_on: date) -> Iterator[tuple[int, date]]:
    return ((stage, day_of(due_on, stage)) for stage in STAGES)


def _later(day: date, working_days: int) -> date:
    return last_day(day, length=working_days, measure=DeadlineRule.Measure.WORKING_DAY)
