"""Who looks after pages: their owner, their deputy, and the editors of the site."""

from typing import TYPE_CHECKING

from accounts.models import User
from accounts.roles import Role, roles_of

if TYPE_CHECKING:
    from cms.pages import BasePage

EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})


def looks_after_all(user: User) -> bool:
    """Say whether the person sees what concerns every page; one query at most."""
    return user.is_active and (user.is_superuser or bool(roles_of(user) & EDITORS))


def may_confirm(user: User, page: "BasePage") -> bool:
    """Say whether the person may confirm that the page is true; the page is the version in the source language."""
    if not user.is_active:
        return False
    return user.pk in {page.content_owner_id, page.deputy_id} or bool(page.permissions_for_user(user).can_edit())
