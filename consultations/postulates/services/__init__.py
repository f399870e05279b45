"""Every change of a postulate. Nothing else writes one."""

from .commitments import finish_milestone, plan_milestone, update_commitment
from .drafts import discard_draft, save_text, start_draft, write_down
from .hand_over import hand_over
from .moves import MoveRefused, StaleCase, move_postulate
from .notes import add_note
from .publication import publish_together

__all__ = [
    "MoveRefused",
    "StaleCase",
    "add_note",
    "discard_draft",
    "finish_milestone",
    "hand_over",
    "move_postulate",
    "plan_milestone",
    "publish_together",
    "save_text",
    "start_draft",
    "update_commitment",
    "write_down",
]
