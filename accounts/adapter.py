"""Where django-allauth meets our people and our mail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .models import User

_UNKNOWN = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):
    """Remembers the language in which a person came, and writes to them in it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code from our newest message. Compare it and type it again."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then ask for a new code."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """Return an unsaved person who reads the language of the page on which they signed up."""
        user: User = super().new_user(request)
        user.language = get_language() or user.language
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one mail in the language of the person it goes to; to a stranger, in that of the page."""
        if template_prefix == _UNKNOWN and User.objects.filter(email__iexact=email, is_active=True).exists():
            # Only who works for the city is known and yet gets no code; a web page must not tell that, their mail may.
            template_prefix = "accounts/email/password_needed"
        with override(_language_of(email, context) or get_language()):
            super().send_mail(template_prefix, email, context)


def _language_of(email: str, context: dict[str, Any]) -> str | None:
    user = context.get("user")
    if isinstance(user, User):
        return user.language
    return User.objects.filter(email__iexact=email).values_list("language", flat=True).first()


def address_of(request: HttpRequest) -> str | None:
    """Return the address of the visitor's machine: the last one that a proxy of ours reports, if there is one.

    A sign-in by code, without a connection, has none.
    """
    if "REMOTE_ADDR" not in request.META:
        return None
    address: str | None = AccountAdapter(request).get_client_ip(request)
    return address
