"""What stands once for all languages about a call for proposals."""

from .acts import Announcement, DeadlineExtension
from .call import Call, CallQuerySet, State
from .deadlines import CallDeadline
from .outcome import CallResult, ResultsCorrection
from .questions import CallQuestion

__all__ = [
    "Announcement",
    "Call",
    "CallDeadline",
    "CallQuerySet",
    "CallQuestion",
    "CallResult",
    "DeadlineExtension",
    "ResultsCorrection",
    "State",
]
