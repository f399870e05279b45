"""What keeps pages true by itself: reminders, the nightly check of links, digests and erasure."""

from datetime import timedelta

from django.utils import timezone

from city.models import Unit
from cms.outbox.registry import daily, recurring
from notifications.registry import Addressee, Draft, addressee_kind, mail

from .feedback.mails import digest_draft
from .feedback.services import DIGEST_MAIL, erase_old, send_digests
from .links.services import check_links, collect_links
from .models import ReviewReminder
from .questions.services import QUESTIONS_MAIL, questions_draft, send_reports
from .reviews.mails import reminder_draft
from .reviews.services import REMINDER_MAIL, remind


@addressee_kind("unit")
def _unit(pk: int) -> Addressee | None:
    """Find the shared mailbox of a unit that still works."""
    unit = Unit.objects.filter(pk=pk, is_active=True).exclude(mailbox="").select_related("locale").first()
    if unit is None:
        return None
    return Addressee(key=f"unit:{pk}", email=unit.mailbox, name=unit.name, language=unit.locale.language_code)


@recurring("upkeep.remind", daily(at="06:30"))
def remind_of_reviews() -> None:
    """Remind owners, deputies and at last their unit of pages that have to be looked at."""
    remind(timezone.localdate())


@recurring("upkeep.check_links", daily(at="01:30"), lease=timedelta(hours=4))
def check_all_links() -> None:
    """Find every link of the site and see whether it works; begun again, it goes on where it was interrupted."""
    collect_links()
    check_links(timezone.localdate())


@mail(REMINDER_MAIL)
def reminder_mail(about: int, addressee: Addressee) -> Draft | None:
    """Say which page has to be looked at; nothing once somebody did, or to who looks after it no more."""
    reminder = ReviewReminder.objects.filter(pk=about).first()
    return reminder_draft(reminder, addressee) if reminder else None


@recurring("upkeep.feedback_digests", daily(at="06:40"))
def tell_of_feedback() -> None:
    """Tell everybody who looks after a page, once a week, what readers wrote about it."""
    send_digests()


@mail(DIGEST_MAIL)
def feedback_mail(about: int, addressee: Addressee) -> Draft | None:
    """Say what readers wrote this week; nothing when all of it was dealt with."""
    return digest_draft(about, addressee)


@recurring("upkeep.erase_feedback", daily(at="04:30"))
def erase() -> None:
    """Keep what readers said for a year."""
    erase_old()


@recurring("upkeep.questions", daily(at="06:50"))
def tell_of_questions() -> None:
    """Tell editors, once a week, what readers looked for in vain."""
    send_reports()


@mail(QUESTIONS_MAIL)
def questions_mail(about: int, addressee: Addressee) -> Draft | None:
    """Say what readers looked for in vain this week."""
    return questions_draft(about, addressee)
