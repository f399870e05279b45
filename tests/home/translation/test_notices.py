"""Readers are told what is not as it should be with the language of a page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from accounts.models import User
from home.models import NewsPage
from home.services import fill_translation, publish_translation, source_texts, submit_for_translation
from home.translation.notices import notices

pytestmark = pytest.mark.django_db


def kinds(page: Page) -> list[str]:
    with translation.override("uk"):
        return [notice.kind for notice in notices(page)]


def test_text_in_its_own_language_needs_no_notice(news: NewsPage, translate: Callable[..., Page]) -> None:
    assert kinds(translate(news, "uk")) == []


def test_source_shown_to_readers_of_another_language_is_a_fallback(news: NewsPage) -> None:
    assert kinds(news) == ["fallback"]


def test_translation_behind_its_source_says_so_and_leads_to_the_source(
    client: Client, news: NewsPage, translate: Callable[..., Page]
) -> None:
    page = translate(news, "uk")
    news.lead = "Co innego."
    news.save_revision().publish()
    assert kinds(page) == ["outdated"]
    content = client.get(page.get_url()).content.decode()
    assert f'<a href="{news.get_url()}" hreflang="pl">' in content


def test_words_a_machine_began_stay_labelled_after_a_person_checked_them(
    client: Client, news: NewsPage, editor: User
) -> None:
    task = submit_for_translation(news, "uk", actor=editor)
    fill_translation(task, {text: f"uk {text}" for text in source_texts(task)}, actor=editor)
    StringTranslation.objects.update(tool_name="LibreTranslate")
    page = publish_translation(task, actor=editor)
    assert kinds(page) == ["machine"]
