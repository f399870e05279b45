"""Who has something to be found: apps above register themselves here, so that search knows none of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.utils.functional import Promise

from .documents import SearchDocument


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

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield a document for each of the keys that anybody may read now; leave the others out."""

    def all_pks(self) -> Iterable[int]:
        """Return the keys of everything that anybody may read now."""

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how each kind is called for readers; sources that share a kind share the very label."""

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return how each state is called for readers; sources that share a state share the very label."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a source part of the search; raises ValueError when its name or one of its kinds is taken."""
    if source.name in _sources:
        raise ValueError(f"The search has a source named {source.name!r} already.")
    if taken := {kind for other in _sources.values() for kind in other.kinds} & set(source.kinds):
        raise ValueError(f"Another source of the search has these kinds already: {', '.join(sorted(taken))}.")
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
