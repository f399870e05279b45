"""Who has something to be found: apps above register themselves here, so that search knows none of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from .documents import SearchDocument

# The two states of whatever has a day: an event, a meeting.
UPCOMING, PAST = "upcoming", "past"
STATES_IN_TIME: Mapping[str, str | Promise] = {
    UPCOMING: pgettext_lazy("events and meetings", "still to come"),
    PAST: pgettext_lazy("events and meetings", "over"),
}


class UnknownSource(LookupError):
    """No installed app has registered a source of this name."""


class Source(Protocol):
    """One app's findable things. It alone decides what is public."""

    @property
    def name(self) -> str:
        """Return the name, which is part of the ids in the index."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return every kind of thing that it yields."""

    @property
    def follows(self) -> tuple[str, ...]:
        """Return the names of other sources and things a change of which may change its documents."""

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield a document for each of the keys that anybody may read now; leave the others out."""

    def all_pks(self) -> Iterable[int]:
        """Return the keys of everything that anybody may read now."""

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return the keys of its documents that show, or have just ceased to show, one of what it follows."""

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how each kind is called for readers; sources that share a kind share the very label."""

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return how each state is called for readers; sources that share a state share the very label."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a source part of the search.

    Raises ValueError when its name is taken, or when another source calls one of its kinds or states otherwise.
    """
    if source.name in _sources:
        raise ValueError(f"The search has a source named {source.name!r} already.")
    for labels, of_all in ((source.kind_labels(), kind_labels()), (source.state_labels(), state_labels())):
        if taken := [code for code, label in labels.items() if of_all.get(code, label) is not label]:
            raise ValueError(f"Another source of the search has these already: {', '.join(sorted(taken))}.")
    _sources[source.name] = source


def unregister(name: str) -> None:
    """Take a source out again."""
    _sources.pop(name, None)


def by_name(name: str) -> Source:
    """Return the source; raises UnknownSource."""
    try:
        return _sources[name]
    except KeyError:
        raise UnknownSource(f"The search has no source named {name!r}.") from None


def all_sources() -> list[Source]:
    """Return every source, in the order in which they were registered."""
    return list(_sources.values())


def kind_labels() -> dict[str, str | Promise]:
    """Return the label of every kind."""
    return {kind: label for source in all_sources() for kind, label in source.kind_labels().items()}


def state_labels() -> dict[str, str | Promise]:
    """Return the label of every state."""
    return {state: label for source in all_sources() for state, label in source.state_labels().items()}


def affected_by(name: str, pk: int) -> dict[str, list[int]]:
    """Return by source the keys of all documents to be read again when this thing changed: its own and those it is in.

    Raises UnknownSource for what is neither a source nor followed by one.
    """
    found = {name: [pk]} if name in _sources else {}
    followers = [source for source in all_sources() if name in source.follows]
    if not found and not followers:
        by_name(name)
    return found | {source.name: list(source.affected_by(name, pk)) for source in followers}
