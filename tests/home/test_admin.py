"""Writing pages in the administration."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from home.models import HomePage, NewsPage, SectionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def new_section(title: str, slug: str = "") -> dict[str, str]:
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {"title": title, "slug": slug, "lead": "", "listing": "pages", "comments-MAX_NUM_FORMS": "", **comments}


def test_new_page_without_an_address_gets_one_in_plain_latin_letters(desk: Client, home: HomePage) -> None:
    uk = home.get_translations().get(locale__language_code="uk")
    address = reverse("wagtailadmin_pages:add", args=["home", "sectionpage", uk.pk])
    response = desk.post(address, new_section("Згода та єднання") | {"action-publish": "1"})
    assert response.status_code == 302
    assert SectionPage.objects.get().slug == "zghoda-ta-yednannia"


def test_form_of_a_new_page_does_not_guess_the_address_in_the_browser(desk: Client, home: HomePage) -> None:
    page = desk.get(reverse("wagtailadmin_pages:add", args=["home", "sectionpage", home.pk])).content.decode()
    assert "data-w-sync-target-value" not in page


@pytest.mark.parametrize("name", ["topic", "unit", "competence", "post", "deadlinerule"])
def test_reference_data_is_edited_in_the_administration(desk: Client, name: str) -> None:
    assert desk.get(reverse(f"wagtailsnippets_city_{name}:list")).status_code == 200


def test_every_page_type_has_a_form(desk: Client, home: HomePage, section: SectionPage, news: NewsPage) -> None:
    for parent, kind in ((home, "sectionpage"), (section, "newspage"), (home, "infopage")):
        assert desk.get(reverse("wagtailadmin_pages:add", args=["home", kind, parent.pk])).status_code == 200
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200


def test_translators_editor_shows_every_text(
    desk: Client, news: NewsPage, editor: User, translate: Callable[..., object]
) -> None:
    from home.services import submit_for_translation

    target = submit_for_translation(news, "uk", actor=editor).get_target_instance()
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    assert "Rozmowa o planach." in page


def test_draft_is_previewed_in_its_layout(write_news: Callable[..., NewsPage]) -> None:
    response = write_news("Szkic", live=False).make_preview_request()
    assert response.status_code == 200
    assert "Szkic" in response.render().content.decode()


def test_checks_look_at_the_text_of_the_page_and_know_images_without_words(desk: Client, news: NewsPage) -> None:
    import json
    import re

    page = desk.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).content.decode()
    written = re.search(r'<script id="content-checker-axe-configuration"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert written
    checks = json.loads(written[1])
    assert checks["context"]["include"] == ["main"]
    assert {"heading-order", "empty-meta-description", "alt-text-quality", "image-alt"} <= set(
        checks["options"]["runOnly"]
    )
    pattern = next(
        check["options"]["pattern"] for check in checks["spec"]["checks"] if check["id"] == "check-image-alt-text"
    )
    assert re.search(pattern, "")
    assert re.search(pattern, "sala.png")
    assert not re.search(pattern, "Sala pełna ludzi")


def test_readers_get_no_script_of_the_checks_and_no_cookie_in_vary(
    client: Client, news: NewsPage, editor: User
) -> None:
    page = client.get(news.get_url())
    assert "userbar" not in page.content.decode()
    assert "Cookie" not in page.get("Vary", "")
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert "userbar" not in client.get(news.get_url()).content.decode()
