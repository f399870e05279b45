"""Every change of an organisation."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.roles import Role, roles_of

from .models import Membership, Organisation

CHECKERS = frozenset({Role.MODERATOR, Role.COORDINATOR})


@transaction.atomic
def register_organisation(
    *,
    actor: User,
    legal_name: str,
    kind: str,
    krs: str = "",
    nip: str = "",
    website: str = "",
) -> Organisation:
    """Save a new, unverified organisation whose owner is the actor.

    Raises ``ValidationError`` for a wrong or already registered number.
    """
    organisation = Organisation(legal_name=legal_name, kind=kind, krs=krs, nip=nip, website=website)
    organisation.full_clean()
    organisation._history_user = actor  # type: ignore[attr-defined]
    organisation._change_reason = "organisation.registered"  # type: ignore[attr-defined]
    organisation.save()
    Membership.objects.create(organisation=organisation, person=actor, role=Membership.Role.OWNER)
    return organisation


@transaction.atomic
def add_member(*, actor: User, organisation: Organisation, person: User, role: str) -> Membership:
    """Give a person a place in the organisation; only an owner may.

    Raises ``PermissionDenied`` for anybody else.
    """
    owns = Membership.objects.filter(organisation=organisation, person=actor, role=Membership.Role.OWNER)
    if not owns.exists():
        raise PermissionDenied
    membership, _created = Membership.objects.update_or_create(
        organisation=organisation, person=person, defaults={"role": role}
    )
    return membership


@transaction.atomic
def decide_verification(*, actor: User, organisation_id: int, status: str, reason: str) -> Organisation:
    """Record that the city checked who the organisation is; its own members may not, nor anybody but the checkers.

    Raises ``PermissionDenied`` for anybody else.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    is_member = Membership.objects.filter(organisation=organisation, person=actor).exists()
    if is_member or not roles_of(actor) & CHECKERS:
        raise PermissionDenied
    organisation.status = Organisation.Status(status)
    organisation.status_reason = reason
    organisation._history_user = actor  # type: ignore[attr-defined]
    organisation._change_reason = f"organisation.{status}"  # type: ignore[attr-defined]
    organisation.save()
    return organisation
