"""The legal clock of a case: started, stopped, moved, and every change kept with its reason."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from city.deadlines import explain, last_day
from city.models import DeadlineRule
from city.queries import rule_on
from consultations.postulates.models import ClockEvent, Postulate


def move_clock(
    postulate: Postulate,
    kind: ClockEvent.Kind,
    new_due: date | None,
    *,
    by: User,
    reason: str = "",
    rule: DeadlineRule | None = None,
    explanation: dict[str, Any] | None = None,
) -> None:
    """Set the day by which the city must answer and keep why; ``None`` means that no answer is due any more."""
    ClockEvent.objects.create(
        postulate=postulate,
        kind=kind,
        by=by,
        rule=rule,
        old_due=postulate.due_on,
        new_due=new_due,
        reason=reason,
        explanation=explanation or {},
    )
    postulate.due_on = new_due


def start_clock(postulate: Postulate, kind: ClockEvent.Kind, received: date, *, by: User, reason: str = "") -> None:
    """Count the time that the case's legal kind gives from the day on which it was received."""
    rule = rule_on(postulate.legal_kind, received)
    counted = explain(received, rule)
    move_clock(
        postulate,
        kind,
        counted.last_day,
        by=by,
        reason=reason or counted.rule.legal_basis,
        rule=rule,
        explanation=counted.as_dict(),
    )


def resume_clock(postulate: Postulate, *, by: User) -> None:
    """Give back the days for which the clock stood still; a last day off moves to the next working day."""
    if postulate.paused_on and postulate.due_on:
        today = timezone.localdate()
        days = (today - postulate.paused_on).days
        kept = {"days": days, "paused_on": postulate.paused_on.isoformat(), "resumed_on": today.isoformat()}
        due = last_day(postulate.due_on, length=days, measure=DeadlineRule.Measure.DAY)
        move_clock(postulate, ClockEvent.Kind.RESUME, due, by=by, explanation=kept)
    postulate.paused_on = None


def stop_clock(postulate: Postulate, *, by: User) -> None:
    """End the counting where it runs; the case is no longer the city's to answer."""
    if postulate.due_on:
        move_clock(postulate, ClockEvent.Kind.STOP, None, by=by)
