"""Which function handles which topic, and which jobs recur. Filled while ``<app>/handlers.py`` is imported."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.conf import settings

from .failures import MAX_ATTEMPTS
from .schedule import Every, Timetable, daily, weekly

__all__ = ["Handler", "daily", "find", "handler", "recurring", "timetables", "weekly"]

_JOB_PREFIX = "recurring."
_Function = TypeVar("_Function", bound=Callable[..., None])


@dataclass(frozen=True)
class Handler:
    """What the worker knows about a topic."""

    run: Callable[..., None]
    atomic: bool
    attempts: int
    own_lease: timedelta | None

    @property
    def lease(self) -> timedelta:
        """Return how long one attempt may take before another worker may take the row over."""
        return self.own_lease or timedelta(seconds=settings.WORKER_LEASE_SECONDS)

    def check_payload(self, payload: Mapping[str, object]) -> None:
        """Raise TypeError when the function could not be called with this payload."""
        inspect.signature(self.run).bind(**payload)


_handlers: dict[str, Handler] = {}
_timetables: dict[str, Timetable] = {}


def handler(
    topic: str, *, atomic: bool = False, attempts: int = MAX_ATTEMPTS, lease: timedelta | None = None
) -> Callable[[_Function], _Function]:
    """Register a function for a topic; it is called with the payload as keyword arguments.

    It may run more than once and must be idempotent, unless ``atomic``: then its changes in the database and the
    mark "done" commit together. Work that may take over a minute says so with ``lease``. Raise ``GiveUp`` when
    another attempt cannot help, ``NotNow`` when something is away that will be back; any other exception means "try
    again later".
    """
    if not topic or attempts < 1:
        raise ValueError("A handler needs a topic and at least one attempt.")

    def register(function: _Function) -> _Function:
        if topic in _handlers:
            raise ValueError(f"The outbox topic {topic!r} has a handler already: {_handlers[topic].run.__qualname__}.")
        _handlers[topic] = Handler(function, atomic, attempts, lease)
        return function

    return register


def find(topic: str) -> Handler | None:
    """Return the handler of a topic, or None when no installed app has one."""
    return _handlers.get(topic)


def recurring(
    name: str, timetable: Timetable | None = None, *, every: timedelta | None = None, lease: timedelta | None = None
) -> Callable[[_Function], _Function]:
    """Register a function without arguments as a job that recurs.

    Either ``every=timedelta(...)``, or ``daily(at="02:30")`` or ``weekly(on=1, at="07:00")``. A job that was missed (no
    worker ran for days) runs once, not once for each missed slot.
    """
    if (timetable is None) == (every is None):
        raise ValueError(f"The recurring job {name!r} needs either every=… or a timetable such as daily(at=…).")
    _timetables[name] = timetable or Every(every or timedelta())
    return handler(job_topic(name), lease=lease or timedelta(minutes=10))


def job_topic(name: str) -> str:
    """Return the outbox topic under which a recurring job runs."""
    return f"{_JOB_PREFIX}{name}"


def timetables() -> Mapping[str, Timetable]:
    """Return the timetable of every recurring job by its name."""
    return _timetables
