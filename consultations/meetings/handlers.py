"""Agendas follow the commitments by themselves, and the search the calendar."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.outbox.registry import daily, recurring
from search.services import refresh_later

from .documents import NAME
from .models import Meeting
from .services import carry_over_all


@recurring("meetings.carry_over", every=timedelta(hours=1))
def keep_agendas_current() -> None:
    """Put open commitments on the agendas of the next meetings, and take kept ones off."""
    carry_over_all()


@recurring("meetings.over", daily(at="00:05"))
@transaction.atomic
def note_meetings_over() -> None:
    """Have the search say of yesterday's meetings that they are over."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for pk in Meeting.objects.published().filter(starts_at__date=yesterday).values_list("pk", flat=True):
        refresh_later(NAME, pk)
