"""How many postulates may be sent in a while, counted from what was sent: shared by all workers, kept over restarts."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from .models import CaseEvent

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def may_send_again_at(*, person_id: int, organisation_id: int | None) -> datetime | None:
    """Return when the person may send again, or None where they may send now."""
    sent = CaseEvent.objects.filter(move="submit")
    moments = [_freed_at(sent.filter(actor_id=person_id), settings.SENT_PER_PERSON_AND_HOUR, HOUR)]
    if organisation_id:
        of_organisation = sent.filter(organisation_id=organisation_id)
        moments.append(_freed_at(of_organisation, settings.SENT_PER_ORGANISATION_AND_DAY, DAY))
    return max((moment for moment in moments if moment), default=None)


def _freed_at(sent: "QuerySet[CaseEvent]", limit: int, period: timedelta) -> datetime | None:
    """Return when the oldest of the events that fill the limit falls out of the period."""
    recent = sent.filter(at__gt=timezone.now() - period).order_by("-at", "-pk")
    filling = recent.values_list("at", flat=True)[:limit]
    return min(filling) + period if len(filling) >= limit else None
