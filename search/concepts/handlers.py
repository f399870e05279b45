"""Old numbers of the dictionary are erased."""

from cms.outbox.registry import daily, recurring

from . import usage


@recurring("concepts.erase_uses", daily(at="04:45"))
def erase_uses() -> None:
    """Forget after 90 days how often concepts were met."""
    usage.erase_old()
