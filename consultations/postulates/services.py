"""Every change of a postulate. Nothing else writes one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from city.models import Topic
from cms.outbox.services import record
from consultations.organisations.models import Organisation
from search.services import refresh_later

from .effects import EFFECTS
from .models import CaseEvent, Commitment, Postulate
from .permissions import Actor
from .queries import actor_of, case_of, moves_open_to
from .workflow import BY_NAME, Move, State

__all__ = [
    "MoveRefused",
    "StaleCase",
    "discard_draft",
    "move_postulate",
    "save_text",
    "start_draft",
    "update_commitment",
]

TEXT_FIELDS = ("title", "problem", "request", "language", "show_name")


class MoveRefused(PermissionDenied):
    """The table does not allow this person this move in this state."""


class StaleCase(Exception):
    """Somebody else changed the case in the meantime; ``postulate`` is as it stands now, ``last`` says who and when."""

    def __init__(self, postulate: Postulate) -> None:
        super().__init__(f"Postulate {postulate.pk} is at version {postulate.version}.")
        self.postulate = postulate
        self.last = postulate.events.select_related("actor").last()


def move_postulate(
    *,
    postulate_id: int,
    move: str,
    actor: User,
    version: int,
    submission_key: UUID | None = None,
    **details: Any,
) -> Postulate:
    """Make one move of the workflow and return the postulate as it then stands.

    A repeated ``submission_key`` changes nothing and returns the first result. Raises ``StaleCase`` where the version
    is not the present one, ``MoveRefused`` where the table says no, ``ValidationError`` (by name of the detail) where
    a detail is missing or impossible.
    """
    row = BY_NAME[move]
    with transaction.atomic():
        postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
        if submission_key and postulate.events.filter(submission_key=submission_key, actor=actor).exists():
            return postulate
        if postulate.version != version:
            raise StaleCase(postulate)
        person = actor_of(actor)
        case = case_of(postulate)
        if not row.is_open_to(person, postulate.state, case):
            raise MoveRefused
        _check_details(row, details)
        hat = row.who.hat_of(person, case)
        facts = EFFECTS[move](postulate, details, actor, person) if move in EFFECTS else {}
        if row.target:
            postulate.status = row.target
        _write(postulate, actor, reason=f"postulate.{move}")
        event = CaseEvent(
            postulate=postulate,
            move=move,
            actor=actor,
            acting_as=_acting_as(postulate, hat, person),
            is_public=row.is_public,
            version=postulate.version,
            details={name: _plain(value) for name, value in {**details, **facts}.items() if value not in (None, "")},
            submission_key=submission_key,
        )
        event.save()
        record("postulate.moved", key=str(event.pk), event_id=event.pk)
        refresh_later("postulates", postulate.pk)
    return postulate


def start_draft(
    *,
    actor: User,
    key: UUID,
    organisation: Organisation | None,
    text: Mapping[str, Any],
    topics: Iterable[Topic],
) -> Postulate:
    """Save a new draft and return it; the same key returns the draft it made first.

    Raises ``MoveRefused`` where the person may not write for the organisation.
    """
    with transaction.atomic():
        existing = Postulate.objects.filter(key=key).first()
        if existing:
            if existing.author_id != actor.pk:
                raise MoveRefused
            return existing
        if organisation and organisation.pk not in actor_of(actor).organisations:
            raise MoveRefused
        postulate = Postulate(key=key, author=actor, organisation=organisation)
        _set_text(postulate, text)
        postulate.version = 0
        _write(postulate, actor, reason="postulate.drafted")
        postulate.topics.set(topics)
    return postulate


def save_text(
    *,
    postulate_id: int,
    actor: User,
    version: int,
    text: Mapping[str, Any],
    topics: Iterable[Topic],
) -> Postulate:
    """Save the author's text while it may still be edited.

    Raises ``StaleCase`` and ``MoveRefused`` as ``move_postulate`` does.
    """
    with transaction.atomic():
        postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
        if postulate.version != version:
            raise StaleCase(postulate)
        person = actor_of(actor)
        if not BY_NAME["edit"].is_open_to(person, postulate.state, case_of(postulate)):
            raise MoveRefused
        _set_text(postulate, text)
        _write(postulate, actor, reason="postulate.edit")
        postulate.topics.set(topics)
        if postulate.state is not State.DRAFT:
            CaseEvent(
                postulate=postulate,
                move="edit",
                actor=actor,
                acting_as=_acting_as(postulate, "author", person),
                is_public=False,
                version=postulate.version,
            ).save()
    return postulate


@transaction.atomic
def discard_draft(*, postulate_id: int, actor: User) -> None:
    """Delete a text that was never sent, with its history.

    Raises ``MoveRefused`` for anybody but its author and for a text that was sent.
    """
    postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
    if postulate.state is not State.DRAFT or BY_NAME["edit"] not in moves_open_to(actor_of(actor), postulate):
        raise MoveRefused
    if postulate.events.exists():
        raise ValidationError(_("Other organisations were already invited to this draft. Withdraw it after sending."))
    postulate.delete()
    Postulate.history.filter(id=postulate_id).delete()


@transaction.atomic
def update_commitment(
    *,
    commitment_id: int,
    actor: User,
    status: str,
    due_on: date | None = None,
    reason: str = "",
) -> Commitment:
    """Record where a promise stands; a changed date needs a reason and stays in the case's history.

    Raises ``MoveRefused`` for people outside the responsible unit who are not coordinators, and ``ValidationError``
    where a reason is missing.
    """
    commitment = Commitment.objects.select_for_update().get(pk=commitment_id)
    person = actor_of(actor)
    if commitment.responsible_unit_id not in person.desks and "coordinator" not in person.roles:
        raise MoveRefused
    if not reason and (due_on != commitment.due_on or status in {"delayed", "dropped"}):
        raise ValidationError({"reason": _("Say why; the reason is public.")})
    old_due = commitment.due_on
    commitment.status = status
    commitment.due_on = due_on
    commitment._history_user = actor  # type: ignore[attr-defined]
    commitment._change_reason = "commitment.updated"  # type: ignore[attr-defined]
    commitment.save()
    postulate = Postulate.objects.select_for_update().get(responses=commitment.response_id)
    _write(postulate, actor, reason="commitment.updated")
    event = CaseEvent(
        postulate=postulate,
        move="commitment",
        actor=actor,
        acting_as=f"unit:{commitment.responsible_unit_id}",
        is_public=True,
        version=postulate.version,
        details={
            "commitment": commitment.text,
            "commitment_status": status,
            "reason": reason,
            **({"old_due_on": _plain(old_due), "due_on": _plain(due_on)} if due_on != old_due else {}),
        },
    )
    event.save()
    record("postulate.moved", key=str(event.pk), event_id=event.pk)
    refresh_later("postulates", postulate.pk)
    return commitment


def _check_details(row: Move, details: Mapping[str, Any]) -> None:
    unknown = details.keys() - set(row.needs) - set(row.takes)
    if unknown:
        raise TypeError(f"The move {row.name!r} takes no {sorted(unknown)}.")
    missing = [name for name in row.needs if not details.get(name)]
    if missing:
        raise ValidationError({name: _("This is needed here.") for name in missing})


def _acting_as(postulate: Postulate, hat: str, person: Actor) -> str:
    """Name the capacity, never the person: ``unit:<pk>`` for a unit, else the hat."""
    if hat == "lead_unit":
        lead = postulate.assignments.filter(is_lead=True, unit_id__in=person.desks).order_by("-pk").first()
        return f"unit:{lead.unit_id}" if lead else "unit"
    if hat == "contributing_unit":
        part = postulate.assignments.filter(is_lead=False, unit_id__in=person.desks).order_by("-pk").first()
        return f"unit:{part.unit_id}" if part else "unit"
    return hat


def _set_text(postulate: Postulate, text: Mapping[str, Any]) -> None:
    for name in TEXT_FIELDS:
        if name in text:
            setattr(postulate, name, text[name])


def _write(postulate: Postulate, actor: User, *, reason: str) -> None:
    postulate.version += 1
    postulate._history_user = actor  # type: ignore[attr-defined]
    postulate._change_reason = reason  # type: ignore[attr-defined]
    postulate.save()


def _plain(value: Any) -> Any:
    """Turn a detail into what an event keeps: keys of rows, ISO dates, text."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | models.QuerySet):
        return [_plain(item) for item in value]
    return value
