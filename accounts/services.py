"""Accounts that begin with nothing but an e-mail address, and the secret address of a person's calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.utils import timezone

from .models import CalendarKey, User
from .queries import digest_of, may_sign_in_by_mail

__all__ = [
    "NewCalendarKey",
    "claim_account",
    "erase_unconfirmed",
    "make_calendar_key",
    "person_for_code",
    "switch_calendar_off",
]

_SECRET_BYTES = 32


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


@dataclass(frozen=True)
class NewCalendarKey:
    """A key with its secret, which nobody can read a second time."""

    pk: int
    secret: str


@transaction.atomic
def make_calendar_key(*, actor: User, replaces: datetime | None) -> NewCalendarKey | None:
    """Give the actor a new secret address of their calendar; the one before stops working at once.

    ``replaces`` is when the key was made that they saw, None where they saw none. A page sent a second time, or by
    somebody who saw an older state, changes nothing: then None is returned.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    present = CalendarKey.objects.filter(person=actor).first()
    if (present.made_at if present else None) != replaces:
        return None
    secret = token_urlsafe(_SECRET_BYTES)
    key, _is_new = CalendarKey.objects.update_or_create(
        person=actor, defaults={"digest": digest_of(secret), "made_at": timezone.now()}
    )
    return NewCalendarKey(key.pk, secret)


@transaction.atomic
def switch_calendar_off(*, actor: User) -> None:
    """Close the secret address of the actor's calendar for good; a later one is another address. Twice is once."""
    CalendarKey.objects.filter(person=actor).delete()
