"""The demo has a translation that is behind, so that the translators' desk shows what it is for."""

from collections.abc import Callable

import pytest
from wagtail.models import Page

from home.demo.behind import SLUG, load_outdated
from home.demo.people import load_people
from home.models import HomePage, NewsPage
from home.translation.states import State, statuses

pytestmark = pytest.mark.django_db


def test_one_language_follows_the_changed_news_and_the_other_is_behind(
    home: HomePage, write_news: Callable[..., NewsPage], translate: Callable[..., Page]
) -> None:
    load_people()
    news = write_news("Dłuższy nabór", slug=SLUG)
    for language in ("uk", "en"):
        translate(news, language)
    assert [load_outdated(home), load_outdated(home)] == [1, 0]
    found = statuses([news.translation_key])
    assert found[news.translation_key, "uk"].state is State.OUTDATED
    assert found[news.translation_key, "en"].state is State.UP_TO_DATE
