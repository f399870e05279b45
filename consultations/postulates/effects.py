"""What each move changes besides the state. Called by the services only, inside their transaction.

An effect may add facts to the event by returning them; it raises ``ValidationError`` with the name of the detail
where what was given cannot be.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from city.deadlines import last_day
from city.models import Unit
from city.queries import rule_on

from .models import (
    Assignment,
    ClockEvent,
    Commitment,
    CoSignature,
    Postulate,
    ReferenceCounter,
    Response,
    ResponsePart,
)
from .permissions import Actor
from .workflow import ResponseStatus

Details = Mapping[str, Any]
Facts = dict[str, Any]
Effect = Callable[[Postulate, Details, User, Actor], Facts]

EFFECTS: dict[str, Effect] = {}


def effect(move: str) -> Callable[[Effect], Effect]:
    """Register what a move changes."""

    def register(function: Effect) -> Effect:
        EFFECTS[move] = function
        return function

    return register


def _next_number(year: int) -> int:
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return counter.last


def _move_clock(postulate: Postulate, kind: ClockEvent.Kind, new_due: Any, reason: str = "") -> None:
    ClockEvent.objects.create(
        postulate=postulate,
        kind=kind,
        old_due=postulate.due_on,
        new_due=new_due,
        reason=reason,
    )
    postulate.due_on = new_due


@effect("submit")
def submit(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    missing = {
        name: _("Write this part before you send the postulate.")
        for name in ("title", "problem", "request")
        if not getattr(postulate, name).strip()
    }
    if missing:
        raise ValidationError(missing)
    now = timezone.now()
    postulate.submitted_at = now
    postulate.year = timezone.localdate(now).year
    postulate.number = _next_number(postulate.year)
    return {}


@effect("invite")
def invite(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    organisation = details["organisation"]
    if organisation.pk == postulate.organisation_id:
        raise ValidationError({"organisation": _("This organisation files the postulate; it need not co-sign.")})
    signature, created = CoSignature.objects.get_or_create(postulate=postulate, organisation=organisation)
    if not created and signature.state in {
        CoSignature.State.INVITED,
        CoSignature.State.ACCEPTED,
    }:
        raise ValidationError({"organisation": _("This organisation has already been invited.")})
    signature.state = CoSignature.State.INVITED
    signature.save()
    return {}


def _answer_invitation(postulate: Postulate, user: User, actor: Actor, state: str, *, show_name: bool) -> Facts:
    asked = CoSignature.State.ACCEPTED if state == CoSignature.State.WITHDRAWN else CoSignature.State.INVITED
    signature = (
        CoSignature.objects.select_related("organisation")
        .filter(postulate=postulate, organisation_id__in=actor.organisations, state=asked)
        .order_by("pk")[0]
    )
    signature.state = state
    signature.show_name = show_name
    signature.answered_by = user
    signature.save()
    return {"organisation": signature.organisation} if show_name else {}


@effect("co_sign")
def co_sign(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    show_name = bool(details.get("show_name"))
    return _answer_invitation(postulate, user, actor, CoSignature.State.ACCEPTED, show_name=show_name)


@effect("decline_to_co_sign")
def decline_to_co_sign(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    return _answer_invitation(postulate, user, actor, CoSignature.State.DECLINED, show_name=False)


@effect("withdraw_signature")
def withdraw_signature(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    return _answer_invitation(postulate, user, actor, CoSignature.State.WITHDRAWN, show_name=False)


@effect("claim")
@effect("take_over")
def claim(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.claimed_by = user
    return {}


@effect("return")
def return_for_correction(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if details["due_on"] <= timezone.localdate():
        raise ValidationError({"due_on": _("Choose a day in the future.")})
    postulate.correct_by = details["due_on"]
    return {}


@effect("resubmit")
def resubmit(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.correct_by = None
    return {}


@effect("register")
def register(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    received = timezone.localdate(postulate.submitted_at)
    postulate.legal_kind = details["legal_kind"]
    postulate.registered_at = timezone.now()
    rule = rule_on(postulate.legal_kind, received)
    due = last_day(received, length=rule.length, measure=rule.measure)
    _move_clock(postulate, ClockEvent.Kind.START, due, f"{rule.legal_basis}")
    return {"due_on": due}


@effect("reject")
def reject(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.rejection_reason = details["rejection_reason"]
    postulate.rejected_by = user
    return {}


@effect("appeal")
def appeal(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.was_appealed = True
    postulate.claimed_by = None
    return {}


@effect("join")
def join(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    lead = details["duplicate_of"]
    if lead.pk == postulate.pk or lead.duplicate_of_id:
        raise ValidationError({"duplicate_of": _("Choose the leading case: another one, itself not joined.")})
    postulate.duplicate_of = lead
    if postulate.due_on:
        _move_clock(postulate, ClockEvent.Kind.STOP, None)
    return {}


@effect("separate")
def separate(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.duplicate_of = None
    postulate.claimed_by = user
    return {}


def _assign(postulate: Postulate, lead: Unit, contributing: list[Unit], question: str) -> None:
    if lead in contributing:
        raise ValidationError({"contributing_units": _("The leading unit cannot contribute to itself.")})
    if contributing and not question:
        raise ValidationError({"question": _("Say what the contributing units should answer.")})
    postulate.assignments.filter(is_current=True).update(is_current=False)
    Assignment.objects.create(postulate=postulate, unit=lead, is_lead=True)
    for unit in contributing:
        Assignment.objects.create(postulate=postulate, unit=unit, is_lead=False, question=question)


@effect("route")
@effect("reroute")
def route(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _assign(
        postulate,
        details["lead_unit"],
        list(details.get("contributing_units") or []),
        details.get("question") or "",
    )
    return {}


@effect("decline")
def decline(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.assignments.filter(is_current=True).update(is_current=False)
    return {}


@effect("transfer_out")
def transfer_out(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.transferred_to = details["body"]
    _move_clock(postulate, ClockEvent.Kind.STOP, None)
    return {}


@effect("withdraw")
def withdraw(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if postulate.due_on:
        _move_clock(postulate, ClockEvent.Kind.STOP, None)
    return {}


@effect("ask_author")
def ask_author(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.paused_on = timezone.localdate()
    _move_clock(postulate, ClockEvent.Kind.PAUSE, postulate.due_on)
    return {}


@effect("reply")
@effect("resume")
def resume(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if postulate.paused_on and postulate.due_on:
        pause = timezone.localdate() - postulate.paused_on
        _move_clock(postulate, ClockEvent.Kind.RESUME, postulate.due_on + pause)
    postulate.paused_on = None
    return {}


@effect("contribute")
def contribute(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    assignment = postulate.assignments.select_related("unit").get(
        is_current=True, is_lead=False, unit_id__in=actor.desks
    )
    ResponsePart.objects.update_or_create(assignment=assignment, defaults={"body": details["part"], "written_by": user})
    return {"unit": assignment.unit}


@effect("extend")
def extend(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if postulate.due_on and details["due_on"] <= postulate.due_on:
        raise ValidationError({"due_on": _("The new date must be later than the present one.")})
    old = postulate.due_on
    _move_clock(postulate, ClockEvent.Kind.EXTEND, details["due_on"], details["reason"])
    return {"old_due_on": old}


@effect("propose_response")
def propose_response(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    lead = postulate.assignments.get(is_current=True, is_lead=True)
    earlier = postulate.responses.filter(status=ResponseStatus.CHANGES_REQUESTED).last()
    response = earlier or Response(postulate=postulate)
    response.status = ResponseStatus.IN_REVIEW
    response.outcome = details["outcome"]
    response.body = details["response"]
    response.language = settings.LANGUAGE_CODE
    response.unit_id = lead.unit_id
    response.written_by = user
    response.approved_by = response.approved_at = None
    response.save()
    response.commitments.all().delete()
    if text := details.get("commitment"):
        Commitment.objects.create(
            response=response,
            responsible_unit_id=lead.unit_id,
            text=text,
            condition=details.get("commitment_condition") or "",
            due_on=details.get("commitment_due_on"),
        )
    return {}


def _latest_response(postulate: Postulate) -> Response:
    return postulate.responses.order_by("-pk")[0]


@effect("request_changes")
def request_changes(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _latest_response(postulate)
    response.status = ResponseStatus.CHANGES_REQUESTED
    response.save()
    return {}


@effect("approve")
def approve(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _latest_response(postulate)
    response.status = ResponseStatus.APPROVED
    response.approved_by = user
    response.approved_at = timezone.now()
    response.save()
    return {}


@effect("publish")
def publish(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _latest_response(postulate)
    postulate.responses.filter(status=ResponseStatus.PUBLISHED).update(status=ResponseStatus.SUPERSEDED)
    response.status = ResponseStatus.PUBLISHED
    response.published_at = postulate.answered_at = timezone.now()
    response.save()
    ClockEvent.objects.create(
        postulate=postulate,
        kind=ClockEvent.Kind.STOP,
        old_due=postulate.due_on,
        new_due=postulate.due_on,
    )
    return {"outcome": response.outcome}


def _restart_clock(postulate: Postulate) -> None:
    today = timezone.localdate()
    rule = rule_on(postulate.legal_kind, today)
    _move_clock(
        postulate,
        ClockEvent.Kind.START,
        last_day(today, length=rule.length, measure=rule.measure),
        rule.legal_basis,
    )


@effect("reopen")
def reopen(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.was_reopened_by_author = True
    _restart_clock(postulate)
    return {}


@effect("reopen_by_city")
def reopen_by_city(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _restart_clock(postulate)
    return {}
