"""Examples of our own mails for the catalogue."""

from .registry import Addressee, Draft, sample
from .sample_data import PAGE, TITLE
from .services import CONFIRMATION


@sample(CONFIRMATION)
def confirmation(addressee: Addressee) -> Draft:
    """Ask about following a case."""
    return Draft(
        template="notifications/mail/confirm_subscription",
        context={"title": TITLE, "url": PAGE, "confirm_url": f"{PAGE}?confirm=1"},
    )
