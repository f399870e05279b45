"""What a reader may ask of the register of postulates: which cases, and in which order.

Everything that decides about the query is a value of an Enum or a code the city knows; words go in as parameters.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.organisations.models import Organisation

from .models import Assignment, CoSignature, Postulate, PostulateQuerySet, Response
from .queries import with_last_public_change
from .workflow import CLOCK_RUNS, PUBLIC, PUBLIC_ONCE_REGISTERED, PUBLISHED, RUNNING, ResponseStatus, State

REFERENCE = re.compile(r"(?:POST/)?(\d{4})/0*(\d{1,6})", re.IGNORECASE)
MOST_WORDS = 6
SHOWN_STATES = tuple(state for state in State if state in PUBLIC | PUBLIC_ONCE_REGISTERED or state is State.REJECTED)


class Group(models.TextChoices):
    """States that mean the same to somebody who waits for an answer."""

    OPEN = "open", _("Waiting for an answer")
    FINISHED = "finished", _("Answered or closed")
    ENDED = "ended", _("Ended without an answer")


class Order(models.TextChoices):
    """In which order the cases stand."""

    NEWEST = "newest", _("newest first")
    DUE = "due", _("answer due soonest")
    WAITING = "waiting", _("waiting longest")
    CHANGED = "changed", _("changed last")


STATES_OF = {
    Group.OPEN: RUNNING,
    Group.FINISHED: PUBLISHED,
    Group.ENDED: frozenset(SHOWN_STATES) - RUNNING - PUBLISHED,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see; an empty value asks for everything."""

    q: str = ""
    state: str = ""
    outcome: str = ""
    topic: str = ""
    unit: str = ""
    organisation: str = ""
    district: str = ""
    year: str = ""
    kind: str = ""
    language: str = ""
    overdue: bool = False
    sort: str = Order.NEWEST


def chosen(postulates: PostulateQuerySet, choice: Choice) -> PostulateQuerySet:
    """Return the cases that fit the choice, in its order."""
    for name, narrow in _NARROW.items():
        if value := getattr(choice, name):
            postulates = postulates.filter(narrow(value))
    return _ORDER[Order(choice.sort)](postulates)


def cases_naming(organisation: Organisation) -> PostulateQuerySet:
    """Return the public cases that may name the organisation: filed or co-signed by it under its name."""
    filed = Q(organisation=organisation, show_name=True)
    return Postulate.objects.public().filter(filed | Q(pk__in=signed_by(organisation, show_name=True)))


def signed_by(organisation: Organisation, **narrower: bool) -> object:
    """Return the keys of the cases that the organisation co-signs, as a query."""
    states = CoSignature.objects.filter(organisation=organisation, state=CoSignature.State.ACCEPTED, **narrower)
    return states.values("postulate_id")


def _words(text: str) -> Q:
    """Match the reference, or every word somewhere in the title; a regular expression knows Ł from ł in SQLite too."""
    found = Q()
    for word in text.split()[:MOST_WORDS]:
        found &= Q(title__iregex=re.escape(word))
    if reference := REFERENCE.fullmatch(text.strip()):
        found |= Q(year=int(reference[1]), number=int(reference[2]))
    return found


def _state(value: str) -> Q:
    return Q(status__in=STATES_OF[Group(value)]) if value in Group else Q(status=value)


def _outcome(value: str) -> Q:
    answers = Response.objects.filter(postulate=OuterRef("pk"), status=ResponseStatus.PUBLISHED, outcome=value)
    return Q(Exists(answers))


def _topic(code: str) -> Q:
    return Q(Exists(Postulate.topics.through.objects.filter(postulate=OuterRef("pk"), topic__code=code)))


def _unit(code: str) -> Q:
    leads = Assignment.objects.filter(postulate=OuterRef("pk"), is_current=True, is_lead=True, unit__code=code)
    return Q(Exists(leads))


def _organisation(name: str) -> Q:
    """Match cases filed or co-signed by an organisation of the name, where that name may be shown."""
    named = Organisation.objects.filter(legal_name__iregex=re.escape(name))
    signed = CoSignature.objects.filter(organisation__in=named, state=CoSignature.State.ACCEPTED, show_name=True)
    return Q(show_name=True, organisation__in=named) | Q(pk__in=signed.values("postulate_id"))


def _overdue(_value: bool) -> Q:
    return Q(status__in=CLOCK_RUNS, due_on__lt=timezone.localdate())


_NARROW: dict[str, Callable[..., Q]] = {
    "state": _state,
    "overdue": _overdue,
    "year": lambda value: Q(year=int(value)),
    "kind": lambda value: Q(legal_kind=value),
    "language": lambda value: Q(language=value),
    "district": lambda code: Q(district__code=code),
    "topic": _topic,
    "unit": _unit,
    "outcome": _outcome,
    "organisation": _organisation,
    "q": _words,
}


def _first(states: frozenset[State]) -> Case:
    return Case(When(status__in=states, then=Value(0)), default=Value(1))


_ORDER: dict[Order, Callable[[PostulateQuerySet], PostulateQuerySet]] = {
    Order.NEWEST: lambda rows: rows.order_by("-submitted_at", "-pk"),
    Order.DUE: lambda rows: rows.order_by(_first(CLOCK_RUNS), F("due_on").asc(nulls_last=True), "pk"),
    Order.WAITING: lambda rows: rows.order_by(_first(RUNNING), "submitted_at", "pk"),
    Order.CHANGED: lambda rows: with_last_public_change(rows).order_by(F("changed_at").desc(nulls_last=True), "-pk"),
}
