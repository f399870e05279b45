"""Accounts that begin with nothing but an e-mail address."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.utils import timezone

from .models import User
from .queries import may_sign_in_by_mail

__all__ = ["claim_account", "erase_unconfirmed", "person_for_code"]


@transaction.atomic
def person_for_code(*, email: str, language: str | None) -> User | None:
    """Return whom a code to this address signs in, made now if nobody has it; None when a code is not enough for them.

    A button pressed twice makes one account. Looks at the address of the account only: one that somebody merely asked
    to change to is not theirs yet.
    """
    email = email.strip().lower()
    person, _is_new = User.objects.get_or_create(
        email__iexact=email,
        defaults={"email": email, "language": language or settings.LANGUAGE_CODE, "password": make_password(None)},
    )
    if not person.is_active or not may_sign_in_by_mail(person):
        return None
    EmailAddress.objects.get_or_create(user=person, email=email, defaults={"primary": True, "verified": False})
    return person


@transaction.atomic
def claim_account(*, person_id: int, email: str) -> None:
    """Hand an account to the owner of its address: a password set before anybody confirmed the address ends.

    Otherwise somebody could sign up with the address of another person, wait, and share the account with them.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if EmailAddress.objects.filter(user=person, email=email.lower(), verified=False).exists():
        person.set_unusable_password()
        person.save(update_fields=["password"])


@transaction.atomic
def erase_unconfirmed() -> None:
    """Erase accounts begun with an address that nobody confirmed in time; nothing can hang on them yet."""
    border = timezone.now() - timedelta(days=settings.ACCOUNTS_UNCONFIRMED_KEPT_DAYS)
    begun = User.objects.filter(
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        last_login__isnull=True,
        date_joined__lt=border,
        is_staff=False,
        groups__isnull=True,
        emailaddress__verified=False,
    )
    for person in begun.exclude(pk__in=EmailAddress.objects.filter(verified=True).values("user_id")):
        person.delete()
