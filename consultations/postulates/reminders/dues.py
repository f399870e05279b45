"""What has to be done by when, and whose it is. What was done, paused, passed on or withdrawn is not among it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations.postulates.models import (
    Assignment,
    CaseEvent,
    ClockEvent,
    Commitment,
    Postulate,
    ProgressUpdate,
    Reminder,
    Response,
)
from consultations.postulates.queue import ON_THE_CLOCK, days_of_checking
from consultations.postulates.workflow import CLOCK_RUNS, ResponseStatus, State

from .stages import LAST, horizon

Kind = Reminder.Kind
Rows = QuerySet[Any, Any]  # of dictionaries
AT_ONCE = 500
TAKES_PARTS = (State.ROUTED, State.IN_PROGRESS)
COMES_TO_MODERATORS = ("submit", "enter", "resubmit", "appeal", "separate")


@dataclass(frozen=True, slots=True)
class Due:
    """Something of a case that has to be done by a day which was set on another.

    ``with_unit`` and ``with_person`` say who has it in hand, where anybody does.
    """

    kind: Kind
    about: int
    case: int
    due_on: date
    since: date
    with_unit: int | None = None
    with_person: int | None = None
    is_in_approval: bool = False
    is_approved: bool = False


def dues_near(kind: Kind, today: date) -> Iterator[list[Due]]:
    """Return what somebody may have to be reminded of today, in batches. One query; for each batch of checks one more.

    What was reminded of for the last time is left out.
    """
    rows = _ROWS[kind]()
    if kind is not Kind.CHECK:  # its day is counted, not stored
        ended = Reminder.objects.filter(kind=kind, about=OuterRef("pk"), due_on=OuterRef("due_on"), stage=LAST)
        rows = rows.filter(~Exists(ended), due_on__lte=horizon(today))
    found = rows.order_by("pk").iterator(chunk_size=AT_ONCE)
    while batch := list(islice(found, AT_ONCE)):
        yield _dues(kind, batch)


def dues_now(kind: Kind, about: Iterable[int]) -> list[Due]:
    """Return what of these is still to be done, with the day by which it is now. At most two queries."""
    return _dues(kind, list(_ROWS[kind]().filter(pk__in=list(about))))


def _dues(kind: Kind, rows: list[dict[str, Any]]) -> list[Due]:
    if kind is Kind.CHECK:
        sent = [timezone.localdate(row.pop("sent_at")) for row in rows]
        ends = days_of_checking(set(sent))
        rows = [row | {"ends_on": ends[day]} for row, day in zip(rows, sent, strict=True)]
    return [_due(kind, **row) for row in rows]


def _due(kind: Kind, *, row: int, ends_on: date, set_at: Any, **facts: Any) -> Due:
    since = timezone.localdate(set_at) if set_at else date.min
    return Due(kind, row, due_on=ends_on, since=since, **facts)


def _answers() -> Rows:
    """The answers that are due by law; the day was set by the last change of the clock."""
    changes = ClockEvent.objects.filter(postulate=OuterRef("pk")).order_by("-pk")
    lead = Assignment.objects.filter(postulate=OuterRef("pk"), is_current=True, is_lead=True)
    approved = Response.objects.filter(postulate=OuterRef("pk"), status=ResponseStatus.APPROVED)
    in_approval = ExpressionWrapper(Q(status=State.RESPONSE_IN_APPROVAL), BooleanField())
    return Postulate.objects.filter(status__in=CLOCK_RUNS, due_on__isnull=False).values(
        row=F("pk"), case=F("pk"), ends_on=F("due_on"), set_at=Subquery(changes.values("at")[:1]),
        with_unit=Subquery(lead.values("unit")[:1]), with_person=Subquery(lead.values("officer")[:1]),
        is_in_approval=in_approval, is_approved=Exists(approved),
    )  # fmt: skip


def _parts() -> Rows:
    """The parts that units were asked to contribute by a day, while the case takes them and its clock runs."""
    asked = Assignment.objects.filter(is_current=True, is_lead=False, part__isnull=True, due_on__isnull=False)
    return asked.filter(postulate__status__in=TAKES_PARTS).values(
        row=F("pk"), case=F("postulate"), ends_on=F("due_on"), set_at=F("created_at"), with_unit=F("unit"),
        with_person=F("officer"),
    )  # fmt: skip


def _checks() -> Rows:
    """The texts that moderators have to look at. One that came back late has no day that could still be kept."""
    came = CaseEvent.objects.filter(postulate=OuterRef("pk"), move__in=COMES_TO_MODERATORS).order_by("-pk")
    return Postulate.objects.filter(status__in=ON_THE_CLOCK, submitted_at__isnull=False).values(
        row=F("pk"), case=F("pk"), sent_at=F("submitted_at"), set_at=Subquery(came.values("at")[:1]),
        with_person=F("claimed_by"),
    )  # fmt: skip


def _promises() -> Rows:
    """The public promises that are neither kept nor dropped; the day is that of the answer or of the last delay."""
    moved = ProgressUpdate.objects.filter(commitment=OuterRef("pk")).exclude(old_due=F("new_due")).order_by("-pk")
    return Commitment.objects.open().filter(due_on__isnull=False).values(
        row=F("pk"), case=F("response__postulate"), ends_on=F("due_on"), with_unit=F("responsible_unit"),
        set_at=Coalesce(Subquery(moved.values("at")[:1]), F("response__published_at")),
    )  # fmt: skip


_ROWS: dict[Kind, Callable[[], Rows]] = {
    Kind.ANSWER: _answers,
    Kind.PART: _parts,
    Kind.CHECK: _checks,
    Kind.PROMISE: _promises,
}
