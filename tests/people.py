"""Invented people with roles and posts."""

from itertools import count

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role
from city.models import Post, Unit
from consultations.organisations.models import Membership, Organisation

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def person(*roles: Role, language: str = "pl", name: str = "") -> User:
    """Save a person with the roles."""
    number = next(_numbers)
    first = name or (roles[0].value if roles else "person")
    user = User.objects.create_user(
        f"{first}{number}@example.org".lower(), PASSWORD, first_name=first.title(), last_name=f"No{number}",
        language=language, is_staff=bool(roles),
    )  # fmt: skip
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return user


def official(code: str, *, kind: str = Post.Kind.OFFICIAL, language: str = "pl") -> User:
    """Save a person with a post in the unit."""
    role = Role.OFFICIAL if kind == Post.Kind.OFFICIAL else Role.APPROVER
    user = person(role, language=language)
    Post.objects.create(unit=unit(code), person=user, kind=kind)
    return user


def unit(code: str) -> Unit:
    """Return the unit's row in the source language."""
    return Unit.objects.facts().get(code=code)


def organisation(name: str = "", *, owner: User | None = None, verified: bool = True) -> Organisation:
    """Save an invented organisation with an owner."""
    status = Organisation.Status.VERIFIED if verified else Organisation.Status.UNVERIFIED
    row = Organisation.objects.create(
        legal_name=name or f"Fundacja Przykładowa {next(_numbers)}",
        kind=Organisation.Kind.FOUNDATION,
        status=status,
    )
    Membership.objects.create(organisation=row, person=owner or person(), role=Membership.Role.OWNER)
    return row
