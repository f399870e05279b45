"""Feeds about a topic and of a unit gather what every app has; one page lists all feeds and calendars."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from city.models import Topic, Unit
from consultations.postulates.models import Postulate
from notifications.feeds import feed_source
from tests.atom import read_feed
from tests.consultations.postulates.conftest import *
from tests.home.conftest import *

pytestmark = pytest.mark.django_db
TOPIC = "own-contribution"


def topic() -> Topic:
    return Topic.objects.facts().get(code=TOPIC)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_feed_of_a_topic_has_news_and_cases_about_it_and_nothing_else(
    client: Client, registered: Postulate, write_news, language: str
) -> None:
    news = write_news("O wkładzie własnym", topics=[topic()])
    write_news("O czym innym")
    feed = read_feed(client, f"/{language}/feeds/topic/{TOPIC}/")
    assert {entry.id for entry in feed.entries} == {
        f"urn:uuid:{news.translation_key}",
        f"urn:uuid:{registered.key}",
    }
    assert feed.feed.language == language


def test_feed_of_a_unit_has_what_it_owns_and_leads(client: Client, routed: Postulate, write_news) -> None:
    unit = Unit.objects.facts().get(code="ngo-policy")
    news = write_news("Z urzędu", owner_unit=unit)
    write_news("Z innego urzędu", owner_unit=Unit.objects.facts().get(code="finance"))
    feed = read_feed(client, "/pl/feeds/unit/ngo-policy/")
    assert {entry.id for entry in feed.entries} == {f"urn:uuid:{news.translation_key}", f"urn:uuid:{routed.key}"}


def test_case_that_is_not_public_is_in_no_feed(client: Client, in_moderation: Postulate) -> None:
    assert read_feed(client, f"/pl/feeds/topic/{TOPIC}/").entries == []


def test_unknown_topic_or_unit_is_not_found(client: Client, city: None) -> None:
    for address in ("/pl/feeds/topic/no-such/", "/pl/feeds/unit/no-such/"):
        assert client.get(address).status_code == 404


def test_newest_change_comes_first(client: Client, registered: Postulate, write_news) -> None:
    write_news("O wkładzie własnym", topics=[topic()])
    entries = read_feed(client, f"/pl/feeds/topic/{TOPIC}/").entries
    assert [entry.updated for entry in entries] == sorted((entry.updated for entry in entries), reverse=True)


def test_number_of_queries_does_not_grow(
    client: Client, registered: Postulate, write_news, cast: Cast, act: Act
) -> None:
    address = f"/pl/feeds/topic/{TOPIC}/"

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    write_news("Pierwsza", topics=[topic()])
    few = count()
    for number in range(3):
        write_news(f"Dalsza {number}", topics=[topic()])
        case = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[topic()])
        act(case, "submit", cast.author)
        act(case, "claim", cast.moderator)
        act(case, "register", cast.moderator, legal_kind="postulate")
    assert count() == few
    assert few <= 25


def test_feed_that_has_not_changed_is_not_sent_again_and_only_reading_is_possible(
    client: Client, registered: Postulate
) -> None:
    address = f"/pl/feeds/topic/{TOPIC}/"
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405


def test_two_feeds_never_have_the_same_identity(client: Client, city: None) -> None:
    addresses = [
        f"/{language}{path}"
        for language in ("pl", "uk", "en")
        for path in (
            "/news/feed/", "/news/feed/calls/", "/calls/feed/", "/postulates/feed/", "/postulates/feed/?topic=calls",
            "/postulates/commitments/feed/", "/feeds/topic/calls/", "/feeds/topic/adhd/", "/feeds/unit/finance/",
        )
    ]  # fmt: skip
    identities = [read_feed(client, address).feed.id for address in addresses]
    assert len(set(identities)) == len(addresses)


def test_source_has_a_name_of_its_own() -> None:
    with pytest.raises(ValueError, match="news"):
        feed_source("news")(lambda subject: [])


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_page_of_feeds_leads_to_valid_feeds_and_calendars_only(client: Client, city: None, language: str) -> None:
    html = client.get(f"/{language}/feeds/").content.decode()
    atom = re.findall(r'href="([^"]+)" type="application/atom\+xml"', html)
    calendars = re.findall(r'href="([^"]+\.ics)"', html)
    assert len(atom) > 20
    assert {f"/{language}{path}" for path in ("/news/feed/", "/calls/feed/", "/postulates/feed/")} <= set(atom)
    assert len(calendars) == 3
    for address in atom[:8]:
        read_feed(client, address)
    for address in calendars:
        assert client.get(address).status_code == 200


def test_page_of_feeds_takes_few_queries(client: Client, city: None) -> None:
    client.get("/pl/feeds/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/pl/feeds/")
    assert len(queries) <= 10
