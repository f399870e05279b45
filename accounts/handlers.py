"""What accounts need done day by day."""

from cms.outbox.registry import daily, recurring

from .services import erase_unconfirmed


@recurring("accounts.erase_unconfirmed", daily(at="04:20"))
def erase() -> None:
    """Keep addresses that nobody confirmed no longer than a week."""
    erase_unconfirmed()
