"""The row of an organisation, locked: members and status change one after the other, never at once."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from consultations.organisations.documents import NAME
from consultations.organisations.models import Organisation
from search.services import refresh_later


def lock(organisation_id: int) -> Organisation:
    """Return the organisation, locked until the end of the transaction."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def lock_as_owner(organisation_id: int, actor: User) -> Organisation:
    """Return the locked organisation to an owner of it; raises PermissionDenied to others and while suspended."""
    organisation = lock(organisation_id)
    if organisation.is_suspended or not is_owner(organisation, actor):
        raise PermissionDenied
    return organisation


def is_owner(organisation: Organisation, person: User) -> bool:
    """Say whether the person owns the organisation."""
    return Organisation.objects.with_owner(person.pk).filter(pk=organisation.pk).exists()


def save(organisation: Organisation, *, actor: User, reason: str) -> None:
    """Save the organisation and write into its history who changed it and why. Needs a transaction."""
    organisation._history_user = actor  # type: ignore[attr-defined]
    organisation._change_reason = reason  # type: ignore[attr-defined]
    organisation.save()
    refresh_later(NAME, organisation.pk)
