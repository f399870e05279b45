"""Everything the city does to a call. Each act is one transaction that locks the call first, and says who did it."""

from .ending import begin_evaluation, cancel_call, publish_results
from .extending import extend_deadline
from .publishing import note_edit, override_short_notice, publish_call

__all__ = [
    "begin_evaluation",
    "cancel_call",
    "extend_deadline",
    "note_edit",
    "override_short_notice",
    "publish_call",
    "publish_results",
]
