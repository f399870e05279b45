"""What a reader may ask of the register of promises, and the whole history of one of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.queries import Name

from .hidden_words import Hidden, hidden_words, shown
from .models import Commitment, Milestone, Postulate, ProgressUpdate
from .permissions import Actor
from .queries import may_report_progress, public_commitments
from .workflow import OPEN_COMMITMENTS


class PromiseOrder(models.TextChoices):
    """In which order the promises stand."""

    DUE = "due", _("due soonest")
    NEWEST = "newest", _("promised last")
    REPORTED = "reported", _("reported on last")


@dataclass(frozen=True, slots=True)
class PromiseChoice:
    """What a reader wants to see; an empty value asks for everything."""

    unit: str = ""
    status: str = ""
    topic: str = ""
    year: str = ""
    overdue: bool = False
    sort: str = PromiseOrder.DUE


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit reported, as everybody may read it."""

    at: Any
    status: str
    progress: int
    note: str
    evidence_url: str
    old_due: date | None
    new_due: date | None

    @property
    def moved_the_date(self) -> bool:
        return self.old_due != self.new_due


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way, as everybody may read it."""

    pk: int
    text: str
    due_on: date | None
    done_on: date | None

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < timezone.localdate()


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """A promise with its unit's name, its reports (the oldest first) and its steps."""

    row: Commitment
    unit: Name
    reports: tuple[Report, ...]
    steps: tuple[Step, ...]
    may_report: bool

    @property
    def last_report(self) -> Report | None:
        return self.reports[-1] if self.reports else None

    @property
    def moved(self) -> list[Report]:
        """The reports that gave up an earlier date for a later one."""
        return [report for report in self.reports if report.moved_the_date and report.old_due]

    @property
    def key(self) -> UUID:
        """A key that stays the same for ever, made of that of the case."""
        return uuid5(self.row.response.postulate.key, f"commitment:{self.row.pk}")


def chosen_promises(choice: PromiseChoice) -> QuerySet[Commitment]:
    """Return the public promises that fit the choice, in its order, with their history."""
    promises = with_history(public_commitments())
    for name, narrow in _NARROW.items():
        if value := getattr(choice, name):
            promises = promises.filter(narrow(value))
    return _ORDER[PromiseOrder(choice.sort)](promises)


def with_history(promises: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Load reports and steps, in a constant number of queries."""
    return promises.prefetch_related(
        Prefetch("updates", ProgressUpdate.objects.order_by("pk")),
        Prefetch("milestones", Milestone.objects.order_by(F("due_on").asc(nulls_last=True), "pk")),
    )


def shown_promises(rows: Iterable[Commitment], units: Mapping[UUID, Name], actor: Actor) -> list[PublicPromise]:
    """Return promises as everybody may read them. One query beside those of the rows."""
    rows = list(rows)
    hidden = hidden_words({row.response.postulate_id for row in rows})
    return [_shown(row, units, actor, hidden) for row in rows]


def _shown(row: Commitment, units: Mapping[UUID, Name], actor: Actor, hidden: Hidden) -> PublicPromise:
    case = row.response.postulate_id
    return PublicPromise(
        row=row,
        unit=units[row.responsible_unit.translation_key],
        reports=tuple(
            Report(
                at=update.at,
                status=str(update.get_status_display()),
                progress=update.progress,
                note=shown(update.note, case, hidden),
                evidence_url=update.evidence_url,
                old_due=update.old_due,
                new_due=update.new_due,
            )
            for update in row.updates.all()
        ),
        steps=tuple(
            Step(step.pk, shown(step.text, case, hidden), step.due_on, step.done_on) for step in row.milestones.all()
        ),
        may_report=may_report_progress(actor, row),
    )


def _topic(code: str) -> Q:
    about = Postulate.topics.through.objects.filter(postulate=OuterRef("response__postulate_id"), topic__code=code)
    return Q(Exists(about))


_NARROW: dict[str, Callable[..., Q]] = {
    "unit": lambda code: Q(responsible_unit__code=code),
    "status": lambda value: Q(status=value),
    "year": lambda value: Q(promised_on__year=int(value)),
    "overdue": lambda _value: Q(status__in=OPEN_COMMITMENTS, due_on__lt=timezone.localdate()),
    "topic": _topic,
}

_OPEN_FIRST = Case(When(status__in=OPEN_COMMITMENTS, then=Value(0)), default=Value(1))
_ORDER: dict[PromiseOrder, Callable[[QuerySet[Commitment]], QuerySet[Commitment]]] = {
    PromiseOrder.DUE: lambda rows: rows.order_by(_OPEN_FIRST, F("due_on").asc(nulls_last=True), "pk"),
    PromiseOrder.NEWEST: lambda rows: rows.order_by(F("promised_on").desc(nulls_last=True), "-pk"),
    PromiseOrder.REPORTED: lambda rows: rows.annotate(
        reported_at=Coalesce(Max("updates__at"), F("response__published_at"))
    ).order_by(F("reported_at").desc(nulls_last=True), "-pk"),
}
