"""Staff around cases: who has them and may pass them on, who reads the notes of one, and how a note names people."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, Post

from .models import Assignment, InternalNote, Postulate
from .permissions import Actor
from .queries import is_on_the_desk, is_party, with_a_stake_of
from .workflow import RUNNING, State

WITH_EVERY_CASE = (Role.MODERATOR, Role.COORDINATOR)
CLAIMED = (State.IN_MODERATION, State.RETURNED)
# A person is named as @anna.nowak (the address before its @) or @Anna Nowak; an @ inside a word names nobody.
_NAMED = re.compile(r"(?<!\w)@([\w'-]+(?:\.[\w'-]+)*)(?:[ \u00a0]([\w'-]+))?")


def may_read_notes(actor: Actor, postulate: Postulate) -> bool:
    """Say whether the actor reads what staff write to each other: on the desk, and no party to the case."""
    return is_on_the_desk(actor, postulate) and not is_party(actor, postulate)


def may_write_notes(actor: Actor, postulate: Postulate) -> bool:
    """Say whether the actor may write to the others; an auditor only reads."""
    own = any(row.unit_id in actor.desks for row in postulate.assignments.all() if row.is_current)
    return may_read_notes(actor, postulate) and (own or bool(actor.roles & set(WITH_EVERY_CASE)))


def notes_for(actor: Actor, postulate: Postulate) -> QuerySet[InternalNote]:
    """Return the notes of a case, the oldest first; none for whoever may not read them."""
    if not may_read_notes(actor, postulate):
        return InternalNote.objects.none()
    return postulate.notes.select_related("by").prefetch_related("mentions")


def colleagues_on(postulate: Postulate) -> QuerySet[User]:
    """Return everybody who may read the notes of a case, by name.

    Moderators, coordinators, the units that have the case and who stands in for their people today; never a member of
    an organisation that filed or supports it, nor its author.
    """
    units = postulate.assignments.filter(is_current=True).values("unit_id")
    posts = Post.objects.filter(unit_id__in=units)
    away = Absence.objects.on(timezone.localdate()).filter(person__in=posts.values("person"))
    parties = [postulate.organisation_id, *postulate.co_signatures.values_list("organisation_id", flat=True)]
    on_the_desk = (
        Q(groups__name__in=[role.value for role in WITH_EVERY_CASE])
        | Q(pk__in=posts.values("person"))
        | Q(pk__in=away.values("deputy"))
    )
    found = User.objects.filter(on_the_desk, is_active=True).exclude(pk=postulate.author_id or 0)
    with_a_stake = User.objects.filter(memberships__organisation_id__in=[pk for pk in parties if pk])
    return found.exclude(pk__in=with_a_stake.values("pk")).distinct().order_by("last_name", "first_name", "pk")


def work_to_hand_over(actor: Actor, giver: User) -> tuple[QuerySet[Assignment], QuerySet[Postulate]]:
    """Return what of a colleague's work the actor may pass on.

    Cases they deal with in the units the actor heads, or in every unit for coordinators; cases they moderate for
    moderators and coordinators, but none in which the actor has a stake: who moderates it is not for them to know.
    """
    cases, claims = _arranged_by(actor)
    return cases.filter(officer=giver), claims.filter(claimed_by=giver)


def _arranged_by(actor: Actor) -> tuple[QuerySet[Assignment], QuerySet[Postulate]]:
    cases = Assignment.objects.filter(officer__isnull=False, is_current=True, postulate__status__in=RUNNING)
    if Role.COORDINATOR not in actor.roles:
        cases = cases.filter(unit_id__in=_headed_by(actor))
    claims = Postulate.objects.filter(claimed_by__isnull=False, status__in=CLAIMED)
    return cases, claims.exclude(with_a_stake_of(actor)) if actor.roles & set(WITH_EVERY_CASE) else claims.none()


def _headed_by(actor: Actor) -> frozenset[int]:
    return actor.headships if Role.APPROVER in actor.roles else frozenset()


def may_arrange_work(actor: Actor) -> bool:
    """Say whether the actor may hand over cases of others: heads, coordinators, and moderators for moderated ones."""
    return bool(_headed_by(actor)) or bool(actor.roles & set(WITH_EVERY_CASE))


def givers_for(actor: Actor) -> QuerySet[User]:
    """Return the people who have cases that the actor may hand over, by name."""
    cases, claims = _arranged_by(actor)
    have = Q(pk__in=cases.values("officer")) | Q(pk__in=claims.values("claimed_by"))
    return User.objects.filter(have).order_by("last_name", "first_name", "pk")


def receivers_for(actor: Actor, giver: User) -> QuerySet[User]:
    """Return who may take over: colleagues of the giver's units, and moderators where the giver moderates cases."""
    cases, claims = work_to_hand_over(actor, giver)
    able = Q(posts__unit_id__in=cases.values("unit_id"))
    if claims.exists():
        able |= Q(groups__name=Role.MODERATOR.value)
    found = User.objects.filter(able, is_active=True).exclude(pk=giver.pk)
    return found.distinct().order_by("last_name", "first_name", "pk")


def named_in(text: str, people: Iterable[User]) -> tuple[list[User], list[str]]:
    """Return the people a text names with @, and the names that fit nobody or more than one of them."""
    colleagues = list(people)
    found: dict[int, User] = {}
    unknown: list[str] = []
    for match in _NAMED.finditer(text):
        first, second = match[1], match[2] or ""
        meant = _called(f"{first} {second}", colleagues) if second else []
        meant = meant or _called(first, colleagues)
        if len(meant) == 1:
            found[meant[0].pk] = meant[0]
        else:
            unknown.append(first)
    return list(found.values()), unknown


def _called(name: str, people: list[User]) -> list[User]:
    wanted = name.casefold()
    return [person for person in people if wanted in _names_of(person)]


def _names_of(person: User) -> set[str]:
    names = {person.email.partition("@")[0], person.get_full_name(), person.last_name}
    return {name.casefold() for name in names if name}
