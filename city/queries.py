"""What others may ask about the city."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from accounts.models import User
from accounts.roles import STAFF, roles_of

from .models import (
    Absence,
    Competence,
    DeadlineRule,
    Named,
    Post,
    Topic,
    Unit,
    arranges_for_all,
    colleagues_headed_by,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the language it is really in, so that a page can mark a fallback with ``lang``."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def names(model: type[Named], language: str | None = None) -> Mapping[UUID, Name]:
    """Return, by translation key, every row's name in the language, else in the source language. One query."""
    return _in_language(model._default_manager.all(), "translation_key", "name", language)


def names_among(rows: QuerySet[Any], language: str | None = None) -> Mapping[UUID, Name]:
    """Return the same of the rows, in whichever language they are given. One query."""
    model = rows.model
    every_language = model._default_manager.filter(translation_key__in=rows.order_by().values("translation_key"))
    return _in_language(every_language, "translation_key", "name", language)


def names_by_code(model: type[Named], language: str | None = None) -> Mapping[str, Name]:
    """Return, by code, every row's name in the language, else in the source language. One query."""
    return _in_language(model._default_manager.all(), "code", "name", language)


def _in_language(rows: QuerySet[Any], key: str, field: str, language: str | None) -> dict[Any, Name]:
    """Return, by a key that a row has in every language, a text of it in the language, else in the source language."""
    language = language or get_language() or settings.LANGUAGE_CODE
    either = rows.filter(locale__language_code__in={language, settings.LANGUAGE_CODE})
    found: dict[Any, Name] = {}
    for shared, text, code in either.values_list(key, field, "locale__language_code"):
        if code == language or shared not in found:
            found[shared] = Name(text, code)
    return found


def rule_on(code: str, day: date) -> DeadlineRule:
    """Return the deadline rule with the code that is in force on the day.

    Raises ``DeadlineRule.DoesNotExist`` where the city has not set one.
    """
    in_force = DeadlineRule.objects.filter(code=code, valid_from__lte=day).exclude(valid_to__lt=day)
    rule = in_force.order_by("-valid_from").first()
    if rule is None:
        raise DeadlineRule.DoesNotExist(f"No deadline rule {code!r} is in force on {day}.")
    return rule


def rules_on(code: str, days: Collection[date]) -> dict[date, DeadlineRule]:
    """Return the deadline rule with the code for each of the days on which one is in force. One query."""
    rules = list(DeadlineRule.objects.filter(code=code).order_by("valid_from"))
    return {
        day: rule
        for rule in rules
        for day in days
        if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)
    }


def proposed_units(topic_ids: Iterable[int]) -> list[tuple[Unit, list[Topic]]]:
    """Return the active units competent for the topics, with the topics each answers for; most topics first.

    A topic that no unit has follows the nearest one it is part of. Two queries.
    """
    wanted = set(topic_ids)
    topics = {topic.pk: topic for topic in Topic.objects.facts()}
    units: dict[int, list[Unit]] = defaultdict(list)
    for row in Competence.objects.filter(unit__is_active=True).select_related("unit"):
        units[row.topic_id].append(row.unit)
    proposed: dict[Unit, list[Topic]] = defaultdict(list)
    for topic in topics.values():
        if topic.pk in wanted:
            for unit in _nearest(topic, topics, units):
                proposed[unit].append(topic)
    return sorted(proposed.items(), key=lambda pair: (-len(pair[1]), pair[0].name))


def _nearest(topic: Topic, topics: Mapping[int, Topic], units: Mapping[int, list[Unit]]) -> list[Unit]:
    """Return the units of the topic, else of what it is part of; a ring of topics ends where it began."""
    passed: set[int] = set()
    here: Topic | None = topic
    while here is not None and here.pk not in passed:
        if here.pk in units:
            return units[here.pk]
        passed.add(here.pk)
        here = topics.get(here.parent_id) if here.parent_id else None
    return []


def extra_questions(topic_ids: Iterable[int], language: str | None = None) -> dict[int, Name]:
    """Return the extra question of each topic that has one, in the language, else in the source one. Two queries."""
    keys = dict(Topic.objects.filter(pk__in=topic_ids).values_list("translation_key", "pk"))
    asked = Topic.objects.filter(translation_key__in=keys).exclude(extra_question="")
    found = _in_language(asked, "translation_key", "extra_question", language)
    return {keys[key]: question for key, question in found.items()}


class Desk(NamedTuple):
    """A post somebody acts in on a day: their own, or that of a person they stand in for."""

    unit_id: int
    kind: str
    is_deputised: bool


def desks_of(person: User, day: date) -> list[Desk]:
    """Return the person's own posts, then those of everybody they stand in for on the day. One query.

    A deputy of a head acts as the head. Standing in is not passed on: whoever stands in for a deputy does not stand in
    for those the deputy stood in for. A post held anyhow is not listed a second time.
    """
    away = Absence.objects.on(day).filter(deputy=person, person__is_active=True)
    posts = Post.objects.filter(Q(person=person) | Q(person__in=away.values("person")))
    found = {(post.unit_id, post.kind, post.person_id != person.pk) for post in posts}
    return sorted(
        (Desk(*desk) for desk in found if not (desk[2] and (desk[0], desk[1], False) in found)),
        key=lambda desk: (desk.is_deputised, desk.unit_id, desk.kind),
    )


def stands_in_for(person: User, day: date) -> QuerySet[User]:
    """Return the people whose deputy the person is on the day."""
    away = Absence.objects.on(day).filter(deputy=person)
    return User.objects.filter(pk__in=away.values("person"), is_active=True).order_by("last_name", "first_name", "pk")


def with_deputies(people: Iterable[int], day: date) -> list[int]:
    """Return the keys of the people, and of whoever stands in on the day for those of them who are away."""
    told = list(people)
    away = Absence.objects.on(day).filter(person__in=told, deputy__is_active=True)
    return [*told, *away.order_by("pk").values_list("deputy_id", flat=True)]


def office() -> QuerySet[User]:
    """Return everybody who holds a post, by name."""
    return User.objects.filter(pk__in=Post.objects.values("person"), is_active=True).order_by(
        "last_name", "first_name", "pk"
    )


def people_arranged_by(actor: User) -> QuerySet[User]:
    """Return the people whose absences the actor may plan and cancel.

    Oneself, for a head and the deputies of a head everybody in the unit, for coordinators and administrators the whole
    office; always people who hold a post.
    """
    if arranges_for_all(actor):
        return office()
    return office().filter(Q(pk=actor.pk) | Q(pk__in=colleagues_headed_by(actor).values("person")))


def works_in_the_city(person: User) -> bool:
    """Say whether the person has a role of the staff or a post."""
    return person.is_superuser or bool(roles_of(person) & STAFF) or office().filter(pk=person.pk).exists()
