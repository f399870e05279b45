"""The one writer of a state: makes a move of the table, appends its event and records what has to follow."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from cms.uploads.intake import Upload
from cms.uploads.storage import Keep, kept_files
from consultations.postulates.effects import EFFECTS
from consultations.postulates.effects.files import KeptFile
from consultations.postulates.models import Attachment, CaseEvent, Postulate
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import actor_of, case_of
from consultations.postulates.workflow import BY_NAME, Move, occurrence
from search.services import refresh_later


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
    with kept_files() as keep, transaction.atomic():
        postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
        if submission_key and postulate.events.filter(submission_key=submission_key, actor=actor).exists():
            return postulate
        if postulate.version != version:
            raise StaleCase(postulate)
        person = actor_of(actor)
        case = case_of(postulate)
        if not row.is_open_to(person, postulate.state, case):
            raise MoveRefused
        check_details(row, details)
        hat = row.who.hat_of(person, case)
        details = {name: _kept(value, keep) for name, value in details.items()}
        facts = EFFECTS[move](postulate, details, actor, person) if move in EFFECTS else {}
        if row.target:
            postulate.status = row.target
        write(postulate, actor, reason=f"postulate.{move}")
        append_event(
            postulate,
            move,
            actor=actor,
            person=person,
            hat=hat,
            details=_recorded(row, details) | facts,
            submission_key=submission_key,
        )
    return postulate


def append_event(
    postulate: Postulate,
    name: str,
    *,
    actor: User | None,
    person: Actor,
    hat: str,
    details: Mapping[str, Any],
    submission_key: UUID | None = None,
) -> CaseEvent:
    """Write down what happened and record what follows: mails and a fresh search document. Needs a transaction."""
    row = occurrence(name)
    event = CaseEvent(
        postulate=postulate,
        move=name,
        actor=actor,
        organisation_id=_on_behalf_of(postulate, hat, person),
        acting_as=_acting_as(postulate, hat, person),
        is_public=row.is_public,
        version=postulate.version,
        details={key: _plain(value) for key, value in details.items() if value not in (None, "", [])},
        submission_key=submission_key,
    )
    event.save()
    record("postulate.moved", key=str(event.pk), event_id=event.pk)
    refresh_later("postulates", postulate.pk)
    return event


def write(postulate: Postulate, actor: User | None, *, reason: str) -> None:
    """Save the case under its next version, with who and why in its history."""
    postulate.version += 1
    postulate._history_user = actor  # type: ignore[attr-defined]
    postulate._change_reason = reason  # type: ignore[attr-defined]
    postulate.save()


def check_details(row: Move, details: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` for what is missing; ``TypeError`` for a detail that the table does not know."""
    unknown = details.keys() - set(row.needs) - set(row.takes)
    if unknown:
        raise TypeError(f"The move {row.name!r} takes no {sorted(unknown)}.")
    missing = [name for name in row.needs if not details.get(name)]
    if missing:
        raise ValidationError({name: _("This is needed here.") for name in missing})


def _kept(value: Any, keep: Keep) -> Any:
    """Store a file that came with the move; it is removed again when the move fails."""
    if not isinstance(value, Upload):
        return value
    return KeptFile(value, keep(value.file, of=Attachment))


def _recorded(row: Move, details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name not in row.forgets}


def _on_behalf_of(postulate: Postulate, hat: str, person: Actor) -> int | None:
    """Return the organisation for which somebody acts; they always act as themselves as well."""
    if hat == "author":
        return postulate.organisation_id
    if hat == "co_signer":
        signing = postulate.co_signatures.filter(organisation_id__in=person.organisations).order_by("pk")
        return signing.values_list("organisation_id", flat=True).first()
    return None


def _acting_as(postulate: Postulate, hat: str, person: Actor) -> str:
    """Name the capacity, never the person: ``unit:<pk>`` for a unit, else the hat."""
    if hat in {"lead_unit", "contributing_unit"}:
        own = postulate.assignments.filter(is_lead=hat == "lead_unit", unit_id__in=person.desks).order_by("-pk").first()
        return f"unit:{own.unit_id}" if own else "unit"
    return hat


def _plain(value: Any) -> Any:
    """Turn a detail into what an event keeps: keys of rows, ISO dates, text."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | models.QuerySet):
        return [_plain(item) for item in value]
    return value
