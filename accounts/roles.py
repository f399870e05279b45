"""The roles of the product. A role is a group made by code; what it may do is said by the app that owns the thing."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.languages import target_languages

from .models import User


class Role(models.TextChoices):
    """Who somebody is to the product; the value is the name of the group."""

    EDITOR = "editor", _("editor")
    AUTHOR = "author", _("author of pages")
    TRANSLATOR = "translator", _("translator")
    MODERATOR = "moderator", _("moderator")
    COORDINATOR = "coordinator", _("coordinator")
    OFFICIAL = "official", _("official")
    APPROVER = "approver", _("approver")
    AUDITOR = "auditor", _("auditor")
    ORGANISATION_MEMBER = "organisation_member", _("member of an organisation")
    ADMINISTRATOR = "administrator", _("administrator")


STAFF = frozenset(Role) - {Role.ORGANISATION_MEMBER}

_grants: dict[str, set[str]] = defaultdict(set)


def translator_group(language: str) -> str:
    """Return the name of the group of translators into one language: ``translator-uk``."""
    return f"{Role.TRANSLATOR}-{language}"


def group_names() -> list[str]:
    """Return every group the code owns; there is one translator group per language that is not the source."""
    plain = [role.value for role in Role if role is not Role.TRANSLATOR]
    return plain + [translator_group(code) for code in target_languages()]


def grant(group: str, permissions: Iterable[str]) -> None:
    """Let an app declare, at start-up, that a group holds permissions given as ``app_label.codename``."""
    _grants[group].update(permissions)


def sync_groups() -> None:
    """Create missing groups and give each exactly what the apps granted; called after every migrate.

    A permission named by an app but absent from the database raises ``Permission.DoesNotExist``.
    """
    known = {
        f"{app_label}.{codename}": pk
        for pk, app_label, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for name in group_names():
        group, _created = Group.objects.get_or_create(name=name)
        missing = _grants[name] - known.keys()
        if missing:
            raise Permission.DoesNotExist(f"Group {name} is granted unknown permissions: {sorted(missing)}")
        group.permissions.set([known[permission] for permission in _grants[name]])


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """Return the roles a person holds; one query. Nobody in particular holds none."""
    if not user.pk:
        return frozenset()
    names = Group.objects.filter(user=user.pk).values_list("name", flat=True)
    return frozenset(Role(name.split("-")[0]) for name in names if name.split("-")[0] in Role.values)
