"""The legal clock of a case: started, stopped, moved, and every change kept with its reason."""

from datetime import date
from typing import Any

from accounts.models import User
from city.deadlines import last_day
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
    due = last_day(received, length=rule.length, measure=rule.measure)
    move_clock(postulate, kind, due, by=by, reason=reason or rule.legal_basis, rule=rule)


def stop_clock(postulate: Postulate, *, by: User) -> None:
    """End the counting where it runs; the case is no longer the city's to answer."""
    if postulate.due_on:
        move_clock(postulate, ClockEvent.Kind.STOP, None, by=by)
