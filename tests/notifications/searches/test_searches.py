"""A search that is followed tells what is new in it: once, and only what anybody may read."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cms.outbox.failures import NotNow
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from notifications.models import DigestItem, Rhythm, Subscription
from notifications.registry import find_entry, followed
from notifications.searches.handlers import look
from notifications.searches.models import KeptSearch, SearchNews
from notifications.searches.services import NEWS, forget
from notifications.services import confirm, unsubscribe
from search.engines import engine
from search.services import rebuild
from tests.clock import freeze_time
from tests.people import person
from tests.search.conftest import *
from tests.search.texts import Library, document

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

READER = "reader@example.org"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with freeze_time("2026-11-26 12:00"):
        yield


def shelve(library: Library, **days: date) -> None:
    known = len(library.shelf)
    library.add(
        *(document(known + at, f"Dotacja {title}", date=day) for at, (title, day) in enumerate(days.items(), 1))
    )
    rebuild()


def ask(client: Client, query: str = "q=dotacja", **fields: str) -> "Answer":
    return client.post(f"{reverse('searches:follow')}?{query}", {"email": READER, "rhythm": "at_once"} | fields)


def follow(client: Client, query: str = "q=dotacja", **fields: str) -> Subscription:
    assert ask(client, query, **fields).headers["Location"] == reverse("notifications:asked")
    subscription = Subscription.objects.order_by("pk").last()
    assert subscription is not None
    confirm(subscription.pk)
    drain()
    mail.outbox.clear()
    return subscription


def look_on(moment: str) -> None:
    with freeze_time(moment):
        look()
        drain()


def test_page_of_results_leads_to_the_form_and_the_form_keeps_the_search(library: Library, client: Client) -> None:
    shelve(library, old=date(2026, 11, 19))
    results = client.get(f"{reverse('search:results')}?q=dotacja&kind=book").content.decode()
    assert f"{reverse('searches:follow')}?q=dotacja&amp;kind=book" in results

    page = client.get(f"{reverse('searches:follow')}?q=dotacja&kind=book").content.decode()
    assert "dotacja, Books" in page
    assert not KeptSearch.objects.exists(), "opening the form keeps nothing"

    subscription = follow(client, "q=Dotacja&kind=book")
    assert KeptSearch.objects.get().pk == subscription.object_id
    title, path = followed("search", subscription.object_id) or ("", "")
    assert "dotacja, Books" in title
    assert path == "/pl/search/?q=dotacja&kind=book"


def test_equal_searches_of_several_readers_are_one_row(library: Library, client: Client) -> None:
    follow(client, "q=dotacja&kind=map&kind=book&page=2")
    follow(client, "q=Dotacja&kind=book&kind=map&sort=newest", email="other@example.org")

    assert KeptSearch.objects.count() == 1
    assert Subscription.objects.count() == 2


def test_new_findings_are_told_once(library: Library, client: Client) -> None:
    shelve(library, old=date(2026, 11, 19), today=date(2026, 11, 26))
    follow(client)
    look_on("2026-11-27 05:15")
    assert mail.outbox == [], "what was there is not new"

    shelve(library, later_today=date(2026, 11, 26), new=date(2026, 11, 27))
    look_on("2026-11-28 05:15")
    look_on("2026-11-29 05:15")

    [message] = mail.outbox
    text = str(message.body)
    assert message.to == [READER]
    assert "Dotacja new" in text
    assert "Dotacja later_today" in text
    assert "Dotacja today" not in text
    assert "Dotacja old" not in text


def test_what_becomes_public_days_after_its_date_is_told_once(library: Library, client: Client) -> None:
    shelve(library, known=date(2026, 11, 20))
    follow(client)
    shelve(library, new=date(2026, 11, 27))
    look_on("2026-11-28 05:15")
    mail.outbox.clear()

    shelve(library, drafted_long_before=date(2026, 11, 10))
    for day in ("2026-11-29", "2026-11-30", "2026-12-10"):
        look_on(f"{day} 05:15")

    [message] = mail.outbox
    assert "Dotacja drafted_long_before" in str(message.body)
    assert "Dotacja known" not in str(message.body)
    assert "Dotacja new" not in str(message.body)


def test_what_is_dated_ahead_is_told_once_and_not_every_day(library: Library, client: Client) -> None:
    follow(client)
    shelve(library, coming=date(2026, 12, 24))
    for day in ("27", "28", "29"):
        look_on(f"2026-11-{day} 05:15")
        shelve(library, **{f"of_{day}": date(2026, 11, int(day))})

    assert sum("Dotacja coming" in str(message.body) for message in mail.outbox) == 1
    assert len(mail.outbox) == 3


def test_search_of_another_language_or_words_has_its_own_news(library: Library, client: Client) -> None:
    follow(client, "q=przedszkole")
    shelve(library, new=date(2026, 11, 27))

    look_on("2026-11-28 05:15")

    assert mail.outbox == []


def test_what_is_public_no_more_is_not_told(library: Library, client: Client) -> None:
    follow(client)
    shelve(library, new=date(2026, 11, 27))
    with freeze_time("2026-11-28 05:15"):
        look()
        library.shelf.clear()
        drain()

    assert mail.outbox == []


def test_news_wait_for_the_digest_and_read_there_with_their_addresses(library: Library, client: Client) -> None:
    follow(client, rhythm="weekly")
    shelve(library, new=date(2026, 11, 27))

    look_on("2026-11-28 05:15")

    assert mail.outbox == []
    item = DigestItem.objects.get()
    kind = find_entry(NEWS)
    assert kind is not None
    entry = kind.write(item.about, None)  # type: ignore[arg-type]  # it does not ask who reads
    assert entry is not None
    assert "Dotacja new" in entry.text
    assert "/pl/library/1/" in entry.text
    assert entry.url.endswith("/search/?q=dotacja")


def test_nobody_is_told_before_the_address_is_confirmed(library: Library, client: Client) -> None:
    ask(client)
    drain()
    mail.outbox.clear()
    shelve(library, new=date(2026, 11, 27))

    look_on("2026-11-28 05:15")

    assert mail.outbox == []
    assert not SearchNews.objects.exists()


def test_search_engine_that_is_away_is_waited_for(library: Library, client: Client, settings: Settings) -> None:
    follow(client)
    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    engine.cache_clear()
    for each in path.parent.glob("search.sqlite3*"):
        each.unlink()
    path.write_bytes(b"broken" * 1000)

    with freeze_time("2026-11-28 05:15"), pytest.raises(NotNow):
        look()


def test_search_that_nobody_follows_is_forgotten(library: Library, client: Client) -> None:
    subscription = follow(client)
    with freeze_time("2026-11-28 05:15"):
        forget()
        assert KeptSearch.objects.exists()
        unsubscribe(subscription.pk)
        forget()

    assert not KeptSearch.objects.exists()


def test_who_is_signed_in_follows_with_one_click(library: Library, sign_in) -> None:
    reader = person()
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)

    answer = sign_in(reader).post(f"{reverse('searches:follow')}?q=dotacja", {"rhythm": "daily"})

    assert answer.headers["Location"] == "/pl/search/?q=dotacja"
    subscription = Subscription.objects.get()
    assert (subscription.kind, subscription.rhythm, subscription.email) == ("search", Rhythm.DAILY, reader.email)
    assert subscription.confirmed_at == timezone.now()


def test_wrong_address_is_shown_again_and_keeps_nothing(library: Library, client: Client) -> None:
    answer = ask(client, email="reader at example.org")

    assert answer.status_code == 422
    assert 'value="reader at example.org"' in answer.content.decode()
    assert not KeptSearch.objects.exists()
    assert not OutboxEntry.objects.exists()


def test_machine_that_fills_in_every_field_keeps_no_search(library: Library, client: Client) -> None:
    assert ask(client, website="https://spam.example.org").status_code == 302
    assert not KeptSearch.objects.exists()


def test_search_for_nothing_cannot_be_followed(library: Library, client: Client) -> None:
    assert client.get(reverse("searches:follow")).status_code == 404
    assert client.post(f"{reverse('searches:follow')}?q=", {"email": READER}).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{reverse('searches:follow')}?q=dotacja", {"email": READER}).status_code == 403
