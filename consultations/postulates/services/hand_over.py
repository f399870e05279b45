"""All cases of one colleague passed to another at once."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role, roles_of
from city.models import Post
from consultations.postulates.colleagues import may_arrange_work, receivers_for, work_to_hand_over
from consultations.postulates.models import Assignment, CaseEvent, Postulate
from consultations.postulates.permissions import Actor, has_a_stake
from consultations.postulates.queries import actor_of, case_of
from notifications.services import send_later

from .moves import MoveRefused, append_event, write

HANDED_OVER = "handed_over"
HAND_OVER_MAIL = "postulates.handed_over"


@dataclass(slots=True)
class HandedOver:
    """The cases that went to the receiver, and those that stay because the receiver may not decide on them."""

    cases: list[Postulate] = field(default_factory=list)
    kept: list[Postulate] = field(default_factory=list)


@transaction.atomic
def hand_over(*, actor: User, giver_id: int, receiver_id: int) -> HandedOver:
    """Give a colleague's open cases to another person; each case says so, and the receiver gets one mail.

    Doing it twice changes nothing more. Raises ``MoveRefused`` for whoever may pass on nobody's work,
    ``ValidationError`` (``receiver``) for somebody who cannot take any of it.
    """
    person = actor_of(actor)
    if not may_arrange_work(person):
        raise MoveRefused
    giver, receiver = User.objects.get(pk=giver_id), User.objects.get(pk=receiver_id)
    cases, claims = work_to_hand_over(person, giver)
    if not receivers_for(person, giver).filter(pk=receiver.pk).exists() and (cases.exists() or claims.exists()):
        raise ValidationError({"receiver": _("Choose somebody of the same unit, or another moderator.")})
    done, batch = HandedOver(), uuid4().hex
    for assignment in cases.select_related("postulate").order_by("postulate_id"):
        _give_case(assignment, receiver, done, actor, person, batch)
    for claim in claims.order_by("pk"):
        _give_claim(claim, receiver, done, actor, person, batch)
    _tell(receiver, batch)
    return done


def _give_case(
    assignment: Assignment, receiver: User, done: HandedOver, actor: User, person: Actor, batch: str
) -> None:
    postulate = Postulate.objects.select_for_update().get(pk=assignment.postulate_id)
    if not Post.objects.filter(person=receiver, unit_id=assignment.unit_id).exists():
        done.kept.append(postulate)
        return
    assignment.officer = receiver
    assignment.save(update_fields=["officer"])
    heads = assignment.unit_id in person.headships
    hat = f"unit:{assignment.unit_id}" if heads else "coordinator"
    _say(postulate, actor, person, hat, {"officer": receiver, "hand_over": batch})
    done.cases.append(postulate)


def _give_claim(claim: Postulate, receiver: User, done: HandedOver, actor: User, person: Actor, batch: str) -> None:
    postulate = Postulate.objects.select_for_update().get(pk=claim.pk)
    if not _may_decide(receiver, postulate):
        done.kept.append(postulate)
        return
    postulate.claimed_by = receiver
    hat = "moderator" if Role.MODERATOR in person.roles else "coordinator"
    _say(postulate, actor, person, hat, {"claimant": receiver, "hand_over": batch})
    done.cases.append(postulate)


def _may_decide(receiver: User, postulate: Postulate) -> bool:
    """Say whether the receiver moderates, has no stake in the case and did not reject it before an appeal."""
    is_impartial = not has_a_stake(actor_of(receiver), case_of(postulate))
    return Role.MODERATOR in roles_of(receiver) and is_impartial and postulate.rejected_by_id != receiver.pk


def _say(postulate: Postulate, actor: User, person: Actor, hat: str, details: dict[str, Any]) -> None:
    write(postulate, actor, reason=f"postulate.{HANDED_OVER}")
    append_event(postulate, HANDED_OVER, actor=actor, person=person, hat=hat, details=details)


def _tell(receiver: User, batch: str) -> None:
    first = CaseEvent.objects.filter(move=HANDED_OVER, details__hand_over=batch).order_by("pk").first()
    if first:
        send_later(HAND_OVER_MAIL, addressee=f"user:{receiver.pk}", about=first.pk, key=batch)
