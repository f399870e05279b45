"""Who asks for a page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the signed-in person; the views that call it are behind ``login_required``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
