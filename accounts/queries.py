"""What other apps may ask about people."""

from allauth.account.models import EmailAddress

from .models import User
from .roles import STAFF, roles_of

__all__ = ["confirmed_addresses", "has_confirmed", "may_sign_in_by_mail"]


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
