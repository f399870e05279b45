"""Listens to the admin's own forms, through which meetings are written: search and followers learn of it."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from search.services import refresh_later

from .documents import NAME
from .models import AgendaItem, Meeting, MeetingSeries
from .services import announce_later


@transaction.atomic
def _meeting_changed(instance: Meeting, **kwargs: Any) -> None:
    refresh_later(NAME, instance.pk)


@transaction.atomic
def _agenda_changed(instance: AgendaItem, **kwargs: Any) -> None:
    refresh_later(NAME, instance.meeting_id)


@transaction.atomic
def _meeting_saved(instance: Meeting, **kwargs: Any) -> None:
    if instance.is_published:
        announce_later(meeting_id=instance.pk)


@transaction.atomic
def _series_saved(instance: MeetingSeries, **kwargs: Any) -> None:
    for pk in instance.meetings.values_list("pk", flat=True):
        refresh_later(NAME, pk)


def connect() -> None:
    """Start listening; called once at start-up."""
    for signal in (post_save, post_delete):
        signal.connect(_meeting_changed, sender=Meeting, dispatch_uid="meetings.meeting")
        signal.connect(_agenda_changed, sender=AgendaItem, dispatch_uid="meetings.agenda")
    post_save.connect(_meeting_saved, sender=Meeting, dispatch_uid="meetings.news")
    post_save.connect(_series_saved, sender=MeetingSeries, dispatch_uid="meetings.series")
