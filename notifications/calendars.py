"""A person's own deadlines, gathered from every app that knows some, for the calendar at their secret address."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from accounts.models import User
from cms.calendars import CalendarEntry

CalendarSource: TypeAlias = Callable[[User], Iterable[CalendarEntry]]

_sources: dict[str, CalendarSource] = {}


def calendar_source(name: str) -> Callable[[CalendarSource], CalendarSource]:
    """Register a function that returns the deadlines of a person, in the active language, which is theirs.

    The file is kept by strangers' servers (Google, Microsoft, Apple): a source returns only what the person may read
    now, never a text, and no title of anything that is not public. It asks the same number of queries however many
    deadlines there are. Call it from ``AppConfig.ready``.
    """

    def register(source: CalendarSource) -> CalendarSource:
        if name in _sources:
            raise ValueError(f"The calendars have a source {name!r} already.")
        _sources[name] = source
        return source

    return register


def own_deadlines(person: User) -> list[CalendarEntry]:
    """Return every deadline of the person, in the order of their names, each once."""
    found = {entry.name: entry for source in _sources.values() for entry in source(person)}
    return [found[name] for name in sorted(found)]
