"""The feed of a search: the newest of what anybody may read, one address however it was typed, asked for rarely."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import feeds
from search.feeds import feed_address
from search.labels import Labels
from search.limits import FEED_SEARCHES
from search.queries import Found
from search.saved import SavedSearch
from search.services import rebuild
from search.wanted import wanted
from tests.atom import read_feed
from tests.clock import freeze_time

from .texts import Library, document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with freeze_time("2026-11-26 12:00"):
        yield


def shelve(library: Library, *days: date | None) -> None:
    library.add(*(document(pk, f"Dotacja {pk}", date=day) for pk, day in enumerate(days, 1)))
    rebuild()


def test_newest_comes_first_and_what_has_no_day_is_left_out(client: Client, library: Library) -> None:
    shelve(library, date(2026, 1, 5), date(2026, 11, 20), None, date(2026, 5, 5))
    feed = read_feed(client, "/pl/search/feed/?q=dotacja")
    assert [entry.title for entry in feed.entries] == ["Dotacja 2", "Dotacja 4", "Dotacja 1"]
    assert feed.entries[0].updated.startswith("2026-11-20")


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_feed_is_there_in_every_language(client: Client, library: Library, language: str) -> None:
    shelve(library, date(2026, 1, 5))
    feed = read_feed(client, f"/{language}/search/feed/?q=dotacja")
    assert len(feed.entries) == 1
    assert feed.feed.language == language


def test_facets_narrow_it_down(client: Client, library: Library) -> None:
    library.add(
        document(1, "Dotacja jedna", date=date(2026, 1, 5), kind="map"), document(2, "Dotacja", date=date(2025, 1, 5))
    )
    rebuild()
    assert len(read_feed(client, "/pl/search/feed/?q=dotacja&year=2025").entries) == 1


def test_equal_searches_have_one_address(client: Client, library: Library) -> None:
    addresses = {
        feed_address(SavedSearch.of(wanted(QueryDict(typed), Labels()), "pl"))
        for typed in ("q=Dotacja", "q=+dotacja+", "sort=newest&q=dotacja&page=7", "q=dotacja&nonsense=1")
    }
    assert addresses == {"/pl/search/feed/?q=dotacja"}


def test_address_without_words_is_not_found(client: Client, library: Library) -> None:
    for query in ("", "?q=", "?q=+", "?year=2026"):
        assert client.get(f"/pl/search/feed/{query}").status_code == 404


def test_what_stopped_being_public_leaves_the_feed_at_once(client: Client, library: Library) -> None:
    shelve(library, date(2026, 1, 5), date(2026, 1, 6))
    address = "/pl/search/feed/?q=dotacja"
    assert len(read_feed(client, address).entries) == 2
    del library.shelf[1]
    assert [entry.title for entry in read_feed(client, address).entries] == ["Dotacja 2"]


def test_same_search_is_carried_out_once_in_a_while(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(library, date(2026, 1, 5))
    asked = []
    find = feeds.find
    monkeypatch.setattr(feeds, "find", lambda *args, **kwargs: asked.append(args) or find(*args, **kwargs))
    for _time in range(3):
        assert client.get("/pl/search/feed/?q=dotacja").status_code == 200
    assert len(asked) == 1


def test_who_asks_for_ever_new_searches_is_told_to_wait(client: Client, library: Library) -> None:
    answers = [client.get(f"/pl/search/feed/?q=dotacja+{number}").status_code for number in range(FEED_SEARCHES + 1)]
    assert answers == [200] * FEED_SEARCHES + [429]
    assert client.get("/pl/search/feed/?q=dotacja+0").status_code == 200


def test_feed_that_has_not_changed_is_not_sent_again_and_no_robot_keeps_it(client: Client, library: Library) -> None:
    shelve(library, date(2026, 1, 5))
    first = client.get("/pl/search/feed/?q=dotacja")
    assert first["X-Robots-Tag"] == "noindex"
    again = client.get("/pl/search/feed/?q=dotacja", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_number_of_queries_does_not_grow(client: Client, library: Library) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/pl/search/feed/?q=dotacja").status_code == 200
        return len(queries)

    shelve(library, date(2026, 1, 5))
    count()
    few = count()
    shelve(library, *(date(2026, 1, day) for day in range(1, 9)))
    count()
    assert count() == few


def test_page_of_results_announces_its_feed(client: Client, library: Library) -> None:
    shelve(library, date(2026, 1, 5))
    html = client.get("/en/search/?q=Dotacja&year=2026&page=1").content.decode()
    assert html.count("/en/search/feed/?q=dotacja&amp;year=2026") == 2
    assert "application/atom+xml" not in client.get("/en/search/").content.decode().partition("</head>")[0]


def test_search_that_is_down_says_so(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "find", lambda *args, **kwargs: Found(is_degraded=True))
    answer = client.get("/pl/search/feed/?q=dotacja")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_hostile_words_do_no_harm(client: Client, library: Library) -> None:
    shelve(library, date(2026, 1, 5))
    for words in ("<script>alert(1)</script>", "dotacja%00%0b", '"', "%", "a" * 5000):
        answer = client.get("/pl/search/feed/", {"q": words})
        assert answer.status_code == 200
        assert b"<script>" not in answer.content
