"""Who is told about an event of a case. Recipients are keys; their addresses are read when the mail is written."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, Post
from consultations.organisations.queries import writers_of
from notifications.queries import subscribers

from .models import CaseEvent, CoSignature, Postulate
from .workflow import Audience, occurrence

FOLLOWED_AS = "postulate"


def addressees(event: CaseEvent) -> list[str]:
    """Return the keys of everybody to be told, each once; who acted is told only as an author."""
    audiences = occurrence(event.move).tells
    people: dict[int, None] = {}
    for audience in audiences:
        found = _people(audience, event.postulate)
        people.update(dict.fromkeys(pk for pk in found if pk != event.actor_id or audience is Audience.AUTHOR))
    keys = [f"user:{pk}" for pk in people]
    is_public = Postulate.objects.public().filter(pk=event.postulate_id).exists()
    if Audience.FOLLOWERS in audiences and is_public:
        keys += [f"subscription:{pk}" for pk in _followers(event.postulate, told=_addresses(people))]
    return keys


def _addresses(people: Iterable[int]) -> set[str]:
    return {email.lower() for email in User.objects.filter(pk__in=people).values_list("email", flat=True)}


def _followers(postulate: Postulate, *, told: set[str]) -> Iterable[int]:
    """Return the subscriptions to a case and to those joined with it: followed where it goes on, but never moved.

    Each address counts once: that of the case itself before that of a joined one, and none that is told anyhow.
    """
    for followed in (postulate.pk, *postulate.duplicates.order_by("pk").values_list("pk", flat=True)):
        for pk, email in subscribers(FOLLOWED_AS, followed).values_list("pk", "email"):
            if email.lower() not in told:
                told.add(email.lower())
                yield pk


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
        return User.objects.filter(groups__name=role.value, is_active=True).values_list("pk", flat=True)

    return find


def _claimant(postulate: Postulate) -> Iterable[int]:
    return [postulate.claimed_by_id] if postulate.claimed_by_id else []


def _posts(postulate: Postulate, *, is_lead: bool) -> "QuerySet[Post]":
    units = postulate.assignments.filter(is_current=True, is_lead=is_lead).values("unit_id")
    return Post.objects.filter(unit_id__in=units, person__is_active=True)


def _and_deputies(people: Iterable[int]) -> Iterable[int]:
    """Return the people and whoever stands in today for those of them who are away."""
    told = list(people)
    away = Absence.objects.on(timezone.localdate()).filter(person__in=told, deputy__is_active=True)
    return [*told, *away.order_by("pk").values_list("deputy_id", flat=True)]


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
