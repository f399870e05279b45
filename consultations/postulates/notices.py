"""Who is told about an event of a case. Recipients are keys; their addresses are read when the mail is written."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Post
from city.queries import with_deputies
from consultations.organisations.queries import writers_of
from notifications.queries import addresses, followers

from .models import CaseEvent, CoSignature, Postulate
from .workflow import Audience, occurrence

FOLLOWED_AS, TOPIC, UNIT, ORGANISATION = "postulate", "topic", "unit", "organisation"


def addressees(event: CaseEvent) -> list[str]:
    """Return the keys of the people to be told, each once; who acted is told only as an author."""
    people: dict[int, None] = {}
    for audience in occurrence(event.move).tells:
        found = _people(audience, event.postulate)
        people.update(dict.fromkeys(pk for pk in found if pk != event.actor_id or audience is Audience.AUTHOR))
    return [f"user:{pk}" for pk in people]


def targets(event: CaseEvent) -> list[tuple[str, int]]:
    """Return the things whose followers are to be told, as kind and id; none while the case is not public."""
    audiences = occurrence(event.move).tells
    found: list[tuple[str, int]] = []
    if not {Audience.FOLLOWERS, Audience.INTERESTED}.intersection(audiences) or not _is_public(event):
        return found
    if Audience.FOLLOWERS in audiences:
        found += _cases(event.postulate)
    if Audience.INTERESTED in audiences:
        found += _around(event.postulate)
    return found


def _is_public(event: CaseEvent) -> bool:
    return Postulate.objects.public().filter(pk=event.postulate_id).exists()


def count_told(events: Iterable[CaseEvent]) -> int:
    """Return how many addresses would be told of the events, each counted once."""
    events = list(events)
    people = {key for event in events for key in addressees(event)}
    following = followers([target for event in events for target in targets(event)])
    return len(people) + following.exclude(email__in=addresses(people)).count()


def _cases(postulate: Postulate) -> Iterable[tuple[str, int]]:
    """Return a case and those joined with it: their followers are told where it goes on, but never moved."""
    return [(FOLLOWED_AS, pk) for pk in (postulate.pk, *postulate.duplicates.values_list("pk", flat=True))]


def _around(postulate: Postulate) -> Iterable[tuple[str, int]]:
    """Return the topics of a case, the units that deal with it, and the organisations that are named on it."""
    yield from ((TOPIC, pk) for pk in postulate.topics.values_list("pk", flat=True))
    units = postulate.assignments.filter(is_current=True).values_list("unit_id", flat=True)
    yield from ((UNIT, pk) for pk in units)
    if postulate.organisation_id and postulate.show_name:
        yield ORGANISATION, postulate.organisation_id
    named = postulate.co_signatures.filter(state=CoSignature.State.ACCEPTED, show_name=True)
    yield from ((ORGANISATION, pk) for pk in named.values_list("organisation_id", flat=True))


def _people(audience: Audience, postulate: Postulate) -> Iterable[int]:
    finder = _FINDERS.get(audience)
    return finder(postulate) if finder else ()


def _authors(postulate: Postulate) -> Iterable[int]:
    if postulate.author_id:
        yield postulate.author_id
    if postulate.organisation_id:
        yield from writers_of({postulate.organisation_id}).values_list("person_id", flat=True)


def _signing(*states: str) -> Callable[[Postulate], Iterable[int]]:
    def find(postulate: Postulate) -> Iterable[int]:
        organisations = postulate.co_signatures.filter(state__in=states).values_list("organisation_id", flat=True)
        return writers_of(set(organisations)).values_list("person_id", flat=True)

    return find


def _holding(role: Role) -> Callable[[Postulate], Iterable[int]]:
    def find(postulate: Postulate) -> Iterable[int]:
        return _and_deputies(User.objects.filter(groups__name=role.value, is_active=True).values_list("pk", flat=True))

    return find


def _claimant(postulate: Postulate) -> Iterable[int]:
    return _and_deputies([postulate.claimed_by_id]) if postulate.claimed_by_id else []


def _posts(postulate: Postulate, *, is_lead: bool) -> "QuerySet[Post]":
    units = postulate.assignments.filter(is_current=True, is_lead=is_lead).values("unit_id")
    return Post.objects.filter(unit_id__in=units, person__is_active=True)


def _and_deputies(people: Iterable[int]) -> Iterable[int]:
    """Return the people and whoever stands in today for those of them who are away."""
    return with_deputies(people, timezone.localdate())


def _lead_unit(postulate: Postulate) -> Iterable[int]:
    return _and_deputies(_posts(postulate, is_lead=True).values_list("person_id", flat=True))


def _contributing_units(postulate: Postulate) -> Iterable[int]:
    return _and_deputies(_posts(postulate, is_lead=False).values_list("person_id", flat=True))


def _officer(postulate: Postulate) -> Iterable[int]:
    current = postulate.assignments.filter(is_current=True, officer__is_active=True)
    return _and_deputies(current.values_list("officer_id", flat=True))


def _approvers(postulate: Postulate) -> Iterable[int]:
    heads = _posts(postulate, is_lead=True).exclude(kind=Post.Kind.OFFICIAL)
    return _and_deputies(heads.values_list("person_id", flat=True))


_FINDERS: dict[Audience, Callable[[Postulate], Iterable[int]]] = {
    Audience.AUTHOR: _authors,
    Audience.INVITED: _signing(CoSignature.State.INVITED),
    Audience.CO_SIGNERS: _signing(CoSignature.State.ACCEPTED),
    Audience.MODERATORS: _holding(Role.MODERATOR),
    Audience.COORDINATORS: _holding(Role.COORDINATOR),
    Audience.CLAIMANT: _claimant,
    Audience.LEAD_UNIT: _lead_unit,
    Audience.CONTRIBUTING_UNITS: _contributing_units,
    Audience.APPROVERS: _approvers,
    Audience.OFFICER: _officer,
}
