"""The ways to narrow a search down, as links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from city.queries import Name

from .labels import Labels
from .wanted import Order, Wanted

TITLES: Mapping[str, Promise] = {
    "kind": pgettext_lazy("filter of the search", "Kind"),
    "topic": pgettext_lazy("filter of the search", "Topic"),
    "state": pgettext_lazy("filter of the search", "State"),
    "unit": pgettext_lazy("filter of the search", "City unit"),
    "year": pgettext_lazy("filter of the search", "Year"),
    "language": pgettext_lazy("filter of the search", "Language"),
}
# What is beyond these unfolds.
SHOWN_AT_ONCE = 6


@dataclass(frozen=True)
class Option:
    """A value to choose, or to give up; ``count`` is how many results it has."""

    facet: str
    value: str
    label: Name
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """Options of which several may be chosen; a result has one of them."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        """Return the options shown at once: all that are chosen, and the most frequent ones."""
        return self.options[: self._cut]

    @property
    def rest(self) -> tuple[Option, ...]:
        """Return the options that unfold."""
        return self.options[self._cut :]

    @property
    def _cut(self) -> int:
        last_chosen = max((place for place, option in enumerate(self.options, 1) if option.is_chosen), default=0)
        cut = max(SHOWN_AT_ONCE, last_chosen)
        return cut if len(self.options) > cut + 1 else len(self.options)


def facets(counts: Mapping[str, Mapping[str, int]], total: int, wanted: Wanted, labels: Labels) -> list[Facet]:
    """Return the facets by which the result can be narrowed down further, or by which it was."""
    found = [_facet(name, str(title), counts.get(name, {}), wanted, labels) for name, title in TITLES.items()]
    return [facet for facet in found if _helps(facet, total)]


def chosen(facets_: list[Facet]) -> list[tuple[str, Option]]:
    """Return every chosen option with the title of its facet."""
    return [(facet.title, option) for facet in facets_ for option in facet.options if option.is_chosen]


@dataclass(frozen=True)
class OrderLink:
    """What may stand first, as a link."""

    label: str
    address: str
    is_chosen: bool


def orders(wanted: Wanted) -> list[OrderLink]:
    """Return the orders of a result."""
    labels = {Order.BEST: pgettext("results", "Best match"), Order.NEWEST: pgettext("results", "Newest")}
    return [
        OrderLink(label, replace(wanted, order=order, page=1).address, order is wanted.order)
        for order, label in labels.items()
    ]


def _helps(facet: Facet, total: int) -> bool:
    """Say whether anything is to be chosen: one option that all results have tells nothing."""
    return any(option.is_chosen or option.count != total for option in facet.options) or len(facet.options) > 1


def _facet(name: str, title: str, counts: Mapping[str, int], wanted: Wanted, labels: Labels) -> Facet:
    values = {value: counts.get(value, 0) for value in (*counts, *wanted.chosen(name))}
    options = [
        Option(name, value, labels.of(name, value), count, wanted.toggled(name, value).address, is_chosen)
        for value, count in values.items()
        if (is_chosen := value in wanted.chosen(name)) or count
    ]
    return Facet(name, title, tuple(_ordered(name, options, labels)))


def _ordered(name: str, options: list[Option], labels: Labels) -> list[Option]:
    """Put the newest year first, languages as the site does, all else by how many results it has."""
    if name == "year":
        return sorted(options, key=lambda option: option.value, reverse=True)
    if name == "language":
        order = labels.order(name)
        return sorted(options, key=lambda option: order.get(option.value, len(order)))
    return sorted(options, key=lambda option: (-option.count, option.label.text.casefold()))
