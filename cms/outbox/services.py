"""The two writes other apps and people may do: record an effect, and give a dead one another chance."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from .models import LONGEST_KEY, LONGEST_TOPIC, OutboxEntry, State
from .queries import dead_entries
from .registry import find

__all__ = ["record", "record_all", "requeue"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | dict[str, Json] | None"
logger = logging.getLogger(__name__)


def record(topic: str, *, key: str = "", due_at: datetime | None = None, **payload: Json) -> None:
    """Record an effect in the caller's transaction: it happens after the commit, or never when that rolls back.

    A non-empty key is unique within its topic: recording it again changes nothing. Give ids in the payload, never
    personal data. Raises TransactionManagementError outside a transaction, ValueError or TypeError for arguments
    that could not be stored or that the topic's handler could not take.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError(
            f"record({topic!r}) must run inside transaction.atomic(), together with the change that causes the effect."
        )
    _check(topic, key, due_at)
    if known := find(topic):
        known.check_payload(payload)
    entry = OutboxEntry(topic=topic, key=key, payload=payload, due_at=due_at or timezone.now())
    if key:
        OutboxEntry.objects.bulk_create([entry], ignore_conflicts=True)
    else:
        entry.save(force_insert=True)


def record_all(topic: str, payloads: "Mapping[str, Mapping[str, Json]]") -> None:
    """Record many effects of one topic, by their keys, as ``record`` does one; in one statement for some hundreds."""
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError(f"record_all({topic!r}) must run inside transaction.atomic().")
    known, now = find(topic), timezone.now()
    for key, payload in payloads.items():
        if not key:
            raise ValueError("Many effects are recorded with a key each.")
        _check(topic, key, now)
        if known:
            known.check_payload(payload)
    entries = (OutboxEntry(topic=topic, key=key, payload=payload, due_at=now) for key, payload in payloads.items())
    OutboxEntry.objects.bulk_create(entries, ignore_conflicts=True, batch_size=500)


def requeue(entry_ids: Iterable[int], *, actor: AbstractBaseUser | AnonymousUser | None) -> int:
    """Let dead rows run again from their first attempt; return how many. Rows in another state stay as they are.

    The actor needs the permission ``outbox.requeue_outboxentry``; None stands for an operator at the command line.
    """
    if actor is not None and not _may_requeue(actor):
        raise PermissionDenied
    with transaction.atomic():
        count = (
            dead_entries()
            .filter(pk__in=list(entry_ids))
            .order_by()
            .update(state=State.PENDING, due_at=timezone.now(), attempts=0, lease_until=None, leased_by="")
        )
    logger.info("Outbox: %d rows requeued by %s", count, f"person {actor.pk}" if actor else "an operator")
    return count


def _may_requeue(actor: AbstractBaseUser | AnonymousUser) -> bool:
    return isinstance(actor, PermissionsMixin) and actor.has_perm("outbox.requeue_outboxentry")


def _check(topic: str, key: str, due_at: datetime | None) -> None:
    if not 0 < len(topic) <= LONGEST_TOPIC:
        raise ValueError(f"An outbox topic has 1 to {LONGEST_TOPIC} characters: {topic!r}.")
    if len(key) > LONGEST_KEY:
        raise ValueError(
            f"The key of an outbox row has at most {LONGEST_KEY} characters: {key!r}. Hash what is longer."
        )
    if due_at is not None and timezone.is_naive(due_at):
        raise ValueError("due_at must know its time zone.")
