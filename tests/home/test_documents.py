"""What the search knows about pages."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.models import User
from city.models import Topic
from cms.blocks.body import body_from
from home.documents import PageSource
from home.models import EventPage, GuidePage, HomePage, InfoPage, NewsPage, SituationPage
from home.services import create_page, publish_page

pytestmark = pytest.mark.django_db


def documents(*pages: Page) -> dict[int, object]:
    return {document.pk: document for document in PageSource().documents([page.pk for page in pages])}


@pytest.fixture
def topic(home: HomePage) -> Topic:
    row = Topic.objects.create(code="invented", name="Seniorzy", locale=Locale.get_default())
    for code, name in (("uk", "Літні люди"), ("en", "Seniors")):
        copy = row.copy_for_translation(Locale.objects.get(language_code=code))
        copy.name = name
        copy.save()
    return row


def test_document_holds_the_words_of_the_page_and_its_topics_in_every_language(
    write_news: Callable[..., NewsPage], topic: Topic, editor: User
) -> None:
    page = write_news("Dla seniorów", body=body_from([{"type": "paragraph", "value": "<p>Zajęcia <b>ruchowe</b></p>"}]))
    page.topics = [topic]
    page.save_revision(user=editor).publish(user=editor)
    document = documents(page)[page.pk]
    assert (document.kind, document.language, document.title) == ("page-news", "pl", "Dla seniorów")
    assert document.summary == "Rozmowa o planach."
    assert "ruchowe" in document.body
    assert "<" not in document.body
    assert set(document.keywords) == {"Seniorzy", "Літні люди", "Seniors"}
    assert document.date == page.published_on
    assert document.url == page.get_url()


def test_each_translation_is_its_own_document(news: NewsPage, translate: Callable[..., Page]) -> None:
    translated = translate(news, "uk", title="Зустріч")
    found = documents(news, translated)
    assert {document.language for document in found.values()} == {"pl", "uk"}


def test_only_what_anybody_may_read_is_found(
    write_news: Callable[..., NewsPage], guide: InfoPage, home: HomePage
) -> None:
    draft, secret = write_news("Szkic", live=False), write_news("Poufne")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    parent = home.get_translations().get(locale__language_code="uk")
    alias = guide.create_alias(parent=parent, update_locale=parent.locale, reset_translation_key=False)
    assert documents(draft, secret, alias) == {}
    assert not {draft.pk, secret.pk, alias.pk} & set(PageSource().all_pks())


def test_every_key_has_a_document_and_every_kind_a_label(
    news: NewsPage, guide: InfoPage, situation: SituationPage, home: HomePage, editor: User
) -> None:
    section = news.get_parent().specific
    event = EventPage(title="Dyżur", lead="Pytania i odpowiedzi.", starts_on=date(2026, 12, 1))
    for parent, page in ((home, GuidePage(title="Numer PESEL")), (section, event)):
        publish_page(create_page(parent, page, actor=editor), actor=editor)
    source = PageSource()
    found = list(source.documents(source.all_pks()))
    assert {document.pk for document in found} == set(source.all_pks())
    assert {document.kind for document in found} == set(source.kinds) == set(source.kind_labels())


def test_address_of_every_document_opens(client: Client, news: NewsPage, translate: Callable[..., Page]) -> None:
    translate(news, "uk", title="Зустріч")
    source = PageSource()
    for document in source.documents(source.all_pks()):
        assert client.get(document.url).status_code == 200


def test_documents_take_as_many_queries_for_many_pages_as_for_few(
    write_news: Callable[..., NewsPage], topic: Topic, editor: User
) -> None:
    pages = []
    for number in range(6):
        page = write_news(f"Aktualność {number}")
        page.topics = [topic]
        page.save_revision(user=editor).publish(user=editor)
        pages.append(page)
    documents(*pages)
    counts = []
    for some in (pages[:2], pages):
        with CaptureQueriesContext(connection) as queries:
            documents(*some)
        counts.append(len(queries))
    assert counts[0] == counts[1]
