"""Who reviews, and which of them is told."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role, translator_group

from .models import ReviewTask


def groups_of(language: str) -> list[str]:
    """Return the groups that review pages in a language; those first in line are told first."""
    first = [] if language == settings.LANGUAGE_CODE else [translator_group(language)]
    return [*first, Role.EDITOR.value, Role.ADMINISTRATOR.value]


def to_be_told(task: ReviewTask, *, but: Iterable[int | None]) -> list[User]:
    """Return the reviewers first in line: the next group is asked where the first has nobody but those left out."""
    left_out = [pk for pk in but if pk is not None]
    present = set(task.groups.values_list("name", flat=True))
    for name in groups_of(task.language):
        people = list(User.objects.filter(groups__name=name, is_active=True).exclude(pk__in=left_out))
        if people and name in present:
            return people
    return []


def assign(task: ReviewTask) -> None:
    """Let exactly the groups of the language review."""
    task.groups.set(Group.objects.filter(name__in=groups_of(task.language)))


def is_reviewer(task: ReviewTask, person: User) -> bool:
    """Say whether somebody may decide for this task."""
    return person.is_active and (person.is_superuser or task.groups.filter(user=person.pk).exists())
