"""Mail about organisations as it leaves the outbox, and the daily erasure of old invitations."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from cms.addresses import absolute
from cms.outbox.registry import daily, handler, recurring
from notifications.queries import split_key
from notifications.registry import Addressee, Draft, addressee_kind, followables, mail
from notifications.services import send_later

from .models import Decision, Invitation, Membership, Organisation, Verification
from .services import erase_old_invitations
from .services.invitations import INVITATION_MAIL

DECISION_MAIL = "organisations.decision"


@handler("organisation.decided", atomic=True)
def tell_members(*, verification_id: int) -> None:
    """Record one mail per member about a decision of the city."""
    verification = Verification.objects.get(pk=verification_id)
    members = Membership.objects.filter(organisation=verification.organisation_id, person__is_active=True)
    for person_id in members.values_list("person_id", flat=True):
        send_later(DECISION_MAIL, addressee=f"user:{person_id}", about=verification_id, key=str(verification_id))


@mail(DECISION_MAIL, by_law=True)
def decision_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write about a decision, unless a later one has overtaken it or the reader has left the organisation."""
    verification = Verification.objects.select_related("organisation").get(pk=about)
    organisation = verification.organisation
    _kind, person_id = split_key(addressee.key)
    membership = organisation.memberships.filter(person_id=person_id).first()
    if membership is None or organisation.verifications.filter(pk__gt=about).exists():
        return None
    return Draft(
        template="organisations/mail/decision",
        context={
            "organisation": organisation,
            "verification": verification,
            "decision": Decision(verification.decision).value,
            "is_owner": membership.role == Membership.Role.OWNER,
            "url": absolute(organisation.get_absolute_url()),
        },
    )


@addressee_kind("invitation")
def invited(pk: int) -> Addressee | None:
    """Return who is behind an invitation: an address, nothing more is known."""
    invitation = Invitation.objects.open().filter(pk=pk).first()
    if invitation is None:
        return None
    return Addressee(
        key=invitation.key, email=invitation.email, name="", language=invitation.language, is_confirmed=False
    )


@mail(INVITATION_MAIL, to_unconfirmed=True)
def invitation_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write an invitation with its link, unless it was taken back or its organisation was suspended meanwhile."""
    invitation = Invitation.objects.open().select_related("organisation", "invited_by").filter(pk=about).first()
    if invitation is None:
        return None
    return Draft(
        template="organisations/mail/invitation",
        context={
            "invitation": invitation,
            "organisation": invitation.organisation,
            "inviter": invitation.inviter_name,
            "url": absolute(invitation.get_absolute_url()),
        },
    )


@recurring("organisations.erase_old_invitations", daily(at="04:15"))
def erase_invitations() -> None:
    """Keep addresses of invited people no longer than they are needed."""
    erase_old_invitations()


@followables("organisation")
def followed_organisations(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return name and address of organisations that anybody may read of."""
    public = Organisation.objects.visible_to(AnonymousUser()).filter(pk__in=pks)
    return {organisation.pk: (organisation.legal_name, organisation.get_absolute_url()) for organisation in public}
