"""What other apps may ask about people."""

from hashlib import sha256

from allauth.account.models import EmailAddress
from django.utils.crypto import constant_time_compare

from .models import CalendarKey, User
from .roles import STAFF, roles_of

__all__ = ["confirmed_addresses", "digest_of", "has_confirmed", "may_sign_in_by_mail", "person_with_calendar_key"]


def confirmed_addresses(person: User) -> list[str]:
    """Return the person's addresses that they have shown to be theirs, in small letters."""
    rows = EmailAddress.objects.filter(user=person, verified=True)
    return [email.lower() for email in rows.values_list("email", flat=True)]


def has_confirmed(person: User, email: str) -> bool:
    """Say whether the person has shown that the address is theirs."""
    return email.lower() in confirmed_addresses(person)


def may_sign_in_by_mail(person: User) -> bool:
    """Say whether a code by mail is enough to sign in: never for those who work here."""
    return not (person.is_staff or person.is_superuser or roles_of(person) & STAFF)


def person_with_calendar_key(pk: int, secret: str) -> User | None:
    """Return whose calendar the key opens; None for a wrong or renewed key and for a closed account. One query."""
    key = CalendarKey.objects.filter(pk=pk, person__is_active=True).select_related("person").first()
    is_right = constant_time_compare(digest_of(secret), key.digest if key else "")
    return key.person if key and is_right else None


def digest_of(secret: str) -> str:
    """Return what is stored of a secret that was drawn by chance: it is too long to be guessed from this."""
    return sha256(secret.encode()).hexdigest()
