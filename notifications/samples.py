"""Examples of our own mails for the catalogue."""

from .digests import DIGEST, Group, Told
from .managing import MANAGE_LINK
from .models import Digest, Rhythm
from .registry import Addressee, Draft, sample
from .sample_data import MOMENT, PAGE, TITLE, WORDS
from .services import CONFIRMATION


@sample(CONFIRMATION)
def confirmation(addressee: Addressee) -> Draft:
    """Ask about following a case."""
    return Draft(
        template="notifications/mail/confirm_subscription",
        context={"title": TITLE, "url": PAGE, "confirm_url": f"{PAGE}?confirm"},
    )


def _digest(rhythm: str) -> Draft:
    groups = [Group("", [Told(TITLE, PAGE, [WORDS, WORDS])])]
    digest = Digest(rhythm=rhythm, slot=MOMENT)
    return Draft("notifications/mail/digest", {"digest": digest, "groups": groups, "count": len(groups)})


@sample(DIGEST, "daily")
def daily_digest(addressee: Addressee) -> Draft:
    """Tell what happened in a day."""
    return _digest(Rhythm.DAILY)


@sample(DIGEST, "weekly")
def weekly_digest(addressee: Addressee) -> Draft:
    """Tell what happened in a week."""
    return _digest(Rhythm.WEEKLY)


@sample(MANAGE_LINK)
def manage_link(addressee: Addressee) -> Draft:
    """Send the link to everything an address follows."""
    return Draft("notifications/mail/manage_link", {"manage_url": f"{PAGE}?manage"})
