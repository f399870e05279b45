"""Parts of sentences from which invented texts are put together; no real person or organisation occurs in them.

The parts of the languages stand in the same order, so that a part can be taken with its translations.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TopicWords:
    """What is said about one topic: titles without a full stop, and whole sentences."""

    titles: tuple[str, ...]
    problems: tuple[str, ...]
    requests: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """What is said in one language; ``places`` fit behind a title, ``openers`` have a ``{place}``."""

    places: tuple[str, ...]
    openers: tuple[str, ...]
    contexts: tuple[str, ...]
    closings: tuple[str, ...]
    topics: Mapping[str, TopicWords]
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]
