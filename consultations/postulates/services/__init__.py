"""Every change of a postulate. Nothing else writes one."""

from .case_texts import load_case_texts
from .commitments import finish_milestone, plan_milestone, update_commitment
from .drafts import discard_draft, save_text, start_draft, write_down
from .files import add_files, purposes_open_to, remove_file, scan_file
from .hand_over import hand_over
from .moves import MoveRefused, StaleCase, move_postulate
from .notes import add_note
from .publication import publish_together

__all__ = [
    "MoveRefused",
    "StaleCase",
    "add_files",
    "add_note",
    "discard_draft",
    "finish_milestone",
    "hand_over",
    "load_case_texts",
    "move_postulate",
    "plan_milestone",
    "publish_together",
    "purposes_open_to",
    "remove_file",
    "save_text",
    "scan_file",
    "start_draft",
    "update_commitment",
    "write_down",
]
