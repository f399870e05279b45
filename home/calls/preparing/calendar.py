"""Deadlines of the calls for which somebody's organisation prepares an offer, for their own calendar."""

from accounts.models import User
from cms.calendars import CalendarEntry
from home.calls.calendars import deadline_entries, recent_calls
from home.calls.models import CallDeadline

from .models import CallPreparation

_BEFORE_SUBMITTING = frozenset({CallDeadline.Kind.SUBMISSION, CallDeadline.Kind.CONFIRMATION})
_AFTERWARDS = frozenset({CallDeadline.Kind.CONFIRMATION})


def deadlines_prepared_for(person: User) -> list[CalendarEntry]:
    """Return until when offers and their confirmations are taken, in the public words of the call. Eight queries.

    Nothing of the preparation itself is told: a calendar is kept by servers of others.
    """
    prepared = CallPreparation.objects.visible_to(person)
    still = recent_calls().filter(pk__in=prepared.not_submitted().values("call"))
    handed_in = recent_calls().filter(pk__in=prepared.exclude(submitted_on=None).values("call"))
    return [*deadline_entries(still, _BEFORE_SUBMITTING), *deadline_entries(handed_in, _AFTERWARDS)]
