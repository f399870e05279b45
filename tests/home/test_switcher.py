"""The language switcher stays on this page and says what is missing; search engines get only what is true."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from cms.languages import LanguageLink
from home.models import HomePage, NewsPage

pytestmark = pytest.mark.django_db

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def links(client: Client, address: str) -> dict[str, LanguageLink]:
    return {link.code: link for link in client.get(address).wsgi_request.language_links}


@pytest.fixture
def translated(news: NewsPage, translate: Callable[..., Page]) -> Page:
    return translate(news, "uk", title="Зустріч")


def test_switcher_leads_to_the_translation_or_to_this_page_as_a_fallback(
    client: Client, news: NewsPage, translated: Page
) -> None:
    found = links(client, news.get_url())
    assert found["pl"].is_current
    assert (found["uk"].url, found["uk"].is_available, found["uk"].notice) == (translated.get_url(), True, "")
    assert found["en"].url == "/en/aktualnosci/spotkanie-z-organizacjami/"
    assert not found["en"].is_available
    assert "Polski" in found["en"].notice


def test_switcher_on_a_fallback_leads_back_to_the_source(client: Client, news: NewsPage, translated: Page) -> None:
    found = links(client, "/en/aktualnosci/spotkanie-z-organizacjami/")
    assert found["en"].is_current
    assert found["pl"].url == news.get_url()
    assert found["uk"].url == translated.get_url()


def test_every_link_of_the_switcher_opens(client: Client, news: NewsPage, translated: Page) -> None:
    for link in links(client, translated.get_url()).values():
        assert client.get(link.url).status_code == 200


def test_hreflang_names_real_translations_and_the_default_only(
    client: Client, news: NewsPage, translated: Page
) -> None:
    head = client.get(news.get_url()).content.decode()
    found = dict(re.findall(r'rel="alternate"\s+hreflang="([^"]+)"\s+href="([^"]+)"', head))
    assert found == {
        "pl": news.get_full_url(),
        "uk": translated.get_full_url(),
        "x-default": news.get_full_url(),
    }


def test_sitemap_lists_public_pages_with_their_translations(
    client: Client, news: NewsPage, translated: Page, write_news: Callable[..., NewsPage]
) -> None:
    write_news("Szkic", live=False)
    secret = write_news("Poufne")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    index = Xml.fromstring(client.get("/sitemap.xml").content)
    trees = [Xml.fromstring(client.get(place.text).content) for place in index.findall("s:sitemap/s:loc", SITEMAP)]
    entries = {
        entry.findtext("s:loc", "", SITEMAP): entry for tree in trees for entry in tree.findall("s:url", SITEMAP)
    }
    assert {news.get_full_url(), translated.get_full_url()} <= entries.keys()
    assert not [address for address in entries if "szkic" in address or "poufne" in address]
    alternates = {
        link.get("hreflang"): link.get("href") for link in entries[news.get_full_url()].findall("x:link", SITEMAP)
    }
    assert alternates.keys() == {"pl", "uk", "x-default"}
    assert alternates["uk"] == translated.get_full_url()


def test_sitemap_of_one_language_lists_that_language_only(client: Client, news: NewsPage, translated: Page) -> None:
    tree = Xml.fromstring(client.get("/sitemap-uk.xml").content)
    assert [entry.findtext("s:loc", "", SITEMAP) for entry in tree] == [translated.get_full_url()]
    assert client.get("/sitemap-xx.xml").status_code == 404


def test_robots_name_the_sitemap_and_keep_out_of_the_administration(client: Client, home: HomePage) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_feed_gives_each_news_in_the_readers_language_else_marked(
    client: Client, translated: Page, write_news: Callable[..., NewsPage]
) -> None:
    write_news("Tylko po polsku")
    feed = Xml.fromstring(client.get("/uk/news/feed/").content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    entries = {entry.findtext("a:title", "", ATOM): entry for entry in feed.findall("a:entry", ATOM)}
    assert entries.keys() == {"Зустріч", "Tylko po polsku"}
    fallback = entries["Tylko po polsku"]
    assert fallback.get("{http://www.w3.org/XML/1998/namespace}lang") == "pl"
    assert "Polski" in fallback.findtext("a:summary", "", ATOM)
    address = fallback.find("a:link", ATOM).get("href")  # type: ignore[union-attr]
    assert client.get(address).status_code == 200


def test_feed_is_announced_on_pages(client: Client, news: NewsPage) -> None:
    head = client.get("/uk/").content.decode()
    assert re.search(r'type="application/atom\+xml"\s+href="/uk/news/feed/"', head)


def test_link_inside_a_text_stays_in_the_readers_language(
    client: Client, news: NewsPage, guide: Page, write_news: Callable[..., NewsPage]
) -> None:
    from cms.blocks.body import body_from

    text = f'<p><a linktype="page" id="{guide.pk}">przewodnik</a></p>'
    write_news("Z odnośnikiem", body=body_from([{"type": "paragraph", "value": text}]))
    page = client.get("/uk/aktualnosci/z-odnosnikiem/").content.decode()
    assert '<a href="/uk/karta-pobytu/">przewodnik</a>' in page


def test_root_of_the_site_leads_to_the_front_page_of_some_language(client: Client, home: HomePage) -> None:
    translation.activate("pl")
    response = client.get("/", headers={"Accept-Language": "uk"})
    assert response["Location"] == "/uk/"
