"""Followers of a page are told that it was changed: never of a slip, once a day at most, and nothing is lost."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from accounts.models import User
from city.models import Topic
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from home.models import NewsPage
from home.page_news import NEWS, PUBLISHED
from notifications.models import DigestItem, Rhythm, Subscription
from notifications.queries import addressee
from notifications.registry import find_entry, followed, followed_things
from notifications.sample_data import reader
from tests.clock import freeze_time
from tests.people import unit

pytestmark = pytest.mark.django_db

MORNING, NOON, EVENING = "2026-03-10 07:00", "2026-03-10 11:00", "2026-03-10 18:00"
NEXT_MORNING, NEXT_EVENING = "2026-03-11 06:30", "2026-03-11 18:00"


@pytest.fixture(autouse=True)
def _some_days_ago(news: NewsPage) -> Iterator[None]:
    OutboxEntry.objects.all().delete()
    with freeze_time(MORNING):
        yield


def follow(page: NewsPage, rhythm: str = Rhythm.AT_ONCE, language: str = "en") -> Subscription:
    return Subscription.objects.create(
        kind="page", object_id=page.pk, email=f"{language}@example.org", language=language, rhythm=rhythm,
        confirmed_at=timezone.now(),
    )  # fmt: skip


def change(page: NewsPage, editor: User, lead: str, *, is_minor: bool = False) -> None:
    page.lead, page.is_minor_edit = lead, is_minor
    page.save_revision(user=editor).publish(user=editor)


def told(moment: str) -> int:
    """Return how many mails left until the moment since the last look."""
    mail.outbox.clear()
    with freeze_time(moment):
        OutboxEntry.objects.exclude(topic__in=[NEWS, PUBLISHED, "notifications.mail", "notifications.fan_out"]).delete()
        drain()
    return len(mail.outbox)


def follow_thing(kind: str, pk: int, language: str = "en") -> Subscription:
    return Subscription.objects.create(
        kind=kind, object_id=pk, email=f"{language}@example.org", language=language, confirmed_at=timezone.now()
    )


def test_followers_of_topic_and_unit_are_told_of_news_once_when_it_is_published_first(
    write_news: Callable[..., NewsPage], editor: User
) -> None:
    topic, of_news = Topic.objects.facts().order_by("pk")[0], unit("ngo-policy")
    follow_thing("topic", topic.pk)
    follow_thing("unit", of_news.pk)
    follow_thing("unit", of_news.pk, "uk")
    news = write_news(topics=[topic], owner_unit=of_news)

    assert told(NOON) == 2
    assert {message.subject for message in mail.outbox if message.to == ["en@example.org"]} == {f"News: {news.title}"}
    assert all(news.slug in str(message.body) for message in mail.outbox)
    with freeze_time(NOON):
        change(news, editor, "Nowy termin.")
        news.unpublish()
        change(news, editor, "Jeszcze nowszy termin.")
    assert told(NEXT_EVENING) == 0


def test_nobody_is_told_of_news_brought_over_from_years_ago(write_news: Callable[..., NewsPage]) -> None:
    topic = Topic.objects.facts().order_by("pk")[0]
    follow_thing("topic", topic.pk)
    write_news(topics=[topic], published_on=date(2025, 3, 10))

    assert told(NOON) == 0


def test_news_taken_down_within_minutes_is_told_to_nobody(write_news: Callable[..., NewsPage]) -> None:
    topic = Topic.objects.facts().order_by("pk")[0]
    follow_thing("topic", topic.pk)
    write_news(topics=[topic]).unpublish()

    assert told(NOON) == 0


def test_digest_holds_the_lead_of_news_or_says_in_which_language_it_is(news: NewsPage) -> None:
    kind = find_entry(PUBLISHED)
    assert kind is not None
    texts = {}
    for language in ("pl", "en"):
        with override(language):
            entry = kind.write(news.pk, reader(language))
            texts[language] = entry.text if entry else ""

    assert texts["pl"] == "Rozmowa o planach."
    assert "Rozmowa" not in texts["en"]
    assert "Polski" in texts["en"]


def test_follower_is_told_of_a_change(news: NewsPage, editor: User) -> None:
    follow(news)
    change(news, editor, "Nowy termin.")

    assert told(NOON) == 1
    assert mail.outbox[0].subject == f"Changed: {news.title}"
    assert news.slug in str(mail.outbox[0].body)


def test_follower_is_not_told_of_a_minor_edit(news: NewsPage, editor: User) -> None:
    follow(news)
    change(news, editor, "Nowy termin!", is_minor=True)

    assert told(NOON) == 0


def test_several_changes_of_a_day_are_one_mail_and_the_later_ones_come_the_next_morning(
    news: NewsPage, editor: User
) -> None:
    follow(news)
    change(news, editor, "Nowy termin.")
    change(news, editor, "Nowy termin i miejsce.")
    assert told(NOON) == 1

    with freeze_time(NOON):
        change(news, editor, "Jednak stare miejsce.")
        change(news, editor, "Jednak nowe miejsce.")
    assert told(EVENING) == 0
    assert told(NEXT_MORNING) == 1
    assert told(NEXT_EVENING) == 0


def test_page_taken_down_or_shut_is_told_to_nobody(news: NewsPage, editor: User) -> None:
    follow(news)
    change(news, editor, "Nowy termin.")
    PageViewRestriction.objects.create(page=news, restriction_type="login")

    assert told(NOON) == 0
    assert followed("page", news.pk) is None


def test_page_is_followed_by_its_source_whatever_language_it_is_read_in(news: NewsPage, editor: User, client) -> None:
    follow(news, language="uk")
    change(news, editor, "Nowy termin.")

    assert told(NOON) == 1
    assert "/uk/" in str(mail.outbox[0].body)
    html = client.get(news.get_url()).content.decode()
    assert reverse("notifications:ask", args=["page", news.pk]) in html
    uk = client.get(news.get_url().replace("/pl/", "/uk/")).content.decode()
    assert f"/uk/notifications/follow/page/{news.pk}/" in uk


def test_page_sets_no_cookie_for_the_sake_of_following(news: NewsPage, client) -> None:
    answer = client.get(news.get_url())

    assert not answer.cookies


def test_digest_names_the_page(news: NewsPage, editor: User) -> None:
    follower = follow(news, Rhythm.DAILY)
    change(news, editor, "Nowy termin.")
    assert told(NOON) == 0
    kind, reader = find_entry(NEWS), addressee(follower.key)
    assert kind is not None
    assert reader is not None

    entry = kind.write(DigestItem.objects.get().about, reader)

    assert entry is not None
    assert entry.title == news.title


def test_many_pages_are_looked_up_at_once(news: NewsPage, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        things = followed_things([("page", news.pk), ("page", 99999)])

    assert set(things) == {("page", news.pk)}
