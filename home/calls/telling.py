"""What a feed and a calendar say of a call, line by line, in the language of the words that a reader gets."""

from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.alternates import language_name
from cms.fallback import address_of, readers_language
from home.models import CallPage

from .fields import in_words
from .models import Call, CallDeadline, CallQuerySet, DeadlineExtension

_UNTIL = {
    CallDeadline.Kind.SUBMISSION: lambda: _("Offers are taken until %(moment)s (the clock in the city)."),
    CallDeadline.Kind.CONFIRMATION: lambda: _("Confirmations are taken until %(moment)s (the clock in the city)."),
    CallDeadline.Kind.REPORT: lambda: _("Reports are taken until %(moment)s (the clock in the city)."),
}


def with_deadlines(calls: CallQuerySet) -> CallQuerySet:
    """Load the deadlines of the calls with every extension, in two queries."""
    deadlines = CallDeadline.objects.prefetch_related("extensions").order_by("at", "pk")
    return calls.prefetch_related(Prefetch("deadlines", deadlines))


def moment(at: datetime) -> str:
    """Return a moment on the city's clock, in words of the active language."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATE_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"


def not_translated(page: CallPage) -> str:
    """Return the notice, in the reader's language, that the words are in another one; empty where they are not."""
    if page.language == readers_language():
        return ""
    return _("Not translated yet (%(language)s).") % {"language": language_name(page.language)}


def until(deadline: CallDeadline) -> str:
    """Say until when something is taken."""
    return _UNTIL[CallDeadline.Kind(deadline.kind)]() % {"moment": moment(deadline.at)}


def extended(extension: DeadlineExtension) -> str:
    """Say from when to when a deadline was moved."""
    return _("Extended: before %(old)s, now %(new)s.") % {"old": moment(extension.old), "new": moment(extension.new)}


def why(extension: DeadlineExtension) -> list[str]:
    """Say why a deadline was moved, and by which decision."""
    reason = in_words(extension.reason, readers_language())
    lines = [_("Reason: %(reason)s") % {"reason": reason.text}] if reason else []
    if extension.decision_number:
        lines.append(_("Decision: %(number)s") % {"number": extension.decision_number})
    return lines


def history(deadline: CallDeadline) -> list[str]:
    """Say of a deadline every extension, the newest first, with its reason."""
    return [
        line
        for extension in reversed(list(deadline.extensions.all()))
        for line in [extended(extension), *why(extension)]
    ]


def cancelled(call: Call) -> str:
    """Say that a call is cancelled, and why; empty for one that is not."""
    if call.cancelled_at is None:
        return ""
    reason = in_words(call.cancellation_reason, readers_language())
    if reason is None:
        return _("The call is cancelled.")
    return _("The call is cancelled. Reason: %(reason)s") % {"reason": reason.text}


def address(page: CallPage) -> str:
    """Return where the reader finds the call."""
    return address_of(page, readers_language()) or "/"


def in_words_of(page: CallPage) -> override:
    """Return a block inside which sentences are of the page's language, so that a text is of one piece."""
    return override(page.language)
