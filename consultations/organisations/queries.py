"""What others may ask about organisations, and what the pages of this room show."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import User
from accounts.queries import confirmed_addresses

from .models import Invitation, InvitationQuerySet, Membership, Organisation, OrganisationQuerySet

__all__ = [
    "invitation_with",
    "invitations_to",
    "membership_of",
    "organisations_of",
    "writable_organisation_ids",
    "writers_of",
]


def organisations_of(person: models.Model) -> OrganisationQuerySet:
    """Return the organisations a person may write for; a suspended one is not among them."""
    return Organisation.objects.with_editor(person.pk) if person.pk else Organisation.objects.none()


def writable_organisation_ids(person: models.Model) -> frozenset[int]:
    """Return the keys of the organisations a person may write for. One query."""
    return frozenset(organisations_of(person).values_list("pk", flat=True))


def writers_of(organisation_ids: set[int]) -> "models.QuerySet[Membership]":
    """Return the owners and editors of the organisations, with the person loaded."""
    return Membership.objects.filter(
        organisation_id__in=organisation_ids,
        role__in=Membership.WRITERS,
        person__is_active=True,
    ).select_related("person")


def membership_of(person: User | AnonymousUser, organisation: Organisation) -> Membership | None:
    """Return the person's place in the organisation, if they have one."""
    return Membership.objects.filter(organisation=organisation, person_id=person.pk).first() if person.pk else None


def invitation_with(token: str) -> Invitation | None:
    """Return the invitation whose link holds this secret, in whatever state it is."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(token_hash=Invitation.hash_of(token)).first()


def invitations_to(person: User) -> InvitationQuerySet:
    """Return the invitations that the person can accept now: those to an address they have confirmed."""
    return Invitation.objects.open().filter(email__in=confirmed_addresses(person)).select_related("organisation")
