"""The numbers people run into, each declared once by the app that holds to it; docs/limits.md is made from them."""

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = """# Limits

Generated from the constants the product itself uses by `manage.py limits_docs`; do not edit.
"""


@dataclass(frozen=True)
class Limit:
    """A number, what it counts and what it is for."""

    name: str
    value: int
    unit: str
    about: str

    @property
    def subject(self) -> str:
        """Return what the limit belongs to: the part of its name before the first dot."""
        return self.name.partition(".")[0]


_declared: dict[str, Limit] = {}


def declare(name: str, value: int, unit: str, about: str) -> int:
    """Record a limit named ``subject.detail`` and return its value, so that constant and document are one line.

    Stands in ``<app>/limits.py``, which every start reads. Unit and sentence are for the English document.
    """
    limit = Limit(name, value, unit, about)
    if _declared.setdefault(name, limit) != limit:
        raise ValueError(f"The limit {name!r} is declared already: {_declared[name]}.")
    return value


def declared() -> list[Limit]:
    """Return every limit, by name."""
    return sorted(_declared.values(), key=lambda limit: limit.name)


def limits_document() -> str:
    """Return the page `docs/limits.md` as it should read."""
    lines = [HEAD]
    for subject in sorted({limit.subject for limit in declared()}):
        lines += _table(subject, (limit for limit in declared() if limit.subject == subject))
    return "\n".join(lines)


def _table(subject: str, limits: Iterable[Limit]) -> list[str]:
    rows = [f"| `{limit.name}` | {limit.value} {limit.unit} | {limit.about} |" for limit in limits]
    return [f"## {subject.capitalize()}", "", "| limit | value | what it is for |", "|---|---|---|", *rows, ""]
