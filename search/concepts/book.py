"""The concepts known to a search, and where a query names them. The words for labels are those of SKOS."""

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
