"""What waits for somebody: the work lists of the desk, their sizes, and the neighbours of a case in one of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

from .models import Assignment, Postulate, PostulateQuerySet, Response, Transfer
from .permissions import Actor
from .workflow import CLOCK_RUNS, PUBLISHED, RUNNING, ResponseStatus, State

SOON = timedelta(days=7)
DESK_ROLES = frozenset({Role.COORDINATOR, Role.OFFICIAL, Role.APPROVER, Role.AUDITOR})
SEES_ALL = frozenset({Role.COORDINATOR, Role.AUDITOR})
BY_DUE = (F("due_on").asc(nulls_last=True), "pk")

Who = Callable[[Actor], bool]
Where = Callable[[Actor, date], Q]


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list of the desk: for whom it is, and which cases wait in it."""

    name: str
    label: Promise
    empty: Promise
    is_for: Who = field(repr=False)
    where: Where = field(repr=False)


def _holds(*roles: Role) -> Who:
    return lambda actor: bool(actor.roles & set(roles))


def _works_in_a_unit(actor: Actor) -> bool:
    return bool(actor.desks)


def _heads_a_unit(actor: Actor) -> bool:
    return Role.APPROVER in actor.roles and bool(actor.headships)


def _anybody(actor: Actor) -> bool:
    return True


def _assigned(**conditions: object) -> Q:
    return Q(pk__in=Assignment.objects.filter(is_current=True, **conditions).values("postulate_id"))


def _in_sight(actor: Actor) -> Q:
    """Return the running cases that concern the actor: all of them for coordinators, else those of their units."""
    running = Q(status__in=RUNNING)
    return running if actor.roles & SEES_ALL else running & _assigned(unit_id__in=actor.desks)


def _mine(actor: Actor, today: date) -> Q:
    return Q(status__in=RUNNING) & _assigned(officer_id=actor.pk)


def _units(actor: Actor, today: date) -> Q:
    return Q(status__in=RUNNING) & _assigned(unit_id__in=actor.desks)


def _unassigned(actor: Actor, today: date) -> Q:
    return Q(status__in=RUNNING) & _assigned(unit_id__in=actor.desks, is_lead=True, officer__isnull=True)


def _parts_we_owe(actor: Actor, today: date) -> Q:
    return Q(status__in=RUNNING) & _assigned(unit_id__in=actor.desks, is_lead=False, part__isnull=True)


def _overdue(actor: Actor, today: date) -> Q:
    return _in_sight(actor) & Q(status__in=CLOCK_RUNS, due_on__lt=today)


def _soon(actor: Actor, today: date) -> Q:
    return _in_sight(actor) & Q(status__in=CLOCK_RUNS, due_on__range=(today, today + SOON))


def _waiting(actor: Actor, today: date) -> Q:
    parts = Assignment.objects.filter(postulate=OuterRef("pk"), is_current=True, is_lead=False, part__isnull=True)
    awaited = Q(Exists(parts))  # asked of each case in sight: those of the whole city are far more
    return _in_sight(actor) & (Q(status__in=[State.AWAITING_AUTHOR, State.RESPONSE_IN_APPROVAL]) | awaited)


def _with_answer(status: ResponseStatus) -> Q:
    answers = Response.objects.filter(status=status).values("postulate_id")
    return Q(pk__in=answers, status__in=[State.RESPONSE_IN_APPROVAL, *PUBLISHED])


def _to_approve(actor: Actor, today: date) -> Q:
    return _with_answer(ResponseStatus.IN_REVIEW) & _assigned(unit_id__in=actor.headships, is_lead=True)


def _to_route(actor: Actor, today: date) -> Q:
    return Q(status=State.REGISTERED)


def _to_publish(actor: Actor, today: date) -> Q:
    return _with_answer(ResponseStatus.APPROVED)


def _transferred_late(actor: Actor, today: date) -> Q:
    late = Transfer.objects.filter(at__date__gt=F("due_on")).values("postulate_id")
    return Q(pk__in=late, status=State.TRANSFERRED_OUT)


# fmt: off
WORK_LISTS: tuple[WorkList, ...] = (
    WorkList(
        "route", _("To pass on"), _("Every registered case has a unit."), _holds(Role.COORDINATOR), _to_route,
    ),
    WorkList(
        "publish", _("To publish"), _("No approved answer waits to be published."), _holds(Role.COORDINATOR),
        _to_publish,
    ),
    WorkList("approve", _("To approve"), _("No answer waits for your approval."), _heads_a_unit, _to_approve),
    WorkList("mine", _("Mine"), _("No case is yours to deal with."), _works_in_a_unit, _mine),
    WorkList("parts", _("Our part is awaited"), _("No unit waits for a part from yours."), _works_in_a_unit,
             _parts_we_owe),
    WorkList("unit", _("My unit's"), _("Your unit has no open case."), _works_in_a_unit, _units),
    WorkList("unassigned", _("Nobody deals with it yet"), _("Every case of your unit has somebody who deals with it."),
             _works_in_a_unit, _unassigned),
    WorkList("all", _("All open cases"), _("There is no open case."), _holds(*SEES_ALL), lambda actor, today: Q(
        status__in=RUNNING)),
    WorkList("overdue", _("Overdue"), _("No case is overdue."), _anybody, _overdue),
    WorkList("soon", _("Due within 7 days"), _("No case is due within seven days."), _anybody, _soon),
    WorkList("waiting", _("Waiting for others"), _("No case waits for anybody else."), _anybody, _waiting),
    WorkList("late", _("Passed on late"), _("No case was passed to another body too late."), _holds(*SEES_ALL),
             _transferred_late),
)
# fmt: on

BY_NAME: dict[str, WorkList] = {row.name: row for row in WORK_LISTS}


def lists_of(actor: Actor) -> list[WorkList]:
    """Return the lists that are for the actor, what waits for them first; none for people without a desk."""
    return [row for row in WORK_LISTS if row.is_for(actor)] if actor.roles & DESK_ROLES else []


def cases_in(work_list: WorkList, actor: Actor) -> PostulateQuerySet:
    """Return the cases of a list, the soonest due first; those without a day come last."""
    return Postulate.objects.filter(work_list.where(actor, timezone.localdate())).order_by(*BY_DUE)


def counts(actor: Actor) -> list[tuple[WorkList, int]]:
    """Return each list of the actor with its size: one query for each list, whatever the number of cases."""
    return [(row, cases_in(row, actor).count()) for row in lists_of(actor)]


class Neighbours(NamedTuple):
    """Where a case stands in a list; after a move took it out, the place where it stood."""

    previous: Postulate | None
    next: Postulate | None
    position: int
    total: int


def neighbours(cases: PostulateQuerySet, postulate: Postulate) -> Neighbours:
    """Return what comes before and after a case in a list sorted by day. Four queries."""
    earlier = cases.filter(_before(postulate))
    return Neighbours(
        previous=earlier.order_by(F("due_on").desc(nulls_first=True), "-pk").first(),
        next=cases.filter(_after(postulate)).first(),
        position=earlier.count() + 1,
        total=cases.count(),
    )


def _before(postulate: Postulate) -> Q:
    if postulate.due_on is None:
        return Q(due_on__isnull=False) | Q(due_on__isnull=True, pk__lt=postulate.pk)
    return Q(due_on__lt=postulate.due_on) | Q(due_on=postulate.due_on, pk__lt=postulate.pk)


def _after(postulate: Postulate) -> Q:
    if postulate.due_on is None:
        return Q(due_on__isnull=True, pk__gt=postulate.pk)
    later = Q(due_on__gt=postulate.due_on) | Q(due_on__isnull=True)
    return later | Q(due_on=postulate.due_on, pk__gt=postulate.pk)
