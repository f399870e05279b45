"""What others may ask about organisations."""

from django.db import models

from .models import Membership, Organisation, OrganisationQuerySet

__all__ = ["organisations_of", "writable_organisation_ids", "writers_of"]


def organisations_of(person: models.Model) -> OrganisationQuerySet:
    """Return the organisations a person may write for."""
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
