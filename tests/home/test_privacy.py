"""A page that only some may read is that in every language."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from home.models import HomePage, NewsPage, SectionPage
from home.services import create_page, publish_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(news: NewsPage, translate: Callable[..., Page]) -> tuple[Page, Page]:
    return news, translate(news, "uk", title="Зустріч")


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_privacy_of_a_page_covers_its_translations_at_once(client: Client, pair: tuple[Page, Page]) -> None:
    source, translated = pair
    assert client.get(translated.get_url()).status_code == 200
    restrict(source)
    assert client.get(translated.get_url()).status_code == 302


def test_groups_of_a_restriction_are_those_of_the_source(pair: tuple[Page, Page]) -> None:
    source, translated = pair
    rule = PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.GROUPS)
    rule.groups.add(Group.objects.get(name="editor"))
    assert [group.name for group in translated.view_restrictions.get().groups.all()] == ["editor"]


def test_privacy_lifted_from_the_source_is_lifted_from_translations(pair: tuple[Page, Page]) -> None:
    source, translated = pair
    restrict(source).delete()
    assert not translated.view_restrictions.exists()


def test_privacy_cannot_be_lifted_on_a_translation_alone(pair: tuple[Page, Page]) -> None:
    source, translated = pair
    restrict(source)
    translated.view_restrictions.get().delete()
    assert translated.view_restrictions.exists()


def test_deleting_a_private_page_does_not_open_its_translations(pair: tuple[Page, Page]) -> None:
    source, translated = pair
    restrict(source)
    source.delete()
    assert translated.view_restrictions.exists()


def test_page_moved_into_a_private_section_is_private_in_every_language(
    client: Client, pair: tuple[Page, Page], home: HomePage, editor: User
) -> None:
    source, translated = pair
    closed = publish_page(create_page(home, SectionPage(title="Zamknięte"), actor=editor), actor=editor)
    restrict(closed)
    source.move(closed, pos="last-child")
    assert client.get(translated.get_url()).status_code == 302
