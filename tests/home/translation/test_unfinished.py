"""Publishing many pages at once shows readers no unfinished translation either."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.models import HomePage, NewsPage
from home.services import fill_translation, source_texts, submit_for_translation

pytestmark = pytest.mark.django_db


def publish(client: Client, page: Page, **options: str) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", options)


@pytest.mark.parametrize("chosen", ["itself", "the part above it"])
def test_bulk_publication_leaves_an_unfinished_translation_a_draft(
    client: Client, news: NewsPage, home: HomePage, editor: User, chosen: str
) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    page = translation.get_target_instance()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    above = home.get_translations().get(locale__language_code="uk")
    subject, options = (page, {}) if chosen == "itself" else (above, {"include_descendants": "on"})
    publish(client, subject, **options)
    assert not Page.objects.filter(locale=page.locale, live=True).exists()


def test_bulk_publication_takes_finished_translations(client: Client, news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {text: f"uk {text}" for text in source_texts(translation)}, actor=editor)
    page = translation.get_target_instance()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    publish(client, page)
    live = Page.objects.get(pk=page.pk)
    assert (live.live, live.title) == (True, f"uk {news.title}")
