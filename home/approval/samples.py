"""Examples of the mails about pages in review for the catalogue of mails."""

from collections.abc import Callable
from types import SimpleNamespace

from cms.alternates import language_name
from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import COLLEAGUE, DAY, PAGE, PERSON, TITLE, WORDS

from . import notices


def _review(
    template: str, *, waits: bool = False, is_again: bool = False, is_seen: bool = True
) -> Callable[[Addressee], Draft]:
    def write(addressee: Addressee) -> Draft:
        # A ReviewState asks the database for its type as soon as it is made.
        state = SimpleNamespace(
            is_waiting=waits, due_on=DAY, note=WORDS, comment=WORDS, claimed_by=COLLEAGUE, finished_by=COLLEAGUE
        )
        context = {
            "state": state,
            "title": TITLE,
            "sender": PERSON,
            "language": language_name("pl"),
            "is_again": is_again,
            "is_seen_by_readers": is_seen,
            "url": PAGE,
        }
        return Draft(f"approval/mail/{template}", context)

    return write


sample(notices.SUBMITTED)(_review("submitted", waits=True))
sample(notices.SUBMITTED, "again")(_review("submitted", waits=True, is_again=True))
sample(notices.OVERDUE)(_review("overdue", waits=True))
sample(notices.ESCALATED)(_review("escalated", waits=True))
sample(notices.CLAIMED)(_review("claimed", waits=True))
sample(notices.APPROVED)(_review("approved"))
sample(notices.APPROVED, "for a later day")(_review("approved", is_seen=False))
sample(notices.REJECTED)(_review("rejected"))
sample(notices.CANCELLED)(_review("cancelled"))
sample(notices.PUBLISHED)(_review("published"))


@sample(notices.COMMENTED)
@sample(notices.REPLIED)
def conversation(addressee: Addressee) -> Draft:
    """Tell of a comment."""
    return Draft("approval/mail/comment", {"title": TITLE, "author": COLLEAGUE, "text": WORDS, "url": PAGE})
