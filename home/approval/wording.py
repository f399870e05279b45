"""A review in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import ReviewState


def state_in_words(state: ReviewState) -> str:
    """Say until when the reviewers should answer, and who of them is looking at the page."""
    day = date_format(state.due_on, "DATE_FORMAT")
    due = _("In review; an answer was due by %(day)s.") if state.is_overdue else _("In review, due by %(day)s.")
    return f"{due % {'day': day}} {who_is_looking(state)}"


def who_is_looking(state: ReviewState) -> str:
    """Say who is looking at the page and since when."""
    if not state.is_claimed:
        return _("Nobody is looking at it yet.")
    since = date_format(timezone.localtime(state.claimed_at), "DATETIME_FORMAT")
    return _("%(who)s is looking at it since %(since)s.") % {"who": state.claimed_by, "since": since}
