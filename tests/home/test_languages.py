"""A further language needs a row in LANGUAGES and a catalogue, no code."""

from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches
from wagtail.models import GroupPagePermission, Locale

from home.models import HomePage, InfoPage
from home.services import ensure_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def belarusian(settings: Any, guide: InfoPage) -> None:
    languages = [*settings.LANGUAGES, ("be", "Беларуская")]
    settings.LANGUAGES = languages
    settings.WAGTAIL_CONTENT_LANGUAGES = languages
    clear_url_caches()
    ensure_site()


def test_fourth_language_serves_marked_fallbacks_at_once(client: Client, belarusian: None) -> None:
    response = client.get("/be/karta-pobytu/")
    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="be"' in page
    assert '<article class="article stack" lang="pl">' in page
    assert client.get("/be/").status_code == 200


def test_fourth_language_stands_in_the_switcher_of_every_page(client: Client, belarusian: None) -> None:
    links = {link.code: link for link in client.get("/pl/karta-pobytu/").wsgi_request.language_links}
    assert links["be"].url == "/be/karta-pobytu/"
    assert not links["be"].is_available


def test_fourth_language_has_its_tree_and_its_translators(belarusian: None) -> None:
    tree = HomePage.objects.get(locale__language_code="be")
    assert not tree.live
    assert GroupPagePermission.objects.filter(group__name="translator-be", page=tree).count() == 3


def test_preparing_the_site_twice_changes_nothing(home: HomePage) -> None:
    before = list(HomePage.objects.order_by("pk").values("pk", "latest_revision_id", "live"))
    assert ensure_site() == home
    assert list(HomePage.objects.order_by("pk").values("pk", "latest_revision_id", "live")) == before
    assert Locale.objects.count() == 3
