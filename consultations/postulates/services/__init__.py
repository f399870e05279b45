"""Every change of a postulate. Nothing else writes one."""

from .commitments import finish_milestone, plan_milestone, update_commitment
from .drafts import discard_draft, save_text, start_draft, write_down
from .moves import MoveRefused, StaleCase, move_postulate
from .reports import erase_old_reports, handle_report, report_case

__all__ = [
    "MoveRefused",
    "StaleCase",
    "discard_draft",
    "erase_old_reports",
    "finish_milestone",
    "handle_report",
    "move_postulate",
    "plan_milestone",
    "report_case",
    "save_text",
    "start_draft",
    "update_commitment",
    "write_down",
]
