"""What a news says of itself after it was published."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from xml.etree import ElementTree as Xml

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.images.models import Image, Rendition
from wagtail.models import Page

from accounts.models import User
from city.models import Topic
from cms.outbox.models import OutboxEntry
from home.blocks import CorrectionsBlock, RelatedBlock
from home.handlers import prepare_pictures
from home.models import InfoPage, NewsPage
from home.services import source_texts, submit_for_translation

pytestmark = pytest.mark.django_db

Write = Callable[..., NewsPage]
Translate = Callable[..., Page]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def corrections(*rows: tuple[str, str]) -> object:
    return CorrectionsBlock().to_python(
        [{"type": "correction", "value": {"day": day, "text": words}} for day, words in rows]
    )


def related(*pages: Page) -> object:
    return RelatedBlock().to_python([{"type": "page", "value": page.pk} for page in pages])


def test_correction_is_shown_with_its_day_and_translated(
    client: Client, write_news: Write, editor: User, translate: Translate
) -> None:
    news = write_news(corrections=corrections(("2026-11-20", "Zmienił się termin.")))
    assert "Zmienił się termin." in text(client.get(news.get_url()))
    assert "Zmienił się termin." in source_texts(submit_for_translation(news, "uk", actor=editor))
    translated = NewsPage.objects.get(pk=translate(news, "uk").pk)
    assert translated.corrections[0].value["day"] == date(2026, 11, 20)
    assert translated.corrections[0].value["text"] == "uk Zmienił się termin."


def test_outdated_news_says_so_and_leads_to_what_is_true_in_the_readers_language(
    client: Client, write_news: Write, guide: InfoPage, translate: Translate
) -> None:
    news = write_news(relevant_until=days(-1), superseded_by=guide.page_ptr)
    translated = translate(guide, "uk", title="Карта побиту")
    page = text(client.get("/uk/aktualnosci/spotkanie-z-organizacjami/"))
    assert "tone-warning" in page
    assert f'href="{translated.get_url()}"' in page
    news.relevant_until = days(0)
    news.save()
    assert "tone-warning" not in text(client.get(news.get_url()))


def test_outdated_news_does_not_lead_to_a_page_that_nobody_may_read(
    client: Client, write_news: Write, guide: InfoPage
) -> None:
    news = write_news(relevant_until=days(-1), superseded_by=guide.page_ptr)
    guide.unpublish()
    page = text(client.get(news.get_url()))
    assert "tone-warning" in page
    assert guide.title not in page


def test_news_cannot_be_replaced_by_itself(news: NewsPage) -> None:
    news.superseded_by = news.page_ptr
    with pytest.raises(ValidationError):
        news.full_clean()


def test_pages_to_read_on_are_those_the_reader_may_see_in_their_language(
    client: Client, write_news: Write, guide: InfoPage, translate: Translate
) -> None:
    translate(guide, "uk", title="Карта побиту")
    hidden = write_news("Szkic", live=False)
    write_news("Z dalszym", related=related(guide, hidden))
    page = text(client.get("/uk/aktualnosci/z-dalszym/"))
    assert "Карта побиту" in page
    assert "Szkic" not in page


def test_pinned_news_stands_first_on_the_front_page_until_its_day_is_over(client: Client, write_news: Write) -> None:
    old = write_news("Przypięta", published_on=days(-400), pinned_until=days(0))
    for number in range(4):
        write_news(f"Nowa {number}")

    def first() -> str:
        found = re.search(r'<h3 class="card__title"[^>]*>\s*<a[^>]*>([^<]*)', text(client.get("/pl/")))
        return found[1] if found else ""

    assert first() == "Przypięta"
    old.pinned_until = days(-1)
    old.save()
    assert first().startswith("Nowa")


def test_facts_of_the_source_hold_in_every_language_at_once_and_words_stay(
    write_news: Write, editor: User, translate: Translate
) -> None:
    news = write_news()
    translated = translate(news, "uk", title="Зустріч")
    news.pinned_until, news.relevant_until, news.lead = days(3), days(9), "Zupełnie inny wstęp."
    news.save_revision(user=editor).publish(user=editor)
    now = NewsPage.objects.get(pk=translated.pk)
    assert (now.pinned_until, now.relevant_until) == (days(3), days(9))
    assert (now.title, now.lead) == ("Зустріч", "uk Rozmowa o planach.")


def test_draft_of_the_source_changes_no_fact_of_a_translation(
    write_news: Write, editor: User, translate: Translate
) -> None:
    news = write_news()
    translated = translate(news, "uk", title="Зустріч")
    news.pinned_until = days(3)
    news.save_revision(user=editor)
    assert NewsPage.objects.get(pk=translated.pk).pinned_until is None


def test_publishing_has_the_pictures_made_so_that_no_reader_waits(
    client: Client, write_news: Write, image: Image
) -> None:
    news = write_news(image=image, image_alt="Sala")
    entry = OutboxEntry.objects.get(topic="home.renditions")
    assert entry.payload == {"page_id": news.pk}
    prepare_pictures(**entry.payload)
    made = Rendition.objects.count()
    page = text(client.get(news.get_url()))
    assert 'type="image/avif"' in page
    assert 'alt="Sala"' in page
    client.get("/pl/")
    assert Rendition.objects.count() == made
    prepare_pictures(**entry.payload)
    assert Rendition.objects.count() == made


def test_news_without_a_picture_leaves_nothing_to_be_made(news: NewsPage) -> None:
    assert not OutboxEntry.objects.filter(topic="home.renditions").exists()


def entry_of(client: Client, address: str) -> dict[str, str]:
    feed = Xml.fromstring(client.get(address).content)
    (entry,) = feed.findall("a:entry", ATOM)
    return {name: entry.findtext(f"a:{name}", "", ATOM) for name in ("id", "title", "updated")}


def test_entry_of_the_feed_becomes_the_translation_and_stays_the_same_entry(
    client: Client, news: NewsPage, translate: Translate
) -> None:
    before = entry_of(client, "/uk/news/feed/")
    translate(news, "uk", title="Зустріч")
    after = entry_of(client, "/uk/news/feed/")
    assert after["id"] == before["id"]
    assert (before["title"], after["title"]) == (news.title, "Зустріч")
    assert after["updated"] > before["updated"]


@pytest.mark.usefixtures("city")
def test_feed_of_a_topic_has_the_news_about_it_only(client: Client, write_news: Write) -> None:
    write_news("O naborach", topics=[Topic.objects.facts().get(code="calls")])
    write_news("O czym innym")
    assert entry_of(client, "/uk/news/feed/calls/")["title"] == "O naborach"
    assert client.get("/uk/news/feed/no-such/").status_code == 404


@pytest.mark.usefixtures("city")
def test_feeds_of_its_topics_are_announced_on_the_page_of_a_news(client: Client, write_news: Write) -> None:
    news = write_news("O naborach", topics=[Topic.objects.facts().get(code="calls")])
    assert 'href="/pl/news/feed/calls/"' in text(client.get(news.get_url()))
