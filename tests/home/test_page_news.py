"""Followers of a page are told that it was changed: never of a slip, once a day at most, and nothing is lost."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import PageViewRestriction

from accounts.models import User
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from home.models import NewsPage
from home.page_news import NEWS
from notifications.models import DigestItem, Rhythm, Subscription
from notifications.queries import addressee
from notifications.registry import find_entry, followed, followed_things

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
        OutboxEntry.objects.exclude(topic__in=[NEWS, "notifications.mail", "notifications.fan_out"]).delete()
        drain()
    return len(mail.outbox)


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
