"""Every change of an organisation."""

from consultations.organisations.permissions import CHECKERS

from .invitations import (
    InvitationClosed,
    accept_invitation,
    erase_old_invitations,
    invite,
    revoke_invitation,
    send_invitation_again,
)
from .members import add_member, change_role, leave, remove_member
from .registration import Facts, ask_for_check, register_organisation, update_organisation
from .verification import decide_verification

__all__ = [
    "CHECKERS",
    "Facts",
    "InvitationClosed",
    "accept_invitation",
    "add_member",
    "ask_for_check",
    "change_role",
    "decide_verification",
    "erase_old_invitations",
    "invite",
    "leave",
    "register_organisation",
    "remove_member",
    "revoke_invitation",
    "send_invitation_again",
    "update_organisation",
]
