"""What waits for the translators of a language, in the order in which readers need it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .overview import Entry, table
from .states import State
from .subjects import kinds

# What readers see and is wrong comes first; what waits for a reviewer is not the translator's to do.
ORDER = (State.OUTDATED, State.MISSING, State.IN_TRANSLATION, State.MACHINE_TRANSLATED)


@dataclass(frozen=True)
class Count:
    """How many things of one state wait, and how many words that is."""

    state: State
    things: int
    words: int


def worklist(language: str) -> list[Entry]:
    """Return everything public that waits for a translator of the language: the most urgent and longest waiting first.

    Pages come before reference data of the same state. The number of queries does not grow with the list.
    """
    found = [
        (ORDER.index(entry.status.state), place, -(entry.days or 0), entry)
        for place, kind in enumerate(kinds())
        for row in table(kind, [language])
        for entry in row.entries
        if entry.status.state in ORDER and entry.status.is_source_live
    ]
    found.sort(key=lambda item: item[:3])
    return [entry for *_rank, entry in found]


def counts(entries: Sequence[Entry]) -> list[Count]:
    """Return the sums by state, in the order of the list; states of which there are none are left out."""
    things: Counter[State] = Counter()
    words: Counter[State] = Counter()
    for entry in entries:
        things[entry.status.state] += 1
        words[entry.status.state] += entry.words_left
    return [Count(state, things[state], words[state]) for state in ORDER if things[state]]
