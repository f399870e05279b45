"""Reads of the outbox."""

from datetime import datetime

from django.db.models import QuerySet

from .models import UNFINISHED, OutboxEntry, State


def due_entries(now: datetime) -> QuerySet[OutboxEntry]:
    """Return the waiting rows whose time has come, longest due first."""
    return OutboxEntry.objects.filter(state=State.PENDING, due_at__lte=now).order_by("due_at", "id")


def abandoned_entries(now: datetime) -> QuerySet[OutboxEntry]:
    """Return the rows whose worker died or hung: their lease has run out."""
    expired = OutboxEntry.objects.filter(state=State.LEASED, lease_until__lt=now)
    return expired.order_by("attempts", "lease_until", "id")


def unfinished_entries(topic: str) -> QuerySet[OutboxEntry]:
    """Return the rows of a topic that still wait or run."""
    return OutboxEntry.objects.filter(topic=topic, state__in=UNFINISHED)


def dead_entries() -> QuerySet[OutboxEntry]:
    """Return the rows that were given up and wait for a person, newest first."""
    return OutboxEntry.objects.filter(state=State.DEAD).order_by("-created_at")


def is_to_be_done(topic: str, key: str) -> bool | None:
    """Say whether the effect of this key is still to be done; None when it was never recorded, or forgotten since."""
    state = OutboxEntry.objects.filter(topic=topic, key=key).values_list("state", flat=True).first()
    return None if state is None else state == State.PENDING
