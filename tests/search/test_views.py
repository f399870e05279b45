"""The page of results."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings

from search import questions
from search.limits import SEARCHES
from search.services import rebuild
from tests.city.places import contact

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

    def get(prefix: str = "en", **parameters: str | int | list[str]) -> str:
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
    chosen = html[html.index("Chosen filters") : html.index("Narrow the results")]
    assert 'href="?q=dotacja"' in chosen
    assert "English" in chosen


def test_several_values_of_a_facet_and_several_facets_narrow_together(page: Callable[..., str]) -> None:
    assert "13 results" in page(q="dotacja", language=["en", "pl"])
    assert "1 result" in page(q="dotacja", language=["en", "pl"], kind="map")
    assert '<input type="hidden" name="language" value="pl">' in page(q="dotacja", language=["en", "pl"])


def test_filters_and_results_have_headings_in_order(page: Callable[..., str]) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page(q="dotacja", language="en"))]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_newest_come_first_when_asked_for(page: Callable[..., str], library: Library) -> None:
    library.add(document(60, "Dotacja stara", date=date(2020, 1, 1)), document(61, "Dotacja", date=date(2026, 1, 1)))
    rebuild()
    first = r'<li class="search-hit">\s*<h3[^>]*><a href="([^"]+)"'
    assert re.findall(first, page(q="dotacja", sort="newest"))[:2] == ["/pl/library/61/", "/pl/library/60/"]
    assert 'sort=newest" aria-current="true">Newest' in page(q="dotacja", sort="newest")


def test_state_and_last_day_are_said(page: Callable[..., str], library: Library) -> None:
    today = timezone.localdate()
    library.add(
        document(62, "Konkurs otwarty", closes=today, state="lent"),
        document(63, "Konkurs zamknięty", closes=today - timedelta(days=1)),
    )
    rebuild()
    html = page(q="konkurs")
    assert "Open until" in html
    assert "Closed since" in html
    assert "Lent out" in html


def test_next_page_keeps_the_query(page: Callable[..., str]) -> None:
    html = page(q="dotacja", language="pl")
    assert "q=dotacja&amp;language=pl&amp;page=2" in html
    assert 'start="11"' in page(q="dotacja", language="pl", page=2)


def test_long_query_is_cut_and_the_reader_told(page: Callable[..., str]) -> None:
    html = page(q="dotacja " * 60)
    assert "Only the first 200 characters were used." in html
    assert "Only the first" not in page(q="dotacja")


def test_nothing_found_says_what_to_try(page: Callable[..., str]) -> None:
    assert "Check the spelling" in page(q="brzdękolenie")


def test_nothing_found_under_a_filter_offers_to_lift_it(page: Callable[..., str]) -> None:
    html = page(q="grant", language="uk")
    assert 'href="?q=grant"' in html
    assert "(1)" in html  # in another language


def test_nothing_found_names_people_who_speak_the_language(page: Callable[..., str]) -> None:
    contact(code="pl-desk", name="Desk in Polish", languages=["pl"])
    contact(code="uk-desk", name="Desk in Ukrainian", languages=["pl", "uk"])
    contact(code="old-desk", name="Desk of yore", languages=["uk"], active_to=date(2020, 1, 1))
    html = page("uk", q="brzdękolenie")
    assert html.index("Desk in Ukrainian") < html.index("Desk in Polish")
    assert "Desk of yore" not in html


def test_page_costs_a_query_at_most_and_an_empty_one_a_few(page: Callable[..., str]) -> None:
    with CaptureQueriesContext(connection) as frame:
        page()
    with CaptureQueriesContext(connection) as full:
        page(q="dotacja")
    assert len(full) <= len(frame) + 1  # whether the dictionary is still the same
    contact(languages=["pl"])
    with CaptureQueriesContext(connection) as one_contact:
        page(q="brzdękolenie")
    for number in range(5):
        contact(code=f"desk-{number}", languages=["pl"])
    with CaptureQueriesContext(connection) as more_contacts:
        page(q="brzdękolenie")
    assert len(more_contacts) == len(one_contact) <= len(frame) + 6


def test_who_searches_too_often_is_asked_to_wait(client: Client, page: Callable[..., str]) -> None:
    for _time in range(SEARCHES):
        page(q="dotacja")
    response = client.get("/en/search/", {"q": "dotacja", "kind": "map"})
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert 'value="dotacja"' in response.content.decode()
    page()  # the form itself is always there
    assert client.get("/en/search/", {"q": "dotacja"}, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_words_of_the_search_are_told_when_a_result_is_opened_and_nothing_else(client: Client, city: None) -> None:
    questions._memory.take()
    assert client.post("/en/search/opened/", {"q": "Dotacja"}).status_code == 204
    assert dict(questions._memory.take()) == {("en", "dotacja"): questions._Tally(opened=1)}
    assert not client.cookies
    client.post("/en/search/opened/", {"q": "Dotacja"}, headers={"sec-fetch-site": "cross-site"})
    assert client.get("/en/search/opened/", {"q": "Dotacja"}).status_code == 405
    assert not questions._memory.take()


@pytest.mark.parametrize(
    "address",
    [
        "q=" + "dotacja+" * 1250,
        "q=dotacja&" + "&".join(f"kind={number}" for number in range(1000)),
        "q=dotacja&" + "&".join(f"facet{number}=1" for number in range(1000)),
        "q=dotacja&page=-1",
        "q=%00%01%1F%7F%EF%BB%BF%E2%80%AE",
        "q=" + "%22%28*" * 100,
        "q=karta+%D0%BF%D0%BE%D0%B1%D0%B8%D1%82%D1%83+%C5%BC%C3%B3%C5%82%C4%87",
        "q=%FF%FE",
    ],
)
def test_nonsense_is_answered_at_once(client: Client, page: Callable[..., str], address: str) -> None:
    page(q="dotacja")  # what is loaded once is not this request's to pay for
    times = []
    for _time in range(3):
        begin = perf_counter()
        assert client.get(f"/en/search/?{address}").status_code == 200
        times.append(perf_counter() - begin)
    assert min(times) < 0.2


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


def test_reserve_answers_with_a_notice(
    client: Client, city: None, library: Library, tmp_path: Path, settings: Settings
) -> None:
    from search.engines import engine

    path = {name: tmp_path / name / "search.sqlite3" for name in ("primary", "reserve")}
    files = {
        name: {"CLASS": "search.engines.embedded.EmbeddedEngine", "OPTIONS": {"path": each}}
        for name, each in path.items()
    }
    settings.SEARCH_ENGINE = {"CLASS": "search.engines.resilient.ResilientEngine", "OPTIONS": files}
    engine.cache_clear()
    library.add(document(1, "Dotacja"))
    rebuild()
    assert "Simplified results" not in client.get("/en/search/", {"q": "dotacja"}).content.decode()
    damaged = path["primary"].resolve()
    for suffix in ("-wal", "-shm"):
        Path(f"{damaged}{suffix}").unlink(missing_ok=True)
    damaged.write_bytes(b"broken" * 1000)
    engine.cache_clear()
    response = client.get("/en/search/", {"q": "dotacja"})
    assert response.status_code == 200
    assert "Simplified results" in response.content.decode()
    assert "1 result" in response.content.decode()


def test_results_cannot_be_posted_to(client: Client, city: None) -> None:
    assert client.post("/en/search/", {"q": "dotacja"}).status_code == 405
