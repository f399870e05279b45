"""Every change of a row's state by a worker. A change holds only while the worker still has the lease."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .failures import delay, jittered
from .models import OutboxEntry, State
from .queries import abandoned_entries, due_entries

_LONGEST_ERROR = 4000


class LeaseLost(Exception):
    """Another worker took the row over; whatever this attempt did in its transaction must be undone."""


def claim(worker: str, size: int) -> list[OutboxEntry]:
    """Lease up to ``size`` due rows to a worker; no other worker gets the same row while the lease lasts.

    Of the rows whose lease ran out only one is taken, and behind the others: it may be what killed its worker.
    """
    now = timezone.now()
    if not (due_entries(now).exists() or abandoned_entries(now).exists()):
        return []
    with transaction.atomic():
        # SQLite has no row locks; there the transaction itself (IMMEDIATE) lets one worker in at a time.
        abandoned = list(_unlocked(abandoned_entries(now))[:1])
        rows = [*_unlocked(due_entries(now))[: size - len(abandoned)], *abandoned]
        until = now + timedelta(seconds=settings.WORKER_LEASE_SECONDS)
        OutboxEntry.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=State.LEASED, leased_by=worker, lease_until=until
        )
    for row in rows:
        row.state, row.leased_by, row.lease_until = State.LEASED, worker, until
    return rows


def begin(entry: OutboxEntry, lease: timedelta) -> None:
    """Count an attempt and start its lease afresh; raises LeaseLost when the row is no longer this worker's."""
    until = timezone.now() + lease
    _change(entry, attempts=entry.attempts + 1, lease_until=until)
    entry.attempts, entry.lease_until = entry.attempts + 1, until


def hold(entry: OutboxEntry) -> None:
    """Lock the row for the rest of the transaction; raises LeaseLost when it is no longer this worker's."""
    if not _held(entry).select_for_update().exists():
        raise LeaseLost(entry)


def finish(entry: OutboxEntry) -> None:
    """Mark the effect as done; raises LeaseLost when the row is no longer this worker's."""
    _change(entry, state=State.DONE, done_at=timezone.now(), lease_until=None, leased_by="", last_error="")


def postpone(entry: OutboxEntry, error: str) -> None:
    """Put a failed row back to wait longer than the last time."""
    due_at = timezone.now() + jittered(delay(entry.attempts))
    _change(
        entry,
        state=State.PENDING,
        due_at=due_at,
        lease_until=None,
        leased_by="",
        last_error=error[:_LONGEST_ERROR],
    )


def wait(entry: OutboxEntry, reason: str, due_at: datetime) -> None:
    """Put a row back whose time has not come; the attempt is not counted."""
    _change(
        entry,
        state=State.PENDING,
        due_at=due_at,
        attempts=entry.attempts - 1,
        lease_until=None,
        leased_by="",
        last_error=reason[:_LONGEST_ERROR],
    )


def bury(entry: OutboxEntry, error: str) -> None:
    """Park a row as dead, for a person to look at."""
    _change(entry, state=State.DEAD, lease_until=None, leased_by="", last_error=error[:_LONGEST_ERROR])


def release(entries: Iterable[OutboxEntry], worker: str) -> None:
    """Give rows back untouched, so that another worker can take them at once."""
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries], state=State.LEASED, leased_by=worker).update(
        state=State.PENDING, lease_until=None, leased_by=""
    )


def _unlocked(rows: QuerySet[OutboxEntry]) -> QuerySet[OutboxEntry]:
    return rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _held(entry: OutboxEntry) -> QuerySet[OutboxEntry]:
    return OutboxEntry.objects.filter(
        pk=entry.pk, state=State.LEASED, leased_by=entry.leased_by, attempts=entry.attempts
    )


def _change(entry: OutboxEntry, **values: object) -> None:
    if not _held(entry).update(**values):
        raise LeaseLost(entry)
