from .invitation import Invitation, InvitationQuerySet
from .organisation import READS_EVERY_ORGANISATION, Membership, Organisation, OrganisationQuerySet
from .verification import Decision, Verification, decisions_open

__all__ = [
    "READS_EVERY_ORGANISATION",
    "Decision",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "Organisation",
    "OrganisationQuerySet",
    "Verification",
    "decisions_open",
]
