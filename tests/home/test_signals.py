"""Whatever changes what readers see of a page makes the search read it again."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.models import User
from city.models import Topic
from cms.outbox.models import OutboxEntry
from home.models import HomePage, NewsPage, SectionPage
from home.services import create_page, publish_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def refreshed(news: NewsPage) -> Callable[[], set[int]]:
    """Return the keys of the pages to be read again since the fixture was made."""
    OutboxEntry.objects.all().delete()

    def keys() -> set[int]:
        return {row.payload["pk"] for row in OutboxEntry.objects.filter(topic="search.refresh")}

    return keys


def test_saving_a_draft_refreshes_nothing(news: NewsPage, refreshed: Callable[[], set[int]], editor: User) -> None:
    news.title = "Nowy tytuł"
    news.save_revision(user=editor)
    assert refreshed() == set()


def test_publishing_refreshes_the_page(news: NewsPage, refreshed: Callable[[], set[int]], editor: User) -> None:
    publish_page(news, actor=editor)
    assert refreshed() == {news.pk}


def test_unpublishing_refreshes_the_page(news: NewsPage, refreshed: Callable[[], set[int]]) -> None:
    news.unpublish()
    assert refreshed() == {news.pk}


def test_new_address_of_a_section_refreshes_what_is_below(
    news: NewsPage,
    section: SectionPage,
    refreshed: Callable[[], set[int]],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    section.slug = "wiadomosci"
    with django_capture_on_commit_callbacks(execute=True):
        section.save()
    assert refreshed() == {section.pk, news.pk}


def test_moving_a_section_refreshes_what_is_below(
    news: NewsPage, section: SectionPage, home: HomePage, editor: User, refreshed: Callable[[], set[int]]
) -> None:
    target = create_page(home, SectionPage(title="Archiwum"), actor=editor)
    section.refresh_from_db()
    section.move(target, pos="last-child")
    assert {section.pk, news.pk} <= refreshed()


def test_restricting_a_section_refreshes_what_is_below(
    news: NewsPage, section: SectionPage, refreshed: Callable[[], set[int]]
) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert refreshed() == {section.pk, news.pk}


def test_deleting_a_section_refreshes_what_was_below(
    news: NewsPage, section: SectionPage, refreshed: Callable[[], set[int]]
) -> None:
    Page.objects.get(pk=section.pk).delete()
    assert {section.pk, news.pk} <= refreshed()


def test_new_name_of_a_topic_refreshes_the_pages_about_it(
    news: NewsPage, editor: User, refreshed: Callable[[], set[int]]
) -> None:
    topic = Topic.objects.create(code="invented", name="Seniorzy", locale=Locale.get_default())
    news.topics = [topic]
    news.save_revision(user=editor).publish(user=editor)
    OutboxEntry.objects.all().delete()
    name = topic.copy_for_translation(Locale.objects.get(language_code="uk"))
    name.name = "Літні люди"
    name.save()
    assert refreshed() == {news.pk}
