"""Who may do what with an organisation, apart from its members."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Role, roles_of

CHECKERS = frozenset({Role.MODERATOR, Role.COORDINATOR})


def is_checker(user: User | AnonymousUser) -> bool:
    """Say whether the person checks organisations for the city; none of those they belong to, see the service."""
    return bool(user.pk and roles_of(user) & CHECKERS)
