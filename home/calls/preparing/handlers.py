"""Jobs that recur: reminders before deadlines, and the erasure of what is past its time."""

from datetime import timedelta

from cms.outbox.registry import daily, recurring

from .services import erase_old, remind_of_deadlines


@recurring("calls.remind", every=timedelta(hours=1))
def remind() -> None:
    """Remind of deadlines that came near; each hour, so that a call published late or a night without a worker counts.

    Each stage leaves once for each moment of a deadline, however often this runs.
    """
    remind_of_deadlines()


@recurring("calls.erase_preparations", daily(at="04:25"))
def erase() -> None:
    """Keep offers in preparation no longer than they are of use."""
    erase_old()
