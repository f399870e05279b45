"""What those who write a postulate need to know beside its text."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User

from .models import CoSignature, EditingPresence, InformationClause, Postulate, PostulateQuerySet
from .permissions import Actor
from .queries import clause_in_force, moves_open_to
from .workflow import Move, State

IS_HERE = timedelta(minutes=2)
WORDS = ("title", "problem", "request", "concerns")
AWAITED = frozenset({"resubmit", "reply", "co_sign"})


def colleagues_in(postulate: Postulate, *, besides: User) -> "QuerySet[EditingPresence]":
    """Return who else has the text open, the last seen first, with the person loaded."""
    return _present().filter(postulate=postulate).exclude(person=besides)


def drafts_of(user: User) -> PostulateQuerySet:
    """Return the drafts of a person and their organisations, the last changed first, with who has them open."""
    drafts = Postulate.objects.of(user).filter(status=State.DRAFT).select_related("organisation")
    return drafts.prefetch_related(Prefetch("presences", _present().exclude(person=user))).order_by("-updated_at")


def sent_by(user: User) -> PostulateQuerySet:
    """Return what a person or their organisations sent, the last changed first."""
    return Postulate.objects.of(user).exclude(status=State.DRAFT).order_by("-updated_at")


def awaited_moves(actor: Actor, postulate: Postulate) -> list[Move]:
    """Return the moves for which the case waits, and which the actor may make."""
    return [move for move in moves_open_to(actor, postulate) if move.name in AWAITED]


def information_clause() -> InformationClause | None:
    """Return the information clause in force in the reader's language, else in the source language."""
    clause = clause_in_force()
    if clause is None:
        return None
    translated = InformationClause.objects.filter(
        version=clause.version, locale__language_code=get_language() or ""
    ).select_related("locale")
    return translated.first() or clause


def request_to_correct(postulate: Postulate) -> Mapping[str, str]:
    """Return reason and date of the last return for correction; empty unless it waits for one."""
    if postulate.state is not State.RETURNED:
        return {}
    event = postulate.events.filter(move="return").last()
    return event.details if event else {}


def as_sent(postulate: Postulate) -> Postulate:
    """Put the author's own words back in memory, in place of what was hidden from the public; nothing is written."""
    original = postulate.revisions.last()
    for name in WORDS if original else ():
        setattr(postulate, name, getattr(original, name))
    return postulate


def invited_to(postulate: Postulate) -> "QuerySet[CoSignature]":
    """Return everybody who was asked to co-sign, with the organisation, in the order of asking."""
    return postulate.co_signatures.select_related("organisation").order_by("pk")


def _present() -> "QuerySet[EditingPresence]":
    recent = EditingPresence.objects.filter(seen_at__gte=timezone.now() - IS_HERE)
    return recent.select_related("person").order_by("-seen_at")
