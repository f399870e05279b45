"""An alias of a page in another language is a copy of foreign text: nowhere does it pass as a translation."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from accounts.models import User
from cms.blocks.body import body_from
from cms.fallback import best_version, best_versions
from home.documents import PageSource
from home.models import HomePage, InfoPage, NewsPage, SectionPage, SituationPage
from home.queries import navigation
from home.services import create_page, publish_page
from home.situation.blocks import ItemsBlock, QuestionsBlock

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def ukrainian(home: HomePage) -> Page:
    return Page.objects.get(translation_key=home.translation_key, locale__language_code="uk")


@pytest.fixture
def pose(ukrainian: Page) -> Callable[[Page], Page]:
    """Make a live alias of a Polish page in the Ukrainian tree, as wagtail-localize does for untranslated pages."""

    def act(page: Page, parent: Page = ukrainian) -> Page:
        alias = page.create_alias(parent=parent, update_locale=ukrainian.locale, reset_translation_key=False)
        assert alias.live
        return alias

    return act


def test_alias_is_no_version_of_a_page(guide: InfoPage, pose: Callable[..., Page]) -> None:
    pose(guide)
    version = best_version(guide, "uk")
    assert version is not None
    assert (version.page.pk, version.is_fallback) == (guide.pk, True)
    assert best_versions([guide.translation_key], "uk")[guide.translation_key].page.pk == guide.pk


def test_list_shows_the_source_marked_and_once(
    client: Client, section: SectionPage, news: NewsPage, pose: Callable[..., Page]
) -> None:
    pose(news, pose(section))
    page = client.get("/uk/aktualnosci/").content.decode()
    assert re.findall(r'<h3[^>]*lang="(\w+)"[^>]*>\s*<a[^>]*>Spotkanie z organizacjami</a>', page) == ["pl"]
    assert page.count(">Spotkanie z organizacjami</a>") == 1


def test_menu_marks_the_source(rf, section: SectionPage, guide: InfoPage, pose: Callable[..., Page]) -> None:
    pose(guide)
    pose(section)
    with translation.override("uk"):
        links = {link["title"]: link["language"] for link in navigation(rf.get("/uk/"))}
    assert links["Karta pobytu"] == links["Aktualności"] == "pl"


def test_search_holds_no_document_of_it(guide: InfoPage, pose: Callable[..., Page]) -> None:
    alias = pose(guide)
    source = PageSource()
    assert alias.pk not in source.all_pks()
    assert [document.language for document in source.documents([guide.pk, alias.pk])] == ["pl"]


def test_feed_marks_the_source(client: Client, section: SectionPage, news: NewsPage, pose: Callable[..., Page]) -> None:
    pose(news, pose(section))
    entries = Xml.fromstring(client.get("/uk/news/feed/").content).findall("a:entry", ATOM)
    assert [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in entries] == ["pl"]


def test_sitemap_and_hreflang_do_not_name_it(client: Client, guide: InfoPage, pose: Callable[..., Page]) -> None:
    alias = pose(guide)
    for name in ("/sitemap.xml", "/sitemap-uk.xml"):
        places = Xml.fromstring(client.get(name).content)
        assert alias.get_full_url() not in [place.text for place in places.iter(f"{{{SITEMAP['s']}}}loc")]
    head = client.get(guide.get_url()).content.decode()
    assert set(re.findall(r'hreflang="([^"]+)"\s+href="[^"]*karta', head)) == {"pl", "x-default"}


def test_switcher_says_that_there_is_no_translation(client: Client, guide: InfoPage, pose: Callable[..., Page]) -> None:
    pose(guide)
    links = {link.code: link for link in client.get(guide.get_url()).wsgi_request.language_links}
    assert not links["uk"].is_available
    assert links["uk"].notice


def test_checklist_and_texts_lead_to_the_marked_source(
    client: Client, home: HomePage, guide: InfoPage, editor: User, pose: Callable[..., Page]
) -> None:
    from tests.home.situation.plans import answer, item, question

    pose(guide)
    page = SituationPage(
        title="Pytania",
        body=body_from([{"type": "paragraph", "value": f'<p><a linktype="page" id="{guide.pk}">karta</a></p>'}]),
        questions=body_from([question("q", answer("a"), answer("b"))], QuestionsBlock()),
        items=body_from([item("i", is_for_all=True, page=guide.pk)], ItemsBlock()),
    )
    publish_page(create_page(home, page, actor=editor), actor=editor)
    result = client.get("/uk/pytania/?q=a").content.decode()
    assert re.search(r'<a href="/uk/karta-pobytu/" lang="pl"[^>]*>Karta pobytu</a>', result)
    assert '<a href="/uk/karta-pobytu/">karta</a>' in client.get("/uk/pytania/").content.decode()
    assert re.search(r'<article[^>]*lang="pl"', client.get("/uk/karta-pobytu/").content.decode())
