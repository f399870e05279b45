"""What the city promised: where it stands, and the steps towards it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.postulates.models import CaseEvent, Commitment, Milestone, Postulate, ProgressUpdate
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import actor_of, may_report_progress
from consultations.postulates.workflow import CommitmentStatus

from .moves import MoveRefused, append_event, write

COMPLETE = 100


@transaction.atomic
def update_commitment(
    *,
    commitment_id: int,
    actor: User,
    status: str,
    due_on: date | None = None,
    reason: str = "",
    progress: int | None = None,
    evidence_url: str = "",
    submission_key: UUID | None = None,
) -> Commitment:
    """Record where a promise stands; without a date it keeps its own, and every earlier one stays in its reports.

    A repeated ``submission_key`` changes nothing. Raises ``MoveRefused`` for people outside the responsible unit who
    are not coordinators, and ``ValidationError`` (by field) where a reason or a date is missing or a value impossible.
    """
    commitment, person = _locked(commitment_id, actor)
    if _was_sent(submission_key, actor):
        return commitment
    old_due = commitment.due_on
    due_on = due_on or old_due
    _check(commitment, status, due_on, reason)
    _check_values(progress, evidence_url)
    commitment.status = status
    commitment.due_on = due_on
    commitment.progress = _progress(commitment, status, progress)
    _save(commitment, actor)
    ProgressUpdate.objects.create(
        commitment=commitment,
        status=status,
        progress=commitment.progress,
        note=reason,
        evidence_url=evidence_url,
        old_due=old_due,
        new_due=due_on,
        by=actor,
    )
    facts: dict[str, Any] = {
        "commitment": commitment.text,
        "commitment_status": status,
        "progress": commitment.progress,
        "reason": reason,
        "evidence_url": evidence_url,
    }
    if due_on != old_due:
        facts |= {"old_due_on": old_due, "due_on": due_on}
    _tell(commitment, "commitment", actor, person, facts, submission_key)
    return commitment


@transaction.atomic
def plan_milestone(
    *,
    commitment_id: int,
    actor: User,
    text: str,
    due_on: date | None = None,
    submission_key: UUID | None = None,
) -> Milestone | None:
    """Add a step towards a promise; None where the key was sent before. Raises ``MoveRefused`` as above."""
    commitment, person = _locked(commitment_id, actor)
    if _was_sent(submission_key, actor):
        return None
    if not text.strip():
        raise ValidationError({"text": _("Say what will be done.")})
    milestone = Milestone.objects.create(commitment=commitment, text=text, due_on=due_on)
    facts = {"commitment": commitment.text, "milestone": text, "due_on": due_on}
    _tell(commitment, "milestone", actor, person, facts, submission_key)
    return milestone


@transaction.atomic
def finish_milestone(*, milestone_id: int, actor: User, done_on: date, submission_key: UUID | None = None) -> Milestone:
    """Say that a step was taken; saying it twice changes nothing. A day to come is a ``ValidationError``."""
    milestone = Milestone.objects.get(pk=milestone_id)
    commitment, person = _locked(milestone.commitment_id, actor)
    milestone.refresh_from_db()
    if milestone.done_on is not None:
        return milestone
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("Choose today or an earlier day.")})
    milestone.done_on = done_on
    milestone.save(update_fields=["done_on"])
    facts = {"commitment": commitment.text, "milestone": milestone.text}
    _tell(commitment, "milestone_done", actor, person, facts, submission_key)
    return milestone


def _locked(commitment_id: int, actor: User) -> tuple[Commitment, Actor]:
    """Lock a public promise; one of an answer in preparation is no promise yet."""
    commitment = Commitment.objects.public().select_for_update(of=("self",)).get(pk=commitment_id)
    person = actor_of(actor)
    if not may_report_progress(person, commitment):
        raise MoveRefused
    return commitment, person


def _was_sent(submission_key: UUID | None, actor: User) -> bool:
    return submission_key is not None and CaseEvent.objects.filter(submission_key=submission_key, actor=actor).exists()


def _check(commitment: Commitment, status: str, due_on: date | None, reason: str) -> None:
    is_delayed = status == CommitmentStatus.DELAYED
    if is_delayed and (due_on is None or (commitment.due_on is not None and due_on <= commitment.due_on)):
        raise ValidationError({"due_on": _("A delayed promise needs a new, later date.")})
    if not reason and (due_on != commitment.due_on or is_delayed or status == CommitmentStatus.DROPPED):
        raise ValidationError({"reason": _("Say why; the reason is public.")})


def _check_values(progress: int | None, evidence_url: str) -> None:
    if progress is not None and not 0 <= progress <= COMPLETE:
        raise ValidationError({"progress": _("Write a number from 0 to 100.")})
    if evidence_url:
        try:
            URLValidator(schemes=["http", "https"])(evidence_url)
        except ValidationError as error:
            raise ValidationError({"evidence_url": _("Write an address that begins with https://.")}) from error


def _progress(commitment: Commitment, status: str, progress: int | None) -> int:
    if status == CommitmentStatus.DONE:
        return COMPLETE
    return commitment.progress if progress is None else progress


def _save(commitment: Commitment, actor: User) -> None:
    commitment._history_user = actor  # type: ignore[attr-defined]
    commitment._change_reason = "commitment.updated"  # type: ignore[attr-defined]
    commitment.save()


def _tell(
    commitment: Commitment,
    name: str,
    actor: User,
    person: Actor,
    facts: dict[str, Any],
    submission_key: UUID | None,
) -> None:
    postulate = Postulate.objects.select_for_update().get(responses=commitment.response_id)
    write(postulate, actor, reason=f"{name}.updated")
    hat = f"unit:{commitment.responsible_unit_id}"
    append_event(postulate, name, actor=actor, person=person, hat=hat, details=facts, submission_key=submission_key)
