"""Publishing many pages at once shows readers no unfinished translation either."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.models import HomePage, NewsPage
from home.services import fill_translation, source_texts, submit_for_translation
from home.translation.unfinished import unfinished

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


def test_question_what_is_unfinished_costs_the_same_for_one_page_and_for_many(
    write_news: Callable[..., NewsPage], editor: User
) -> None:
    pages = [
        submit_for_translation(write_news(f"Nowina {number}"), "uk", actor=editor).get_target_instance()
        for number in range(4)
    ]
    spent = []
    for some in (pages[:1], pages):
        with CaptureQueriesContext(connection) as queries:
            assert len(unfinished(some)) == len(some)
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_translation_without_words_counts_as_missing(news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, dict.fromkeys(source_texts(translation), ""), actor=editor)
    [(_page, refusal)] = unfinished([translation.get_target_instance()])
    assert refusal.missing == len(source_texts(translation))
