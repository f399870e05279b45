"""What an address of the page of results asks for, and the addresses that ask for a little else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.http import QueryDict

from .documents import FACETS
from .labels import Labels
from .limits import CHOSEN_VALUES
from .queries import LONGEST_QUERY

_LONGEST_PAGE_NUMBER = 5


class Order(StrEnum):
    """What stands first."""

    BEST = ""
    NEWEST = "newest"


@dataclass(frozen=True)
class Wanted:
    """A search. ``is_literal`` asks for the words just as they are typed, without correcting them."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.BEST
    is_literal: bool = False
    page: int = 1
    is_cut: bool = False

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        return self.filters.get(facet, ())

    def toggled(self, facet: str, value: str) -> "Wanted":
        """Return the first page of the search with the value chosen, or no longer chosen if it was."""
        chosen = self.chosen(facet)
        values = tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
        filters = {name: self.filters[name] for name in self.filters if name != facet}
        return replace(self, filters=filters | ({facet: values} if values else {}), page=1)

    def unfiltered(self) -> "Wanted":
        """Return the first page of the search with nothing chosen."""
        return replace(self, filters={}, page=1)

    @property
    def parameters(self) -> QueryDict:
        """Return what stands behind the question mark, always in the same order."""
        parameters = QueryDict(mutable=True)
        parameters["q"] = self.text
        for name in FACETS:
            if values := self.chosen(name):
                parameters.setlist(name, list(values))
        if self.order is not Order.BEST:
            parameters["sort"] = self.order.value
        if self.is_literal:
            parameters["literal"] = "1"
        if self.page > 1:
            parameters["page"] = str(self.page)
        return parameters

    @property
    def address(self) -> str:
        """Return the address of the search, relative to the page of results."""
        return f"?{self.parameters.urlencode()}"


def wanted(parameters: QueryDict, labels: Labels) -> Wanted:
    """Read an address. What makes no sense in it is ignored, a text that is too long is cut."""
    typed = _typed(parameters.get("q", ""))
    return Wanted(
        text=typed[:LONGEST_QUERY].rstrip(),
        filters=_filters(parameters, labels),
        order=Order.NEWEST if parameters.get("sort") == Order.NEWEST else Order.BEST,
        is_literal=parameters.get("literal") == "1",
        page=_page(parameters.get("page", "")),
        is_cut=len(typed) > LONGEST_QUERY,
    )


def _typed(text: str) -> str:
    """Return a line of text: a sign that cannot be printed is a space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _filters(parameters: QueryDict, labels: Labels) -> dict[str, tuple[str, ...]]:
    filters = {}
    for name in FACETS:
        given = dict.fromkeys(parameters.getlist(name))
        if values := tuple(value for value in given if labels.knows(name, value))[:CHOSEN_VALUES]:
            filters[name] = values
    return filters


def _page(value: str) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) <= _LONGEST_PAGE_NUMBER
    return max(1, int(value)) if is_number else 1
