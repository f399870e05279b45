"""The concepts known to a search, and where a query names them. The words for labels are those of SKOS."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a label is used: shown first; shown too; never shown, as people say or spell it."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Label:
    """What a concept is called in a language."""

    language: str
    text: str
    kind: Kind = Kind.PREFERRED


@dataclass(frozen=True)
class Concept:
    """A thing people look for; ``broader`` and ``related`` are keys of other concepts."""

    key: str
    labels: tuple[Label, ...]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class ConceptBook:
    """Every concept, ready to be met in what somebody types. Made once and then only read, so threads may share it."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self._concepts = {concept.key: concept for concept in concepts}

    def __len__(self) -> int:
        return len(self._concepts)

    def get(self, key: str) -> Concept | None:
        """Return the concept of this key."""
        return self._concepts.get(key)

    def label(self, key: str, language: str) -> str:
        """Return what the concept is called in the language, else in any; the key of an unknown one."""
        concept = self._concepts.get(key)
        labels = concept.labels if concept else ()
        shown = [label for label in labels if label.kind is Kind.PREFERRED]
        return next((label.text for label in sorted(shown, key=lambda each: each.language != language)), key)


NO_CONCEPTS = ConceptBook()
