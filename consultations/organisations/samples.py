"""Examples of the mails about organisations for the catalogue of mails."""

from collections.abc import Callable

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import LATER_DAY, ORGANISATION, PAGE, PERSON, WORDS

from .handlers import DECISION_MAIL
from .models import Decision, Invitation, Membership, Verification
from .services.invitations import INVITATION_MAIL


def _decided(decision: Decision, *, is_owner: bool) -> Callable[[Addressee], Draft]:
    def write(addressee: Addressee) -> Draft:
        verification = Verification(decision=decision, reason=WORDS, evidence="KRS 0000123456")
        context = {
            "organisation": ORGANISATION,
            "verification": verification,
            "decision": decision.value,
            "is_owner": is_owner,
            "url": PAGE,
        }
        return Draft("organisations/mail/decision", context)

    return write


for _decision in Decision:
    sample(DECISION_MAIL, _decision.value)(_decided(_decision, is_owner=True))
sample(DECISION_MAIL, "refused, to a member")(_decided(Decision.REFUSED, is_owner=False))


@sample(INVITATION_MAIL)
def invitation(addressee: Addressee) -> Draft:
    """Invite somebody to act for an organisation."""
    invited = Invitation(role=Membership.Role.values[0], email=addressee.email, expires_at=LATER_DAY)
    context = {"invitation": invited, "organisation": ORGANISATION, "inviter": PERSON, "url": PAGE}
    return Draft("organisations/mail/invitation", context)


@sample(INVITATION_MAIL, "by an owner who is gone")
def invitation_of_nobody(addressee: Addressee) -> Draft:
    """Invite somebody for an owner whose name is not known."""
    draft = invitation(addressee)
    return Draft(draft.template, {**draft.context, "inviter": ""})
