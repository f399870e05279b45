"""Examples of our mails for the catalogue."""

from uuid import UUID

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import DAY, LATER_DAY, TITLE, WORDS

from .models import Commitment, Postulate, Reminder
from .reminders.dues import Due
from .reminders.letters import in_words, line_about
from .services.reminders import REMINDER_MAIL

KEY = UUID("a3f1c2d4-5b6e-4f70-8a91-b2c3d4e5f607")


def _case() -> Postulate:
    return Postulate(pk=7, key=KEY, year=2026, number=7, title=TITLE, problem=WORDS)


@sample(REMINDER_MAIL, "near")
def reminder(addressee: Addressee) -> Draft:
    """Remind of one answer in time."""
    due = Due(Reminder.Kind.ANSWER, 7, case=7, due_on=LATER_DAY, since=DAY)
    return in_words([line_about(due, _case(), DAY)])


@sample(REMINDER_MAIL, "late")
def late_reminder(addressee: Addressee) -> Draft:
    """Remind of everything somebody may have to do, after the day."""
    dues = [Due(kind, 7, case=7, due_on=DAY, since=DAY) for kind in Reminder.Kind]
    promise = Commitment(pk=7, text=TITLE)
    return in_words(
        [line_about(due, _case(), LATER_DAY, promise if due.kind is Reminder.Kind.PROMISE else None) for due in dues]
    )
