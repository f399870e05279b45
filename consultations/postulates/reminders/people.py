"""Who is reminded: whoever has it in hand, their deputies on the days on which they are away, and who can help late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, Post
from consultations.postulates.models import Reminder

from .dues import Due


@dataclass(frozen=True, slots=True)
class Office:
    """Who works where on a day and who stands in for whom; people who left are not in it.

    ``posts`` has the kind of each person's post by unit, ``deputies`` the deputy of each person who is away.
    """

    posts: Mapping[int, Mapping[int, str]]
    deputies: Mapping[int, int]
    moderators: frozenset[int]
    coordinators: frozenset[int]


def office_on(day: date) -> Office:
    """Return the office as it is on a day. Four queries."""
    posts: dict[int, dict[int, str]] = defaultdict(dict)
    for unit, person, kind in Post.objects.filter(person__is_active=True).values_list("unit", "person", "kind"):
        posts[unit][person] = kind
    away = Absence.objects.on(day).filter(person__is_active=True, deputy__is_active=True)
    return Office(
        posts=dict(posts),
        deputies=dict(away.values_list("person", "deputy")),
        moderators=_holders(Role.MODERATOR),
        coordinators=_holders(Role.COORDINATOR),
    )


def people_to_remind(due: Due, today: date, office: Office) -> frozenset[int]:
    """Return whom to remind; where nobody has it in hand these are the coordinators."""
    is_late = due.due_on < today
    if due.kind is Reminder.Kind.CHECK:
        return _moderators(due, office, is_late=is_late)
    people = _in_unit(due, office, is_late=is_late)
    if due.is_approved or not people:
        people |= office.coordinators
    return people | _deputies(people, office)


def _moderators(due: Due, office: Office, *, is_late: bool) -> frozenset[int]:
    """Return the moderator in charge with their deputy; all of them where there is none, or when it is late.

    All of them, too, when the one in charge is away and their deputy is no moderator: somebody has to take it over.
    """
    in_charge = office.moderators & {due.with_person}
    deputies = _deputies(in_charge, office)
    is_in_hand = bool(in_charge) and not (deputies and not deputies & office.moderators)
    people = in_charge if is_in_hand and not is_late else office.moderators
    return people | _deputies(people, office)


def _in_unit(due: Due, office: Office, *, is_late: bool) -> frozenset[int]:
    """Return the official in charge, else everybody in the unit; heads too where it is late or waits for them."""
    posts = office.posts.get(due.with_unit, {}) if due.with_unit else {}
    people = posts.keys() & {due.with_person} or set(posts)
    if is_late or due.is_in_approval:
        people |= {person for person, kind in posts.items() if kind != Post.Kind.OFFICIAL}
    return frozenset(people)


def _deputies(people: Iterable[int], office: Office) -> frozenset[int]:
    return frozenset(office.deputies[person] for person in people if person in office.deputies)


def _holders(role: Role) -> frozenset[int]:
    return frozenset(User.objects.filter(groups__name=role.value, is_active=True).values_list("pk", flat=True))
