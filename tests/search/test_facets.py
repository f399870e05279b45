"""Facets narrow down, and show only what narrows."""

import pytest

from search.facets import SHOWN_AT_ONCE, Facet, chosen, facets, orders
from search.labels import Labels
from search.wanted import Order, Wanted

from .texts import Library

pytestmark = pytest.mark.django_db


def made(counts: dict[str, dict[str, int]], total: int = 10, search: Wanted | None = None) -> dict[str, Facet]:
    return {facet.name: facet for facet in facets(counts, total, search or Wanted("a"), Labels())}


def values(facet: Facet) -> list[str]:
    return [option.value for option in facet.options]


def test_options_link_to_one_more_choice_and_chosen_ones_to_one_less(library: Library) -> None:
    search = Wanted("a", {"kind": ("map",)}, page=2)
    book, atlas = made({"kind": {"book": 7, "map": 3}}, search=search)["kind"].options
    assert (book.address, book.is_chosen, book.count) == ("?q=a&kind=map&kind=book", False, 7)
    assert (atlas.address, atlas.is_chosen, atlas.count) == ("?q=a", True, 3)


def test_choice_that_finds_nothing_stays_visible(library: Library) -> None:
    search = Wanted("a", {"kind": ("map",), "year": ("1999",)})
    found = facets({"kind": {"book": 7}}, 0, search, Labels())
    assert [(str(option.label), option.count) for _title, option in chosen(found)] == [("Maps", 0), ("1999", 0)]


def test_facet_that_all_results_share_is_left_out(library: Library) -> None:
    assert made({"kind": {"book": 10}, "state": {"lent": 4}, "language": {}}).keys() == {"state"}


def test_topics_and_units_are_named_in_the_language_of_the_reader(
    library: Library, city: None, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        found = made({"topic": {"integration": 3, "unheard-of": 2}, "unit": {"embassy": 1}})
    assert [option.label.text for option in found["topic"].options][1] == "unheard-of"
    assert found["topic"].options[0].label.text != "integration"
    assert found["unit"].options[0].label.language == "pl"


def test_years_come_newest_first_languages_as_on_the_site_and_the_rest_by_frequency(library: Library) -> None:
    found = made({"year": {"2024": 9, "2026": 1}, "language": {"en": 9, "pl": 1}, "kind": {"map": 1, "book": 9}})
    assert values(found["year"]) == ["2026", "2024"]
    assert values(found["language"]) == ["pl", "en"]
    assert values(found["kind"]) == ["book", "map"]


def test_long_facet_unfolds_beyond_the_first_options_and_hides_no_choice(library: Library) -> None:
    years = {"year": {str(year): 1 for year in range(2000, 2020)}}
    assert len(made(years)["year"].first) == SHOWN_AT_ONCE
    assert len(made(years)["year"].rest) == 20 - SHOWN_AT_ONCE
    search = Wanted("a", {"year": ("2005",)})
    assert made(years, search=search)["year"].first[-1].value == "2005"
    nearly = {"year": {str(year): 1 for year in range(2000, 2001 + SHOWN_AT_ONCE)}}
    assert not made(nearly)["year"].rest


def test_orders_keep_everything_but_the_page() -> None:
    best, newest = orders(Wanted("a", {"year": ("2005",)}, page=3))
    assert (best.is_chosen, best.address) == (True, "?q=a&year=2005")
    assert (newest.is_chosen, newest.address) == (False, "?q=a&year=2005&sort=newest")
    assert orders(Wanted("a", order=Order.NEWEST))[1].is_chosen
