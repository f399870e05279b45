"""The menu: in the reader's language else marked, on every page, cheap, and harmless on an empty site."""

import re
from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page, Site

from home.models import InfoPage
from home.queries import navigation

pytestmark = pytest.mark.django_db


def menu(language: str, path: str = "/uk/search/") -> list[dict[str, object]]:
    with translation.override(language):
        links = navigation(RequestFactory().get(path))
        return [link for link in links if not re.search(r"/(postulates|meetings)/", str(link["url"]))]


def test_menu_shows_translations_and_marks_what_is_only_in_the_source_language(
    guide: InfoPage, section: Page, translate: Callable[..., Page]
) -> None:
    translate(guide, "uk", title="Карта побиту")
    found = {link["title"]: (link["url"], link["language"]) for link in menu("uk")}
    assert found == {
        "Карта побиту": ("/uk/karta-pobytu/", "uk"),
        "Aktualności": ("/uk/aktualnosci/", "pl"),
    }


def test_menu_keeps_the_order_of_the_source_tree(
    section: Page, guide: InfoPage, translate: Callable[..., Page]
) -> None:
    translate(guide, "uk", title="Карта побиту")
    assert [link["title"] for link in menu("uk")] == ["Aktualności", "Карта побиту"]


def test_menu_knows_where_the_reader_is(guide: InfoPage) -> None:
    assert [link["is_current"] for link in menu("uk", "/uk/karta-pobytu/")] == [True]


def test_menu_takes_two_queries_at_most(
    guide: InfoPage, section: Page, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Site.get_site_root_paths()
    with django_assert_max_num_queries(2):
        menu("uk")


def test_menu_of_an_empty_database_is_empty(db: None) -> None:
    Page.objects.filter(depth__gt=1).delete()
    assert menu("pl") == []
    html = Template("{% include 'home/navigation.html' %}").render(Context({"request": RequestFactory().get("/pl/")}))
    assert "aktualnosci" not in html


def test_only_the_nearest_place_is_current() -> None:
    with translation.override("pl"):
        links = navigation(RequestFactory().get("/pl/postulates/commitments/"))
    assert [link["url"] for link in links if link["is_current"]] == ["/pl/postulates/commitments/"]
