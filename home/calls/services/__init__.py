"""Everything the city does to a call. Each act is one transaction that locks the call first, and says who did it."""

from .ending import begin_evaluation, cancel_call
from .extending import extend_deadline
from .publishing import note_edit, override_short_notice, publish_call
from .results import correct_results, publish_results

__all__ = [
    "begin_evaluation",
    "cancel_call",
    "correct_results",
    "extend_deadline",
    "note_edit",
    "override_short_notice",
    "publish_call",
    "publish_results",
]
