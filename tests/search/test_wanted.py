"""An address of the page of results is read as far as it makes sense, and written in one way."""

import pytest
from django.http import QueryDict

from search.labels import Labels
from search.limits import CHOSEN_VALUES
from search.wanted import Order, Wanted, wanted

from .texts import Library

pytestmark = pytest.mark.django_db


def read(address: str) -> Wanted:
    return wanted(QueryDict(address), Labels())


def test_several_values_of_a_facet_are_chosen_by_repeating_it(library: Library, city: None) -> None:
    assert read("q=a&kind=map&kind=book&language=uk&year=2025&state=lent").filters == {
        "kind": ("map", "book"),
        "language": ("uk",),
        "state": ("lent",),
        "year": ("2025",),
    }


@pytest.mark.parametrize(
    "address",
    [
        "kind=nonsense",
        "Kind=book",
        "topic=nonsense",
        "unit=%00",
        "year=20255",
        "year=٢٠٢٥",
        "state=",
        "language=xx",
        "x=y",
    ],
)  # fmt: skip
def test_unknown_keys_and_values_are_ignored(library: Library, city: None, address: str) -> None:
    assert read(f"q=a&{address}").filters == {}


def test_topics_and_units_of_the_city_are_known(library: Library, city: None) -> None:
    assert read("topic=integration&unit=embassy").filters == {"topic": ("integration",), "unit": ("embassy",)}


def test_names_are_read_only_for_what_the_address_names(
    library: Library, city: None, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        read("q=a&kind=book&year=2025")
    with django_assert_num_queries(1):
        read("&".join(f"topic={number}" for number in range(1000)))


def test_of_a_thousand_values_some_are_heeded(library: Library) -> None:
    years = "&".join(f"year={year}" for year in range(1900, 2100)) * 5
    assert len(read(years).filters["year"]) == CHOSEN_VALUES


def test_value_is_chosen_once(library: Library) -> None:
    assert read("kind=map&kind=map").filters == {"kind": ("map",)}


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "1e9", "9" * 40, "", "1.5"])
def test_page_number_that_makes_no_sense_is_the_first(number: str) -> None:
    assert read(f"page={number}").page == 1


def test_text_is_one_line_of_what_can_be_printed(library: Library) -> None:
    search = read("q=%20a%00b%0A%1Fc%E2%80%AEd%20" + "e" * 10_000)
    assert search.text.startswith("a b c d eee")
    assert len(search.text) == 200
    assert search.is_cut


def test_address_is_the_same_however_it_was_put(library: Library, city: None) -> None:
    address = "?q=a+b&kind=map&kind=book&year=2025&sort=newest&literal=1&page=3"
    search = read("page=3&year=2025&nonsense=1&q=+a++b&kind=map&literal=1&sort=newest&kind=book")
    assert search.address == address
    assert read(address[1:]) == search
    assert search.order is Order.NEWEST


def test_choosing_again_gives_up_the_choice_and_begins_at_the_first_page() -> None:
    search = Wanted("a", {"kind": ("map",)}, page=4)
    assert search.toggled("kind", "book") == Wanted("a", {"kind": ("map", "book")})
    assert search.toggled("kind", "map") == Wanted("a")
    assert search.toggled("year", "2025").unfiltered() == Wanted("a")
