"""An example of the mail about a changed page for the catalogue."""

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import PAGE, TITLE

from .page_news import NEWS


@sample(NEWS)
def page_changed(addressee: Addressee) -> Draft:
    """Tell that a page was changed."""
    return Draft("home/mail/page_changed", {"title": TITLE, "url": PAGE})
