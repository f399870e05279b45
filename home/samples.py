"""Examples of the mails about pages for the catalogue."""

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import PAGE, TITLE, WORDS

from .page_news import NEWS, PUBLISHED


@sample(NEWS)
def page_changed(addressee: Addressee) -> Draft:
    """Tell that a page was changed."""
    return Draft("home/mail/page_changed", {"title": TITLE, "url": PAGE})


@sample(PUBLISHED)
def news_published(addressee: Addressee) -> Draft:
    """Tell that there is news."""
    return Draft("home/mail/news_published", {"title": TITLE, "url": PAGE, "lead": WORDS})
