"""What the city decides about an organisation."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from consultations.organisations.models import Decision, Membership, Organisation, Verification, decisions_open
from consultations.organisations.permissions import is_checker

from .locks import lock, save


@transaction.atomic
def decide_verification(
    *, actor: User, organisation_id: int, status: str, reason: str, evidence: str = ""
) -> Organisation:
    """Record a decision of the city, given as a value of ``Decision``, and have the members told.

    Raises ``PermissionDenied`` for anybody but the checkers and for members, ``ValidationError`` when somebody was
    faster and the decision is no longer possible.
    """
    organisation = lock(organisation_id)
    is_member = Membership.objects.filter(organisation=organisation, person=actor).exists()
    if is_member or not is_checker(actor):
        raise PermissionDenied
    decision = Decision(status)
    if decision not in decisions_open(organisation):
        raise ValidationError(
            _("Somebody was faster. The organisation is now: %(status)s. Load the page again before you decide.")
            % {"status": organisation.get_status_display()}
        )
    row = Verification(
        organisation=organisation,
        decision=decision,
        reason=reason,
        evidence=evidence,
        status_before=organisation.status,
        decided_by=actor,
    )
    row.save()
    organisation.status = _status_after(decision, organisation)
    organisation.status_reason = reason
    save(organisation, actor=actor, reason=f"organisation.{decision}")
    record("organisation.decided", key=str(row.pk), verification_id=row.pk)
    return organisation


def _status_after(decision: Decision, organisation: Organisation) -> Organisation.Status:
    if decision != Decision.RESTORED:
        return Organisation.Status(decision)
    suspension = organisation.verifications.filter(decision=Decision.SUSPENDED).latest("pk")
    return Organisation.Status(suspension.status_before)
