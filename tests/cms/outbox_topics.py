"""Topics that exist for one test only."""

from collections.abc import Callable

import pytest

from cms.outbox import registry
from cms.outbox.failures import MAX_ATTEMPTS
from cms.outbox.models import OutboxEntry
from cms.outbox.registry import Handler


def add_topic(
    monkeypatch: pytest.MonkeyPatch,
    topic: str,
    function: Callable[..., None],
    *,
    atomic: bool = False,
    attempts: int = MAX_ATTEMPTS,
    given_up: Callable[..., None] | None = None,
) -> None:
    """Give a topic a handler until the test ends."""
    monkeypatch.setitem(registry._handlers, topic, Handler(function, atomic, attempts, None, given_up))


def only_entry() -> OutboxEntry:
    """Return the one row of the outbox."""
    return OutboxEntry.objects.get()
