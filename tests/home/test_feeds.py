"""Feeds of news are valid, have an author, and tell a reader who has them that nothing changed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from home.models import NewsPage
from tests.atom import read_feed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_feed_is_valid_and_every_entry_says_its_language(
    client: Client, write_news: Callable[..., NewsPage], translate: Callable[..., object], language: str
) -> None:
    write_news("Zażółć <gęślą> & jaźń")
    translate(write_news("Druga", published_on=date(2026, 1, 2)), "uk", title="Зустріч")
    feed = read_feed(client, f"/{language}/news/feed/")
    assert len(feed.entries) == 2
    assert feed.feed.author == "Wspólna Sprawa"
    assert all(entry.link.startswith(f"http://testserver/{language}/") for entry in feed.entries)


def test_feed_that_has_not_changed_is_not_sent_again(client: Client, news: NewsPage) -> None:
    first = client.get("/pl/news/feed/")
    assert "max-age=300" in first["Cache-Control"]
    again = client.get("/pl/news/feed/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_only_reading_is_possible(client: Client, news: NewsPage) -> None:
    assert client.post("/pl/news/feed/").status_code == 405
