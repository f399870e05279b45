"""Whether the search works as it should, and what an operator is told about it."""

from dataclasses import dataclass

from cms.outbox.models import OutboxEntry, State

from .engines import engine
from .engines.protocol import Engine
from .engines.resilient import ResilientEngine
from .models import IndexCheck
from .services import TOPIC


@dataclass(frozen=True)
class Backlog:
    """Changes that the index has not taken: those that wait for another attempt, and those that were given up."""

    waiting: int
    given_up: int


def is_well() -> bool:
    """Return whether the first engine answers this process, and every change was taken; asks only the database."""
    known = engine()
    if isinstance(known, ResilientEngine) and (known.reads.is_open or known.writes.is_open):
        return False
    return not OutboxEntry.objects.filter(topic=TOPIC, state=State.PENDING).exclude(last_error="").exists()


def backlog() -> Backlog:
    """Return how many changes of the site the index has refused so far."""
    rows = OutboxEntry.objects.filter(topic=TOPIC)
    waiting = rows.filter(state=State.PENDING).exclude(last_error="").count()
    return Backlog(waiting, rows.filter(state=State.DEAD).count())


def last_check() -> IndexCheck | None:
    """Return the newest comparison of the index with the site."""
    return IndexCheck.objects.order_by("-checked_at").first()


def last_mended() -> IndexCheck | None:
    """Return the newest comparison that found something and mended it."""
    checks = IndexCheck.objects.filter(mended=True).exclude(missing=0, outdated=0, superfluous=0)
    return checks.order_by("-checked_at").first()


def engines() -> dict[str, Engine]:
    """Return the engines by the part they play."""
    known = engine()
    if isinstance(known, ResilientEngine):
        return {"primary": known.primary, "reserve": known.reserve}
    return {"engine": known}
