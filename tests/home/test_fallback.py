"""The labelled fallback: one rule for pages and lists."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cms.fallback import best_version, best_versions
from home.models import HomePage, InfoPage, NewsPage, SectionPage
from home.services import create_page, publish_page, submit_for_translation

pytestmark = pytest.mark.django_db


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def not_translated_yet(language: str = "uk") -> str:
    with override(language):
        return gettext("This text has not been translated yet")


def test_reader_of_an_untranslated_page_gets_the_source_text_marked_as_such(client: Client, news: NewsPage) -> None:
    response = client.get("/uk/aktualnosci/spotkanie-z-organizacjami/")
    page = text(response)
    assert response.status_code == 200
    assert '<html lang="uk"' in page
    assert re.search(r'<article[^>]*lang="pl"', page)
    assert "Spotkanie z organizacjami" in page
    assert not_translated_yet() in page
    assert '<meta name="robots" content="noindex">' in page
    assert re.search(r'rel="canonical" href="[^"]*/pl/aktualnosci/spotkanie-z-organizacjami/"', page)


def test_page_in_its_own_language_carries_no_notice(client: Client, news: NewsPage) -> None:
    page = text(client.get(news.get_url()))
    assert not_translated_yet("pl") not in page
    assert "noindex" not in page


def test_fallback_address_leads_to_the_translation_once_there_is_one(
    client: Client, news: NewsPage, translate: Callable[..., Page]
) -> None:
    translated = translate(news, "uk", title="Зустріч з організаціями")
    response = client.get("/uk/aktualnosci/spotkanie-z-organizacjami/")
    assert response.status_code == 302
    assert response["Location"] == translated.get_url()
    assert response["Location"].endswith("/zustrich-z-orhanizatsiiamy/")
    assert "uk Rozmowa o planach." in text(client.get(response["Location"]))


def test_address_of_a_withdrawn_translation_leads_to_the_fallback(
    client: Client, news: NewsPage, translate: Callable[..., Page]
) -> None:
    translated = translate(news, "uk", title="Зустріч")
    address = translated.get_url()
    translated.unpublish()
    response = client.get(address)
    assert response["Location"] == "/uk/aktualnosci/spotkanie-z-organizacjami/"
    assert client.get(response["Location"]).status_code == 200


def test_translation_under_untranslated_parents_is_found(
    client: Client, news: NewsPage, section: SectionPage, translate: Callable[..., Page]
) -> None:
    translated = translate(news, "uk", title="Зустріч")
    assert not section.get_translations().live().exists()
    assert client.get(translated.get_url()).status_code == 200


@pytest.mark.parametrize("prefix", ["/pl/", "/uk/", "/en/"])
def test_draft_is_never_served(client: Client, write_news: Callable[..., NewsPage], prefix: str) -> None:
    write_news("Tajne plany", live=False)
    assert client.get(f"{prefix}aktualnosci/tajne-plany/").status_code == 404
    assert "Tajne plany" not in text(client.get(f"{prefix}aktualnosci/"))


def test_draft_translation_is_not_served_its_source_is(client: Client, news: NewsPage, editor: User) -> None:
    draft = submit_for_translation(news, "uk", actor=editor).get_target_instance()
    assert client.get(f"/uk/{'/'.join(draft.url_path.strip('/').split('/')[1:])}/").status_code in {200, 302}
    version = best_version(news, "uk")
    assert version is not None
    assert version.is_fallback
    assert version.page.pk == news.pk


def test_restricted_page_asks_for_sign_in_also_as_a_fallback(client: Client, news: NewsPage) -> None:
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/uk/aktualnosci/spotkanie-z-organizacjami/")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]
    assert best_version(news, "uk") is None
    assert "Spotkanie" not in text(client.get("/uk/aktualnosci/"))


def test_news_below_a_restricted_section_is_in_no_list_and_others_are(
    client: Client, news: NewsPage, section: SectionPage, guide: InfoPage
) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert best_version(news, "pl") is None
    assert best_version(section, "uk") is None
    assert best_version(guide, "uk") is not None
    front = text(client.get("/pl/"))
    assert news.title not in front
    assert guide.title in front
    assert news.title not in text(client.get("/pl/news/feed/"))


def test_alias_in_another_language_is_not_a_translation(client: Client, guide: InfoPage) -> None:
    uk = guide.get_parent().get_translations().get(locale__language_code="uk")
    alias = guide.create_alias(parent=uk, update_locale=uk.locale, reset_translation_key=False)
    assert alias.live
    version = best_version(guide, "uk")
    assert version is not None
    assert version.is_fallback
    assert not_translated_yet() in text(client.get("/uk/karta-pobytu/"))


def test_unknown_address_is_not_found_in_any_language(client: Client, home: HomePage) -> None:
    assert [client.get(f"/{code}/nie-ma/").status_code for code in ("pl", "uk", "en")] == [404, 404, 404]


def test_best_versions_take_the_readers_language_else_the_source(
    write_news: Callable[..., NewsPage], translate: Callable[..., Page]
) -> None:
    first, second = write_news("Pierwsza"), write_news("Druga")
    translated = translate(first, "uk", title="Перша")
    found = best_versions([first.translation_key, second.translation_key], "uk")
    assert found[first.translation_key] == (translated.page_ptr, False)
    assert found[second.translation_key] == (second.page_ptr, True)


def test_list_shows_each_news_once_and_marks_the_foreign_ones(
    client: Client, write_news: Callable[..., NewsPage], translate: Callable[..., Page]
) -> None:
    translate(write_news("Pierwsza"), "uk", title="Перша")
    write_news("Druga")
    page = text(client.get("/uk/aktualnosci/"))
    assert "Перша" in page
    assert "Pierwsza" not in page
    assert re.search(r'<h3[^>]*lang="pl"[^>]*>\s*<a href="/uk/aktualnosci/druga/">Druga</a>', page)


def test_page_written_in_a_translation_language_only_is_listed_there(
    client: Client, home: HomePage, editor: User, guide: InfoPage
) -> None:
    uk = home.get_translations().get(locale__language_code="uk")
    publish_page(create_page(uk, InfoPage(title="Лише українською", show_in_menus=True), actor=editor), actor=editor)
    assert "Лише українською" in text(client.get("/uk/karta-pobytu/"))
    assert "Лише українською" not in text(client.get("/pl/karta-pobytu/"))


def count(client: Client, address: str, numbered: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address",
    ["/pl/aktualnosci/", "/uk/aktualnosci/", "/uk/", "/uk/news/feed/", "/sitemap.xml", "/sitemap-pl.xml"],
)
def test_lists_take_the_same_number_of_queries_for_three_and_for_ten(
    client: Client,
    write_news: Callable[..., NewsPage],
    translate: Callable[..., Page],
    image: object,
    address: str,
) -> None:
    def write(number: int) -> None:
        page = write_news(f"Wiadomość {number}", image=image, image_alt="Sala pełna ludzi")
        if number % 2:
            translate(page, "uk")

    for number in range(3):
        write(number)
    few = count(client, address, write_news)
    for number in range(3, 10):
        write(number)
    assert count(client, address, write_news) == few
    assert few <= 25
