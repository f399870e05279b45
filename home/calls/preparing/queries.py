"""Who prepares offers, and what they see of the call they prepare for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import User
from consultations.organisations.models import Organisation
from consultations.organisations.queries import organisations_of, writers_of
from home.calls.models import Call, State
from home.calls.queries import public_calls
from home.calls.reading.facts import Facts, facts_of
from home.calls.words import CallWords, words_of

from .models import CallPreparation, CallPreparationQuerySet, PreparationPresence

PREPARABLE = frozenset({State.PLANNED, State.OPEN, State.CLOSING_SOON})


@dataclass(frozen=True, slots=True)
class Shown:
    """A preparation with the words of its call; None where nobody may read the call any more."""

    preparation: CallPreparation
    words: CallWords | None
    facts: Facts
    present: list[User] = field(default_factory=list)

    @property
    def is_cancelled(self) -> bool:
        return self.facts.is_cancelled


def preparable_call(call_id: int) -> Call | None:
    """Return a call that anybody may read, with its state; None for any other."""
    return public_calls().with_state().filter(pk=call_id).first()


def preparations_of(user: User | AnonymousUser) -> CallPreparationQuerySet:
    """Return what the person may read, the last changed first, with what a list shows of it."""
    others = PreparationPresence.objects.exclude(person_id=user.pk).select_related("person").order_by("-seen_at")
    return (
        CallPreparation.objects.visible_to(user)
        .select_related("organisation", "responsible__person", "changed_by")
        .prefetch_related(Prefetch("call", Call.objects.with_state()))
        .prefetch_related("call__deadlines")
        .prefetch_related(Prefetch("presences", others))
        .order_by("-changed_at", "-pk")
    )


def shown(preparations: Iterable[CallPreparation]) -> list[Shown]:
    """Return the preparations with the words of their calls. Two queries more, however many there are."""
    rows = list(preparations)
    words = words_of(row.call_id for row in rows)
    known = facts_of((row.call_id for row in rows), timezone.now())
    return [
        Shown(row, words.get(row.call_id), known[row.call_id], [one.person for one in row.presences.all()])
        for row in rows
    ]


def colleagues_in(preparation: CallPreparation, *, besides: User) -> "QuerySet[PreparationPresence]":
    """Return who else has it open, the last seen first, with the person loaded."""
    return preparation.presences.exclude(person=besides).select_related("person").order_by("-seen_at")


def organisations_preparing(user: User) -> "QuerySet[Organisation]":
    """Return the organisations that the person may prepare an offer for."""
    return organisations_of(user).order_by("legal_name", "pk")


def holders_of(call: Call) -> list[int]:
    """Return the people who write for an organisation that prepares an offer for the call, each once."""
    return _writers(CallPreparation.objects.filter(call=call))


def unready_holders_of(call: Call) -> list[int]:
    """Return those of them whose organisation has an offer that has not gone out yet."""
    return _writers(CallPreparation.objects.filter(call=call).not_submitted())


def _writers(preparations: CallPreparationQuerySet) -> list[int]:
    writers = writers_of(set(preparations.values_list("organisation_id", flat=True)))
    return sorted(set(writers.values_list("person_id", flat=True)))


def is_preparable(call: Call) -> bool:
    """Say whether it makes sense to begin: the last moment for offers has not passed."""
    return State(call.state) in PREPARABLE
