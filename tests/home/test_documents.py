"""What the search knows about pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.models import User
from city.models import Topic, Unit
from cms.blocks.body import body_from
from home.documents import PageSource
from home.models import CallPage, EventPage, GuidePage, HomePage, InfoPage, NewsPage, SectionPage, SituationPage
from home.services import create_page, publish_page
from tests.clock import freeze_time
from tests.home.calls.conftest import MakeCall, make_call

__all__ = ["make_call"]
pytestmark = pytest.mark.django_db
CANCELLED = {"is_cancelled": True, "cancellation_reason": "Remont"}


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
    news: NewsPage, guide: InfoPage, situation: SituationPage, home: HomePage, editor: User, make_call: MakeCall
) -> None:
    section = news.get_parent().specific
    event = EventPage(title="Dyżur", lead="Pytania i odpowiedzi.", starts_on=date(2026, 12, 1))
    call = CallPage(title="Konkurs", lead="Na małe działania.", call=make_call())
    for parent, page in ((home, GuidePage(title="Numer PESEL")), (section, event), (section, call)):
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


def test_news_lose_worth_with_age_and_close_when_they_are_out_of_date(write_news: Callable[..., NewsPage]) -> None:
    page = write_news(published_on=date(2026, 3, 1), relevant_until=date(2026, 4, 1))
    document = documents(page)[page.pk]
    assert (document.is_news, document.date, document.closes) == (True, date(2026, 3, 1), date(2026, 4, 1))


def test_guides_lose_nothing_with_age(guide: InfoPage) -> None:
    document = documents(guide)[guide.pk]
    assert (document.is_news, document.closes, document.state) == (False, None, "")
    assert document.date == timezone.localdate(guide.last_published_at)


@pytest.mark.parametrize(
    ("facts", "state", "closes"),
    [
        ({"starts_on": date(2026, 12, 1)}, "upcoming", date(2026, 12, 1)),
        ({"starts_on": date(2026, 11, 20)}, "past", date(2026, 11, 20)),
        ({"starts_on": date(2026, 11, 20), "ends_on": date(2026, 11, 28)}, "upcoming", date(2026, 11, 28)),
        (
            {"starts_on": date(2026, 12, 1), "is_cancelled": True, "cancellation_reason": "Remont"},
            "",
            date(2026, 12, 1),
        ),
    ],
)
@freeze_time("2026-11-26 12:00")
def test_event_is_open_until_its_last_day(
    section: SectionPage, editor: User, facts: dict[str, Any], state: str, closes: date
) -> None:
    page = EventPage(title="Dyżur", lead="Pytania.", place_name="Dom kultury", organiser="Urząd", **facts)
    page = publish_page(create_page(section, page, actor=editor), actor=editor)
    document = documents(page)[page.pk]
    assert (document.date, document.closes, document.state) == (facts["starts_on"], closes, state)
    assert "Dom kultury" in document.body
    assert set(PageSource().state_labels()) >= {state} - {""}


def test_page_bears_the_unit_that_is_responsible(write_news: Callable[..., NewsPage], home: HomePage) -> None:
    page = write_news(owner_unit=Unit.objects.facts().get(code="embassy"))
    assert documents(page)[page.pk].units == ("embassy",)
    assert documents(home)[home.pk].units == ()
