"""The ways to narrow a search down, as links."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from .labels import kind_labels, language_labels


@dataclass(frozen=True)
class Option:
    """A value to choose, with how many results it would give."""

    value: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A set of options of which one may be chosen; ``without`` is the address that lifts the choice."""

    title: str
    options: tuple[Option, ...]
    without: str

    @property
    def chosen(self) -> Option | None:
        """Return the chosen option."""
        return next((option for option in self.options if option.is_chosen), None)


def facets(counts: Mapping[str, Mapping[str, int]], parameters: QueryDict) -> list[Facet]:
    """Return the facets of a result for the parameters that led to it; a choice that finds nothing stays visible."""
    return [
        _facet(_("Language"), "language", language_labels(), counts["language"], parameters),
        _facet(_("Kind"), "kind", kind_labels(), counts["kind"], parameters),
    ]


def _facet(title: str, name: str, labels: Mapping[str, str], counts: Mapping[str, int], parameters: QueryDict) -> Facet:
    chosen = parameters.get(name, "")
    options = tuple(
        Option(value, label, counts.get(value, 0), _address(parameters, name, value), value == chosen)
        for value, label in labels.items()
        if counts.get(value) or value == chosen
    )
    return Facet(title, options, _address(parameters, name, ""))


def _address(parameters: QueryDict, name: str, value: str) -> str:
    """Return the address of the first page with another value, or without one."""
    changed = parameters.copy()
    changed.pop("page", None)
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"
