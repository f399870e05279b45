"""What the city does for itself."""

from cms.outbox.registry import daily, recurring

from .services import erase_past_absences


@recurring("city.erase_absences", daily(at="04:20"))
def erase() -> None:
    """Forget absences that are long over."""
    erase_past_absences()
