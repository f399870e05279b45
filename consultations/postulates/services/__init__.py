"""Every change of a postulate. Nothing else writes one."""

from .case_texts import load_case_texts
from .commitments import finish_milestone, plan_milestone, update_commitment
from .drafts import Filer, discard_draft, may_change_filer, save_text, start_draft, write_down
from .files import add_files, purposes_open_to, removable_by, remove_file, scan_file
from .hand_over import hand_over
from .moves import MoveRefused, StaleCase, move_postulate
from .notes import add_note
from .presence import erase_stale_presences, note_presence
from .publication import publish_together
from .reminders import erase_old_reminders, remind
from .reports import erase_old_reports, handle_report, report_case
from .sending import TooManySent, send_postulate

__all__ = [
    "Filer",
    "MoveRefused",
    "StaleCase",
    "TooManySent",
    "add_files",
    "add_note",
    "discard_draft",
    "erase_old_reminders",
    "erase_old_reports",
    "erase_stale_presences",
    "finish_milestone",
    "hand_over",
    "handle_report",
    "load_case_texts",
    "may_change_filer",
    "move_postulate",
    "note_presence",
    "plan_milestone",
    "publish_together",
    "purposes_open_to",
    "remind",
    "removable_by",
    "remove_file",
    "report_case",
    "save_text",
    "scan_file",
    "send_postulate",
    "start_draft",
    "update_commitment",
    "write_down",
]
