"""Every change of a postulate. Nothing else writes one."""

from .commitments import finish_milestone, plan_milestone, update_commitment
from .drafts import discard_draft, save_text, start_draft, write_down
from .moves import MoveRefused, StaleCase, move_postulate

__all__ = [
    "MoveRefused",
    "StaleCase",
    "discard_draft",
    "finish_milestone",
    "move_postulate",
    "plan_milestone",
    "save_text",
    "start_draft",
    "update_commitment",
    "write_down",
]
