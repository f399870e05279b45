"""Who belongs to an organisation, and as what. There is always an owner who can act."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.organisations.models import Membership, Organisation

from .locks import is_owner, lock, lock_as_owner


@transaction.atomic
def add_member(*, actor: User, organisation: Organisation, person: User, role: str) -> Membership:
    """Give a person a place in the organisation; only an owner may.

    Raises ``PermissionDenied`` for anybody else, ``ValidationError`` when it would leave no owner.
    """
    locked = lock_as_owner(organisation.pk, actor)
    membership = Membership.objects.filter(organisation=locked, person=person).first()
    if membership:
        return _give(membership, role)
    return Membership.objects.create(organisation=locked, person=person, role=Membership.Role(role))


@transaction.atomic
def change_role(*, actor: User, membership_id: int, role: str) -> Membership:
    """Let an owner say what a member may do.

    Raises ``PermissionDenied`` for anybody else, ``ValidationError`` when it would leave no owner.
    """
    membership = _membership(membership_id)
    lock_as_owner(membership.organisation_id, actor)
    return _give(_membership(membership_id), role)


@transaction.atomic
def remove_member(*, actor: User, membership_id: int) -> None:
    """Let an owner end somebody's membership; also while the organisation is suspended.

    Raises ``PermissionDenied`` for anybody else, ``ValidationError`` when it would leave no owner.
    """
    organisation = lock(_membership(membership_id).organisation_id)
    if not is_owner(organisation, actor):
        raise PermissionDenied
    _end(_membership(membership_id))


@transaction.atomic
def leave(*, actor: User, organisation_id: int) -> None:
    """End the actor's own membership; also while the organisation is suspended.

    Raises ``PermissionDenied`` for somebody who does not belong to it, ``ValidationError`` for its last owner.
    """
    organisation = lock(organisation_id)
    own = Membership.objects.filter(organisation=organisation, person=actor).first()
    if own is None:
        raise PermissionDenied
    _end(own)


def _membership(pk: int) -> Membership:
    """Read a membership; one that ended meanwhile can no longer be changed."""
    membership = Membership.objects.filter(pk=pk).first()
    if membership is None:
        raise ValidationError(_("This person no longer belongs to the organisation."))
    return membership


def _give(membership: Membership, role: str) -> Membership:
    wanted = Membership.Role(role)
    if wanted != Membership.Role.OWNER:
        _keep_an_owner(membership)
    membership.role = wanted
    membership.save(update_fields=["role"])
    return membership


def _end(membership: Membership) -> None:
    _keep_an_owner(membership)
    membership.delete()


def _keep_an_owner(membership: Membership) -> None:
    if membership.role != Membership.Role.OWNER:
        return
    owners = Membership.objects.filter(organisation=membership.organisation_id, role=Membership.Role.OWNER)
    if not owners.exclude(pk=membership.pk).filter(person__is_active=True).exists():
        raise ValidationError(_("An organisation needs an owner. Make another member an owner first."))
