"""What follows from what happens to calls."""

from cms.outbox.registry import daily, recurring
from notifications.registry import Addressee, Draft, mail

from .questions.mails import new_question_draft
from .questions.notices import NEW_QUESTION
from .services.questions import erase_refused


@mail(NEW_QUESTION)
def new_question_mail(about: int, addressee: Addressee) -> Draft | None:
    """Say what was asked about a call; nothing once somebody answered or refused it."""
    return new_question_draft(about, addressee)


@recurring("calls.erase_refused_questions", daily(at="04:50"))
def erase_refused_questions() -> None:
    """Keep a question that was not published for 90 days, to see what was decided."""
    erase_refused()
