"""Every change of a postulate. Nothing else writes one."""

from .commitments import finish_milestone, plan_milestone, update_commitment
from .drafts import Filer, discard_draft, may_change_filer, save_text, start_draft, write_down
from .moves import MoveRefused, StaleCase, move_postulate
from .presence import erase_stale_presences, note_presence
from .sending import TooManySent, send_postulate

__all__ = [
    "Filer",
    "MoveRefused",
    "StaleCase",
    "TooManySent",
    "discard_draft",
    "erase_stale_presences",
    "finish_milestone",
    "may_change_filer",
    "move_postulate",
    "note_presence",
    "plan_milestone",
    "save_text",
    "send_postulate",
    "start_draft",
    "update_commitment",
    "write_down",
]
