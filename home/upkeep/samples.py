"""Examples of the mails to those who look after pages, for the catalogue of mails."""

from collections.abc import Callable
from types import SimpleNamespace

from cms.alternates import language_name
from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import DAY, LATER_DAY, PAGE, TITLE, WORDS

from .feedback import services as feedback
from .questions.services import QUESTIONS_MAIL
from .reviews import services as reviews


def _reminder(*, is_late: bool, was_verified: bool) -> Callable[[Addressee], Draft]:
    def write(addressee: Addressee) -> Draft:
        review = SimpleNamespace(title=TITLE, due_on=LATER_DAY, verified_on=DAY if was_verified else None)
        context = {
            "review": review,
            "is_late": is_late,
            "confirm_url": f"{PAGE}?confirm=1",
            "edit_url": f"{PAGE}?edit=1",
        }
        return Draft("upkeep/mail/review", context)

    return write


sample(reviews.REMINDER_MAIL)(_reminder(is_late=False, was_verified=True))
sample(reviews.REMINDER_MAIL, "late")(_reminder(is_late=True, was_verified=False))


@sample(feedback.DIGEST_MAIL)
def answers(addressee: Addressee) -> Draft:
    """Say what readers wrote."""
    page, language = SimpleNamespace(title=TITLE), language_name("pl")
    rows = [SimpleNamespace(page=page, language=language, is_helpful=yes, comment=WORDS) for yes in (True, False)]
    return Draft("upkeep/mail/feedback", {"rows": rows, "is_cut": True, "url": PAGE})


@sample(QUESTIONS_MAIL)
def questions(addressee: Addressee) -> Draft:
    """Say what readers looked for in vain."""
    asked = [SimpleNamespace(text=TITLE, language="pl", in_vain=3)]
    return Draft("upkeep/mail/questions", {"asked": asked, "url": PAGE})
