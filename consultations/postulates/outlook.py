"""What happens next in a case: who has to act, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Postulate
from .permissions import DAYS_TO_DISPUTE
from .queue import checked_by
from .workflow import DISPUTED_BEFORE, NEXT, NOTHING_MORE, Next, State, Until


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next thing in words of the active language; ``until`` is empty where no day is set."""

    sentence: str
    until: date | None
    words: str
    is_late: bool


def outlook(postulate: Postulate) -> Outlook:
    """Return what happens next in the case. No query."""
    row = _next(postulate)
    until = _day(postulate, row.until) if row.until else None
    is_late = until is not None and until < timezone.localdate()
    return Outlook(str(row.sentence), until, _words(row.until, until, is_late=is_late), is_late)


def dispute_until(postulate: Postulate) -> date | None:
    """Return the last day on which the author may say that the matter is not resolved; None when they may not."""
    if postulate.state is not State.ANSWERED or postulate.was_reopened_by_author or postulate.answered_at is None:
        return None
    last = timezone.localdate(postulate.answered_at) + timedelta(days=DAYS_TO_DISPUTE)
    return last if last >= timezone.localdate() else None


def _next(postulate: Postulate) -> Next:
    if postulate.state is State.REJECTED and postulate.was_appealed:
        return NOTHING_MORE
    if postulate.state is State.ANSWERED and postulate.was_reopened_by_author:
        return DISPUTED_BEFORE
    return NEXT[postulate.state]


def _day(postulate: Postulate, until: Until) -> date | None:
    if until is Until.CHECKED:
        return checked_by(postulate)
    if until is Until.DISPUTED:
        answered = postulate.answered_at
        return timezone.localdate(answered) + timedelta(days=DAYS_TO_DISPUTE) if answered else None
    return postulate.correct_by if until is Until.CORRECTED else postulate.due_on


def _words(kind: Until | None, until: date | None, *, is_late: bool) -> str:
    if kind is None or until is None:
        return ""
    day = {"day": date_format(until, "DATE_FORMAT")}
    if not is_late:
        return (
            _("This should happen by %(day)s.") % day
            if kind is not Until.DISPUTED
            else _("The author has time for this until %(day)s.") % day
        )
    if kind is Until.DISPUTED:
        return _("The author had time for this until %(day)s.") % day
    if kind is Until.ANSWERED:
        return _("The city is late: the answer was due on %(day)s.") % day
    return _("This should have happened by %(day)s.") % day
