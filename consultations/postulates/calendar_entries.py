"""What of a person's cases is due, for the calendar they subscribed to.

A calendar is kept by servers of others. So an entry never holds a text, and the title only of a case that everybody may
read; of the others it holds the reference, which says nothing to a stranger.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from city.queries import stands_in_for
from cms.calendars import CalendarEntry

from .models import Assignment, Postulate
from .permissions import Actor
from .queries import actor_of
from .workflow import CLOCK_RUNS, RUNNING, State


def deadlines_of(person: User) -> list[CalendarEntry]:
    """Return what the person, their unit, or the city for them must do by a day. At most a dozen queries."""
    actor = actor_of(person)
    seen = Postulate.objects.visible_to(person)
    parts = _parts_at_the_desk(actor, person)
    at_the_desk = set(_leads_at_the_desk(actor, person).values_list("postulate_id", flat=True))
    own = _filed_or_signed_by(person)
    wanted = Q(pk__in=at_the_desk) | Q(pk__in=[part.postulate_id for part in parts]) | own
    cases = {case.pk: case for case in seen.filter(wanted, _has_a_day(parts))}
    public = set(Postulate.objects.public().filter(pk__in=cases).values_list("pk", flat=True))
    mine = set(Postulate.objects.filter(own, pk__in=cases).values_list("pk", flat=True))
    entries = [entry for case in cases.values() for entry in _of_case(case, case.pk in public, at_the_desk, mine)]
    entries += [
        _part(part, cases[part.postulate_id], part.postulate_id in public)
        for part in parts
        if part.postulate_id in cases
    ]
    return entries


def _filed_or_signed_by(person: User) -> Q:
    filed = Postulate.objects.of(person).exclude(status=State.DRAFT).values("pk")
    return Q(pk__in=filed) | Q(pk__in=Postulate.objects.co_signed_by(person).values("pk"))


def _has_a_day(parts: Iterable[Assignment]) -> Q:
    runs = Q(status__in=CLOCK_RUNS, due_on__isnull=False)
    returned = Q(status=State.RETURNED, correct_by__isnull=False)
    return runs | returned | Q(pk__in=[part.postulate_id for part in parts])


def _at_the_desk(actor: Actor, person: User) -> Q:
    """Match what the person deals with, or whom they stand in for, or nobody in their unit yet; heads see all of it."""
    away = stands_in_for(person, timezone.localdate())
    own = Q(officer=actor.pk) | Q(officer__in=away.values("pk"))
    return Q(unit_id__in=actor.desks) & (own | Q(officer__isnull=True) | Q(unit_id__in=actor.headships))


def _leads_at_the_desk(actor: Actor, person: User) -> "QuerySet[Assignment]":
    return Assignment.objects.filter(_at_the_desk(actor, person), is_current=True, is_lead=True)


def _parts_at_the_desk(actor: Actor, person: User) -> list[Assignment]:
    """Return what other units asked of the person's, with a day, and still wait for."""
    asked = Assignment.objects.filter(
        _at_the_desk(actor, person),
        is_current=True,
        is_lead=False,
        part__isnull=True,
        due_on__isnull=False,
        postulate__status__in=RUNNING,
    )
    return list(asked)


def _of_case(case: Postulate, is_public: bool, at_the_desk: set[int], mine: set[int]) -> Iterable[CalendarEntry]:
    name = _called(case, is_public)
    if case.state is State.RETURNED and case.correct_by and case.pk in mine:
        yield _entry(case, "correction", case.correct_by, _("Correction due: %(case)s") % {"case": name})
    if case.state not in CLOCK_RUNS or case.due_on is None:
        return
    if case.pk in at_the_desk:
        yield _entry(case, "answer", case.due_on, _("Answer due: %(case)s") % {"case": name})
    elif case.pk in mine:
        yield _entry(case, "answer", case.due_on, _("The answer of the city is due: %(case)s") % {"case": name})


def _part(part: Assignment, case: Postulate, is_public: bool) -> CalendarEntry:
    summary = _("Part of an answer due: %(case)s") % {"case": _called(case, is_public)}
    return _entry(case, f"part-{part.pk}", part.due_on or timezone.localdate(), summary)


def _called(case: Postulate, is_public: bool) -> str:
    return str(case) if is_public else case.reference


def _entry(case: Postulate, what: str, day: date, summary: str) -> CalendarEntry:
    return CalendarEntry(
        name=f"case-{case.key}-{what}",
        at=day,
        summary=summary,
        description="",
        url=_address(case),
        language=get_language() or case.language,
        changed=case.updated_at,
        sequence=case.version,
    )


def _address(case: Postulate) -> str:
    return reverse("postulates:case", kwargs={"year": case.year, "number": case.number})
