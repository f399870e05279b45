"""The administration speaks the language of a person's messages until they choose another there."""

from typing import Any

from django.contrib.auth.signals import user_logged_in

from .models import User


def _begin_in_own_language(user: User, **kwargs: Any) -> None:
    from wagtail.users.models import UserProfile

    if user.is_staff:
        UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": user.language})


def connect() -> None:
    """Start listening; called once at start-up."""
    user_logged_in.connect(_begin_in_own_language, dispatch_uid="accounts.admin_language")
