"""Asking people into an organisation by e-mail, whether they have an account here or not.

What an owner sees never depends on whether an address has an account.
"""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.queries import has_confirmed
from consultations.organisations.models import Invitation, Membership, Organisation
from notifications.services import forget_addressee, send_later

from .locks import lock, lock_as_owner

INVITATION_MAIL = "organisations.invitation"


class InvitationClosed(Exception):
    """The invitation was accepted, taken back or ran out, or its organisation is suspended; ``state`` says which."""

    def __init__(self, state: Invitation.State) -> None:
        super().__init__(state)
        self.state = state


@transaction.atomic
def invite(*, actor: User, organisation_id: int, email: str, role: str, language: str) -> Invitation:
    """Send an invitation, in the given language; to an address invited before it is sent anew and the old link ends.

    Raises ``PermissionDenied`` for anybody but an owner and while suspended, ``ValidationError`` for a wrong address,
    for a member, and when too many invitations are open or went to this address today.
    """
    organisation = lock_as_owner(organisation_id, actor)
    email = email.strip().lower()
    validate_email(email)
    if organisation.memberships.filter(person__email__iexact=email).exists():
        raise ValidationError(_("This person belongs to the organisation already."))
    invitation = organisation.invitations.unanswered().filter(email=email).first()
    if invitation is None or invitation.state != Invitation.State.OPEN:
        _refuse_too_many(organisation)
    _refuse_too_often(organisation, email)
    invitation = invitation or Invitation(organisation=organisation, email=email)
    invitation.role = Membership.Role(role)
    invitation.language = language
    invitation.invited_by = actor
    _send(invitation)
    return invitation


def send_invitation_again(*, actor: User, invitation_id: int) -> Invitation:
    """Send an invitation that nobody accepted once more, for another fourteen days; raises as ``invite``."""
    row = Invitation.objects.get(pk=invitation_id)
    return invite(
        actor=actor, organisation_id=row.organisation_id, email=row.email, role=row.role, language=row.language
    )


@transaction.atomic
def revoke_invitation(*, actor: User, invitation_id: int) -> None:
    """Let an owner take an invitation back: its link ends. One that was accepted stays as it is.

    Raises ``PermissionDenied`` for anybody else and while suspended.
    """
    lock_as_owner(Invitation.objects.get(pk=invitation_id).organisation_id, actor)
    Invitation.objects.unanswered().filter(pk=invitation_id).update(revoked_at=timezone.now())


@transaction.atomic
def accept_invitation(*, actor: User, invitation_id: int) -> Membership:
    """Give the owner of the invited address their place; somebody who has one already keeps it as it is.

    Raises ``InvitationClosed``, or ``PermissionDenied`` when the actor has not confirmed the invited address.
    """
    organisation = lock(Invitation.objects.get(pk=invitation_id).organisation_id)
    invitation = organisation.invitations.get(pk=invitation_id)
    if not has_confirmed(actor, invitation.email):
        raise PermissionDenied
    if invitation.state != Invitation.State.OPEN:
        raise InvitationClosed(invitation.state)
    membership, _is_new = Membership.objects.get_or_create(
        organisation=organisation, person=actor, defaults={"role": invitation.role}
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return membership


@transaction.atomic
def erase_old_invitations() -> None:
    """Erase invitations some time after they were accepted, taken back or ran out, and their addresses in the log."""
    border = timezone.now() - timedelta(days=settings.INVITATIONS_KEPT_DAYS)
    old = Invitation.objects.filter(Q(accepted_at__lt=border) | Q(revoked_at__lt=border) | Q(expires_at__lt=border))
    for invitation in old:
        forget_addressee(invitation.key)
        invitation.delete()


def _send(invitation: Invitation) -> None:
    now = timezone.now()
    is_of_today = not invitation._state.adding and invitation.sent_at > now - timedelta(days=1)
    invitation.times_sent = invitation.times_sent + 1 if is_of_today else 1
    invitation.nonce = uuid4()
    invitation.token_hash = Invitation.hash_of(invitation.token)
    invitation.sent_at = now
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    send_later(INVITATION_MAIL, addressee=invitation.key, about=invitation.pk, key=invitation.nonce.hex)


def _refuse_too_many(organisation: Organisation) -> None:
    limit = settings.INVITATIONS_OPEN if organisation.is_verified else settings.INVITATIONS_OPEN_UNCHECKED
    if organisation.invitations.open().count() >= limit:
        raise ValidationError(
            ngettext(
                "%(limit)s invitation is open, more is not possible. Wait until it is accepted, or take it back.",
                "%(limit)s invitations are open, more are not possible. Wait until some are accepted, "
                "or take some back.",
                limit,
            )
            % {"limit": limit}
        )


def _refuse_too_often(organisation: Organisation, email: str) -> None:
    day_ago = timezone.now() - timedelta(days=1)
    lately = organisation.invitations.filter(email=email, sent_at__gt=day_ago)
    sent = lately.aggregate(sum=Sum("times_sent"))["sum"] or 0
    if sent >= settings.INVITATION_MAILS_PER_DAY:
        raise ValidationError(
            _("We have written to this address several times today. Ask the person to look among unwanted mail.")
        )
