"""Every deadline of a call as an entry of a calendar; one that was extended keeps its identity and says what it was."""

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.calendars import TOLD_AFTERWARDS, CalendarEntry
from home.models import CallPage

from .models import Call, CallDeadline, CallQuerySet
from .queries import public_calls
from .telling import address, cancelled, history, in_words_of, not_translated, until, with_deadlines
from .words import pages_of

_SUMMARIES = {
    CallDeadline.Kind.SUBMISSION: lambda: _("Offers until: %(call)s"),
    CallDeadline.Kind.CONFIRMATION: lambda: _("Confirmations until: %(call)s"),
    CallDeadline.Kind.REPORT: lambda: _("Reports until: %(call)s"),
}


def recent_calls() -> CallQuerySet:
    """Return the public calls that have a deadline to come, or one that passed in the last three months."""
    recent = CallDeadline.objects.filter(at__gte=timezone.now() - TOLD_AFTERWARDS)
    return public_calls().filter(pk__in=recent.values("call"))


def deadline_entries(calls: CallQuerySet, kinds: Collection[str] = CallDeadline.Kind.values) -> list[CalendarEntry]:
    """Return the deadlines of the calls in the words of the active language, the earliest first. Four queries."""
    rows = list(with_deadlines(calls))
    pages = pages_of(call.pk for call in rows)
    found = [_entry(call, deadline, pages[call.pk]) for call, deadline in _deadlines(rows, kinds) if call.pk in pages]
    return [entry for _at, entry in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


def _deadlines(calls: Iterable[Call], kinds: Collection[str]) -> Iterable[tuple[Call, CallDeadline]]:
    return ((call, deadline) for call in calls for deadline in call.deadlines.all() if deadline.kind in kinds)


def _entry(call: Call, deadline: CallDeadline, page: CallPage) -> tuple[object, CalendarEntry]:
    acts = [extension.at for extension in deadline.extensions.all()]
    changes = [page.last_published_at, call.published_at, call.cancelled_at, *acts]
    notice = not_translated(page)
    with in_words_of(page):
        summary = _summary(call, deadline, page)
        lines = [notice, cancelled(call), until(deadline), *history(deadline), page.lead, _submitting(call, deadline)]
    return deadline.at, CalendarEntry(
        name=f"call-{call.pk}-deadline-{deadline.pk}",
        at=deadline.at,
        summary=summary,
        description="\n\n".join(line for line in lines if line),
        url=address(page),
        language=page.language,
        changed=max(filter(None, changes), default=None),
        sequence=call.sequence,
        is_cancelled=call.cancelled_at is not None,
    )


def _summary(call: Call, deadline: CallDeadline, page: CallPage) -> str:
    """Return what a calendar shows in its cell; programs that know no cancelled entries show the word at least."""
    summary = _SUMMARIES[CallDeadline.Kind(deadline.kind)]() % {"call": page.title}
    if call.cancelled_at:
        return _("Cancelled – %(what)s") % {"what": summary}
    return _("Extended – %(what)s") % {"what": summary} if deadline.extensions.all() else summary


def _submitting(call: Call, deadline: CallDeadline) -> str:
    if deadline.kind != CallDeadline.Kind.SUBMISSION or not call.external_url:
        return ""
    return _("Where offers are submitted: %(address)s") % {"address": call.external_url}
