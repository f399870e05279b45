"""What changes when a case is passed on, taken up, paused and given more time."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from city.models import Unit
from city.queries import stands_in_for
from consultations.postulates.deadlines import transfer_terms
from consultations.postulates.models import Assignment, ClockEvent, Postulate, ResponsePart, Transfer
from consultations.postulates.permissions import Actor
from consultations.postulates.workflow import ResponseStatus

from .clock import move_clock, resume_clock, start_clock, stop_clock
from .registry import Details, Facts, effect

Contribution = Mapping[str, Any]
ON_ITS_WAY = (ResponseStatus.IN_REVIEW, ResponseStatus.APPROVED)


def _assign(postulate: Postulate, lead: Unit, contributions: Iterable[Contribution]) -> Facts:
    asked = list(contributions)
    units = [row["unit"] for row in asked]
    if lead in units:
        raise ValidationError({"contributions": _("The leading unit cannot contribute to itself.")})
    if len(set(units)) < len(units):
        raise ValidationError({"contributions": _("Name each contributing unit once.")})
    postulate.assignments.filter(is_current=True).update(is_current=False)
    Assignment.objects.create(postulate=postulate, unit=lead, is_lead=True)
    for row in asked:
        _ask(postulate, row["unit"], row.get("question") or "", row.get("due_on"), field="contributions")
    if not asked:
        return {}
    return {"contributing_units": units, "question": "\n".join(row["question"] for row in asked)}


def _ask(postulate: Postulate, unit: Unit, question: str, due_on: date | None, *, field: str) -> None:
    if not question.strip():
        raise ValidationError({field: _("Say what the contributing unit should answer.")})
    if due_on is not None and due_on < timezone.localdate():
        raise ValidationError({field: _("Choose a day that has not passed.")})
    Assignment.objects.create(postulate=postulate, unit=unit, is_lead=False, question=question, due_on=due_on)


@effect("route")
@effect("reroute")
def route(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if not postulate.legal_kind:
        raise ValidationError(_("Say first what the case is in law: register it with a legal kind."))
    return _assign(postulate, details["lead_unit"], details.get("contributions") or [])


@effect("ask_unit")
def ask_unit(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if postulate.assignments.filter(unit=details["unit"], is_current=True).exists():
        raise ValidationError({"unit": _("This unit already takes part in the case.")})
    _ask(postulate, details["unit"], details["question"], details["due_on"], field="due_on")
    return {}


@effect("decline")
def decline(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.assignments.filter(is_current=True).update(is_current=False)
    return {}


@effect("transfer_out")
def transfer_out(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    terms = transfer_terms(postulate)
    transfer = Transfer.objects.create(
        postulate=postulate,
        body=details["body"],
        reason=details["reason"],
        legal_basis=details.get("legal_basis") or terms.legal_basis,
        due_on=terms.due_on,
    )
    postulate.transferred_to = details["body"]
    stop_clock(postulate, by=user)
    return {"legal_basis": transfer.legal_basis, "is_late": transfer.is_late}


@effect("withdraw")
def withdraw(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    stop_clock(postulate, by=user)
    return {}


@effect("appoint")
def appoint(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    lead = postulate.assignments.get(is_current=True, is_lead=True)
    if not details["officer"].posts.filter(unit_id=lead.unit_id).exists():
        raise ValidationError({"officer": _("Choose somebody who works in the leading unit.")})
    lead.officer = details["officer"]
    lead.save(update_fields=["officer"])
    return {}


@effect("accept")
def accept(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    lead = postulate.assignments.get(is_current=True, is_lead=True)
    if lead.officer_id is None:
        lead.officer = _whose_work(user, lead)
        lead.save(update_fields=["officer"])
    return {}


def _whose_work(user: User, lead: Assignment) -> User:
    """Return who has the case after somebody took it up: a deputy takes it up for the person who is away."""
    if user.posts.filter(unit_id=lead.unit_id).exists():
        return user
    away = stands_in_for(user, timezone.localdate()).filter(posts__unit_id=lead.unit_id)
    return away.first() or user


@effect("ask_author")
def ask_author(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.paused_on = timezone.localdate()
    move_clock(postulate, ClockEvent.Kind.PAUSE, postulate.due_on, by=user)
    return {}


@effect("reply")
@effect("resume")
def resume(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    old = postulate.due_on
    resume_clock(postulate, by=user)
    return {"due_on": postulate.due_on, "old_due_on": old} if postulate.due_on != old else {}


@effect("contribute")
def contribute(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    assignment = _own_contribution(postulate, actor)
    ResponsePart.objects.update_or_create(assignment=assignment, defaults={"body": details["part"], "written_by": user})
    return {"unit": assignment.unit}


@effect("decline_part")
def decline_part(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    assignment = _own_contribution(postulate, actor)
    assignment.is_current = False
    assignment.save(update_fields=["is_current"])
    return {"unit": assignment.unit}


def _own_contribution(postulate: Postulate, actor: Actor) -> Assignment:
    """Return the actor's contribution; of several, the one still awaited first."""
    own = postulate.assignments.select_related("unit").filter(is_current=True, is_lead=False, unit_id__in=actor.desks)
    return sorted(own, key=lambda row: (not row.is_awaited, row.pk))[0]


@effect("extend")
def extend(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if postulate.due_on and details["due_on"] <= postulate.due_on:
        raise ValidationError({"due_on": _("The new date must be later than the present one.")})
    if details["due_on"] < timezone.localdate():
        raise ValidationError({"due_on": _("Choose a day that has not passed.")})
    old = postulate.due_on
    move_clock(postulate, ClockEvent.Kind.EXTEND, details["due_on"], by=user, reason=details["reason"])
    return {"old_due_on": old}


@effect("reopen")
def reopen(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.was_reopened_by_author = True
    return _restart(postulate, user)


@effect("reopen_by_city")
def reopen_by_city(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    return _restart(postulate, user)


def _restart(postulate: Postulate, user: User) -> Facts:
    """Count anew; a correction on its way is laid aside, as the unit writes another answer."""
    for correction in postulate.responses.filter(status__in=ON_ITS_WAY):
        correction.status = ResponseStatus.SUPERSEDED
        correction.save()
    start_clock(postulate, ClockEvent.Kind.START, timezone.localdate(), by=user)
    return {"due_on": postulate.due_on}
