"""An example of the mail about a followed search for the catalogue."""

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import PAGE, TITLE

from .services import NEWS


@sample(NEWS)
def news(addressee: Addressee) -> Draft:
    """Tell of a new result."""
    return Draft("searches/mail/news", {"title": TITLE, "url": PAGE, "rows": [(TITLE, PAGE)], "count": 1})
