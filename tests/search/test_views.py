"""The page of results."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from search.services import rebuild

from .contract import HOSTILE
from .texts import Library, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, city: None, library: Library) -> Callable[..., str]:
    library.add(
        *(document(pk, f"Dotacja {pk}") for pk in range(1, 13)),
        document(50, "Grant dotacja", language="en", kind="map"),
        document(51, "<script>alert(1)</script> żeton"),
    )
    rebuild()

    def get(prefix: str = "en", **parameters: str | int) -> str:
        response = client.get(f"/{prefix}/search/", parameters)
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_heading_names_the_query(page: Callable[..., str]) -> None:
    assert "<h1>Search results for “dotacja”</h1>" in page(q="dotacja")


def test_page_without_a_query_offers_the_form(page: Callable[..., str]) -> None:
    html = page()
    assert '<label for="search-query">' in html
    assert 'role="status"' not in html


def test_results_keep_robots_away(page: Callable[..., str]) -> None:
    assert '<meta name="robots" content="noindex, follow">' in page(q="dotacja")


def test_hit_links_with_its_own_language(page: Callable[..., str]) -> None:
    assert '<a href="/pl/library/50/" lang="en" hreflang="en">' in page(q="grant")


def test_facets_show_counts_and_what_is_chosen(page: Callable[..., str]) -> None:
    html = page(q="dotacja", language="en")
    assert '<a href="?q=dotacja&amp;language=en" aria-current="true">' in html
    assert "(12)" in html
    assert '<a href="?q=dotacja">Remove the filter “English”</a>' in html


def test_next_page_keeps_the_query(page: Callable[..., str]) -> None:
    html = page(q="dotacja", language="pl")
    assert "q=dotacja&amp;language=pl&amp;page=2" in html
    assert 'start="11"' in page(q="dotacja", language="pl", page=2)


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "1e9", "9" * 40, "", "1.5"])
def test_page_number_that_makes_no_sense_is_the_first(page: Callable[..., str], number: str) -> None:
    assert 'start="1"' in page(q="dotacja", page=number)


@pytest.mark.parametrize("parameters", [{"language": "xx"}, {"kind": "nonsense"}, {"language": "<b>"}])
def test_unknown_filter_is_ignored(page: Callable[..., str], parameters: dict[str, str]) -> None:
    assert "13 results" in page(q="dotacja", **parameters)


def test_long_query_is_cut_and_the_reader_told(page: Callable[..., str]) -> None:
    html = page(q="dotacja " * 60)
    assert "Only the first 200 characters were used." in html
    assert "Only the first" not in page(q="dotacja")


def test_nothing_found_says_what_to_try(page: Callable[..., str]) -> None:
    assert "Check the spelling" in page(q="brzdękolenie")


def test_nothing_found_under_a_filter_offers_to_lift_it(page: Callable[..., str]) -> None:
    assert 'href="?q=grant"' in page(q="grant", language="uk")


@pytest.mark.parametrize("typed", [text for text in HOSTILE if text != "\ud800"])
def test_nothing_typed_breaks_the_page(page: Callable[..., str], typed: str) -> None:
    page(q=typed)


def test_markup_is_never_let_through(page: Callable[..., str]) -> None:
    html = page(q='"><script>alert(1)</script> żeton')
    assert "<script>alert" not in html
    assert escape('"><script>') in html


def test_engine_failure_is_said_to_the_reader(page: Callable[..., str], client: Client, settings: Settings) -> None:
    from search.engines import engine

    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    engine.cache_clear()
    for each in path.parent.glob("search.sqlite3*"):
        each.unlink()
    path.write_bytes(b"broken" * 1000)
    response = client.get("/en/search/", {"q": "dotacja"})
    assert response.status_code == 503
    assert "The search is not working right now" in response.content.decode()


def test_results_cannot_be_posted_to(client: Client, city: None) -> None:
    assert client.post("/en/search/", {"q": "dotacja"}).status_code == 405
