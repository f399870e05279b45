"""Everything an address follows on one page, for its owner alone."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from notifications import registry
from notifications.links import confirm_url, manage_token, unsubscribe_url
from notifications.managing import A_DAY
from notifications.models import Delivery, Follower, Rhythm, Subscription
from notifications.queries import follower_of
from notifications.services import confirm, erase_old, send_later, subscribe
from tests.clock import freeze_time
from tests.people import person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city", "things")]

MINE, THEIRS = "mine@example.org", "theirs@example.org"


@pytest.fixture(autouse=True)
def _two_more_things(things: dict[int, tuple[str, str]]) -> None:
    things |= {8: ("Zielone dachy", "/pl/things/8/"), 9: ("Ścieżki rowerowe", "/pl/things/9/")}


def follow(email: str = MINE, object_id: int = 7, **how: str) -> Subscription:
    subscribe(kind="thing", object_id=object_id, email=email, language="pl")
    subscription = Subscription.objects.get(email=email, object_id=object_id)
    confirm(subscription.pk)
    Subscription.objects.filter(pk=subscription.pk).update(**how)
    OutboxEntry.objects.all().delete()
    return Subscription.objects.get(pk=subscription.pk)


def page_of(email: str) -> str:
    follower = Follower.objects.get(email=email)
    return reverse("notifications:manage", args=[manage_token(follower.pk, follower.secret)])


def post(client: Client, url: str, action: str, subscription: Subscription | None = None, **fields: str) -> "Answer":
    row = {"subscription": subscription.pk} if subscription else {}
    return client.post(url, {"action": action, "rhythm": "at_once", "language": "pl", **row, **fields})


def test_link_in_the_footer_of_each_mail_opens_the_page_with_everything(client: Client, titles: dict[int, str]) -> None:
    titles[1] = "42"
    follow()
    follow(object_id=8)
    follow(THEIRS, 9)
    send_later("test.letter", addressee=Subscription.objects.get(object_id=7).key, about=1, key="event 1")
    drain()
    [url] = re.findall(r"https?://[^/]+(/pl/notifications/manage/\S+)", str(mail.outbox[-1].body))

    html = client.get(url).content.decode()

    assert "Cieplej w przedszkolach" in html
    assert "Zielone dachy" in html
    assert "Ścieżki rowerowe" not in html
    assert 'content="noindex"' in html


def test_rhythm_and_language_are_changed_for_one_thing(client: Client) -> None:
    one, other = follow(), follow(object_id=8)

    answer = post(client, page_of(MINE), "change", one, rhythm="weekly", language="uk")

    assert answer.status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.rhythm, one.language) == (Rhythm.WEEKLY, "uk")
    assert (other.rhythm, other.language) == (Rhythm.AT_ONCE, "pl")


@pytest.mark.parametrize("fields", [{"rhythm": "hourly"}, {"language": "xx"}, {"subscription": "x"}])
def test_choice_that_makes_no_sense_changes_nothing_and_says_so(client: Client, fields: dict[str, str]) -> None:
    one = follow()

    given = {"action": "change", "subscription": one.pk, "rhythm": "at_once", "language": "pl"}
    answer = client.post(page_of(MINE), given | fields)

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    one.refresh_from_db()
    assert (one.rhythm, one.language) == (Rhythm.AT_ONCE, "pl")


def test_stopping_one_leaves_the_others(client: Client) -> None:
    one, other = follow(), follow(object_id=8)

    post(client, page_of(MINE), "stop", one)

    assert list(Subscription.objects.all()) == [other]


def test_stopping_the_last_one_or_all_erases_the_address(client: Client) -> None:
    one = follow()
    Delivery.objects.create(message_id="<1@x>", kind="test", addressee=one.key, email=MINE)
    answer = post(client, page_of(MINE), "stop", one)
    assert answer.headers["Location"] == reverse("notifications:stopped")
    assert client.get(answer.headers["Location"]).status_code == 200
    follow()
    follow(object_id=8)
    subscribe(kind="thing", object_id=9, email=MINE, language="pl")
    follow(THEIRS)

    answer = post(client, page_of(MINE), "stop_all")

    assert answer.headers["Location"] == reverse("notifications:stopped")
    assert [subscription.email for subscription in Subscription.objects.all()] == [THEIRS]
    assert [follower.email for follower in Follower.objects.all()] == [THEIRS]
    assert not Delivery.objects.filter(email=MINE).exists()


def test_opening_the_page_changes_nothing(client: Client) -> None:
    follow(rhythm=Rhythm.WEEKLY)
    before = list(Subscription.objects.values()), list(Follower.objects.values())

    assert client.get(page_of(MINE), {"action": "stop_all"}).status_code == 200
    assert client.head(page_of(MINE)).status_code == 200

    assert (list(Subscription.objects.values()), list(Follower.objects.values())) == before
    assert not OutboxEntry.objects.exists()


def test_link_of_one_address_changes_nothing_of_another(client: Client) -> None:
    follow()
    theirs = follow(THEIRS)

    for action in ("change", "stop"):
        post(client, page_of(MINE), action, theirs, rhythm="weekly")
    post(client, page_of(MINE), "stop_all")

    theirs.refresh_from_db()
    assert theirs.rhythm == Rhythm.AT_ONCE


def test_tampered_link_opens_nothing(client: Client) -> None:
    follow()
    follow(THEIRS)
    mine, theirs = Follower.objects.get(email=MINE), Follower.objects.get(email=THEIRS)
    token = manage_token(mine.pk, mine.secret)
    signature = token.partition(":")[2]
    forged = [
        f"{theirs.pk}:{signature}", f"{theirs.pk}", f"{theirs.pk}:", token[:-1], f"{token}x", "x", ":", "9" * 30,
        manage_token(theirs.pk, mine.secret), f"99999:{signature}", f"-1:{signature}", f"²:{signature}",
        unsubscribe_url(1, "pl").rstrip("/").rpartition("/")[2], confirm_url(1, "pl").rstrip("/").rpartition("/")[2],
    ]  # fmt: skip

    for wrong in forged:
        assert follower_of(wrong) is None, wrong
        for answer in (client.get(reverse("notifications:manage", args=[wrong])), client.post(
            reverse("notifications:manage", args=[wrong]), {"action": "stop_all"}
        )):  # fmt: skip
            assert answer.status_code == 404, wrong
            assert MINE not in answer.content.decode()
            assert THEIRS not in answer.content.decode()
    assert Subscription.objects.count() == 2
    assert follower_of(token) == mine


def test_link_to_manage_does_not_unsubscribe_by_itself_and_the_other_way_round(client: Client) -> None:
    one = follow()
    token = page_of(MINE).rstrip("/").rpartition("/")[2]

    assert client.post(reverse("notifications:unsubscribe", args=[token])).status_code == 404
    assert client.post(reverse("notifications:stop_digest", args=[token])).status_code == 404
    assert Subscription.objects.get() == one


def test_renewed_link_shuts_the_page_to_whoever_has_an_old_one_but_old_mails_still_stop(client: Client) -> None:
    one = follow()
    follow(object_id=8)
    old = page_of(MINE)
    stops = re.sub(r"^https?://[^/]+", "", unsubscribe_url(one.pk, "pl"))

    answer = post(client, old, "renew")

    assert answer.headers["Location"] == page_of(MINE) != old
    assert client.get(old).status_code == 404
    assert client.get(page_of(MINE)).status_code == 200
    assert client.post(stops).status_code == 200
    assert not Subscription.objects.filter(pk=one.pk).exists()


def test_changing_needs_the_token_of_the_page() -> None:
    follow()
    strict = Client(enforce_csrf_checks=True)

    assert post(strict, page_of(MINE), "stop_all").status_code == 403
    assert strict.post(reverse("notifications:send_link"), {"email": MINE}).status_code == 403
    assert Subscription.objects.exists()


def test_owner_who_lost_the_link_gets_it_by_mail(client: Client) -> None:
    follow()
    ask = reverse("notifications:send_link")

    assert client.get(ask).status_code == 200
    client.post(ask, {"email": " Mine@Example.org "})
    drain()

    [message] = mail.outbox
    assert message.to == [MINE]
    assert page_of(MINE) in str(message.body)


def test_asking_for_the_link_answers_the_same_and_does_the_same_for_every_address(client: Client) -> None:
    follow()
    subscribe(kind="thing", object_id=7, email="unconfirmed@example.org", language="pl")
    OutboxEntry.objects.all().delete()

    def ask(email: str) -> tuple[int, str, str, list[str], int]:
        client.cookies.clear()
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(reverse("notifications:send_link"), {"email": email})
        said = [re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "", query["sql"]).split()[0] for query in captured]
        rows = OutboxEntry.objects.count()
        return answer.status_code, answer.headers["Location"], answer.content.decode(), said, rows

    known, unknown, unconfirmed = ask(MINE), ask("unknown@example.org"), ask("unconfirmed@example.org")

    assert known[:4] == unknown[:4] == unconfirmed[:4]
    assert (known[4], unknown[4], unconfirmed[4]) == (1, 2, 3), "one row each"
    drain()
    assert [message.to for message in mail.outbox] == [[MINE]]


def test_following_does_the_same_for_who_follows_already_and_for_a_stranger(client: Client) -> None:
    one = follow(rhythm=Rhythm.WEEKLY)
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=2))

    def ask(email: str) -> tuple[int, str, int]:
        with CaptureQueriesContext(connection):
            answer = client.post(
                reverse("notifications:follow"), {"kind": "thing", "object_id": 7, "email": email, "rhythm": "daily"}
            )
        return answer.status_code, answer.headers["Location"], OutboxEntry.objects.count()

    assert ask(MINE) == (302, reverse("notifications:asked"), 1)
    assert ask("new@example.org") == (302, reverse("notifications:asked"), 2)
    drain()
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    one.refresh_from_db()
    assert one.rhythm == Rhythm.WEEKLY, "a stranger who knows the address changes nothing"


def test_stranger_cannot_flood_an_address_with_links(client: Client) -> None:
    follow()
    for _time in range(5):
        client.post(reverse("notifications:send_link"), {"email": MINE})
    drain()
    assert len(mail.outbox) == 1

    with freeze_time(timezone.now() + timedelta(minutes=11)):
        client.post(reverse("notifications:send_link"), {"email": MINE})
        drain()
    assert len(mail.outbox) == 2


def test_stranger_who_is_patient_cannot_flood_an_address_with_links(client: Client) -> None:
    follow()
    for time in range(12):
        with freeze_time(timezone.now() + timedelta(minutes=11 * time)):
            client.post(reverse("notifications:send_link"), {"email": MINE})
            drain()
    assert len(mail.outbox) == A_DAY

    with freeze_time(timezone.now() + timedelta(days=2)):
        client.post(reverse("notifications:send_link"), {"email": MINE})
        drain()
    assert len(mail.outbox) == A_DAY + 1


def test_machine_that_asks_for_many_addresses_is_stopped(client: Client, settings: Settings) -> None:
    settings.SUBSCRIPTION_ASKS_PER_HOUR_AND_MACHINE = 3
    follow_url, link_url = reverse("notifications:follow"), reverse("notifications:send_link")
    asked = [client.post(link_url, {"email": f"{number}@example.org"}).status_code for number in range(3)]

    assert asked == [302, 302, 302]
    assert client.post(link_url, {"email": "4@example.org"}).status_code == 429
    fields = {"kind": "thing", "object_id": 7, "email": "5@example.org"}
    assert client.post(follow_url, fields).status_code == 429
    assert not Subscription.objects.exists()


def test_what_cannot_be_an_address_is_shown_again(client: Client) -> None:
    answer = client.post(reverse("notifications:send_link"), {"email": "mine at example.org"})

    assert answer.status_code == 422
    assert 'value="mine at example.org"' in answer.content.decode()
    assert not Follower.objects.exists()


def test_address_that_follows_nothing_is_forgotten_a_day_after_somebody_asked(client: Client) -> None:
    follow()
    client.post(reverse("notifications:send_link"), {"email": "unknown@example.org"})
    assert Follower.objects.count() == 2
    erase_old()
    assert Follower.objects.count() == 2
    with freeze_time(timezone.now() + timedelta(days=1, minutes=1)):
        erase_old()

    assert Follower.objects.get().email == MINE


def test_thing_that_is_public_no_more_can_still_be_stopped(client: Client, things: dict[int, object]) -> None:
    one = follow()
    things.clear()

    html = client.get(page_of(MINE)).content.decode()

    assert "Cieplej" not in html
    assert f'value="{one.pk}"' in html
    post(client, page_of(MINE), "stop", one)
    assert not Subscription.objects.exists()


def test_page_takes_the_same_number_of_queries_for_few_and_for_many(
    client: Client, things: dict[int, tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def look_up(pks: list[int]) -> dict[int, tuple[str, str]]:
        asked.append(len(pks))
        return dict.fromkeys(pks, ("Thing", "/pl/"))

    monkeypatch.setitem(registry._many, "thing", look_up)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(MINE))
        return len(captured)

    follow()
    queries()  # what is read once in a process
    few = queries()
    for number in range(20, 50):
        things[number] = (f"Thing {number}", "/pl/")
        Subscription.objects.create(
            kind="thing", object_id=number, email=MINE, language="pl", confirmed_at=timezone.now()
        )
    assert queries() == few
    assert asked == [1, 1, 31], "one look for all of a kind"


def with_account(*, is_confirmed: bool = True) -> User:
    reader = person(language="uk")
    EmailAddress.objects.create(user=reader, email=reader.email, verified=is_confirmed, primary=True)
    return reader


def test_who_is_signed_in_follows_with_one_click_and_without_a_mail(sign_in) -> None:
    reader = with_account()
    client = sign_in(reader)

    answer = client.post(reverse("notifications:follow"), {"kind": "thing", "object_id": 7})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/pl/things/7/")
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.rhythm) == (reader.email, Rhythm.AT_ONCE)
    assert subscription.confirmed_at
    assert not OutboxEntry.objects.exists()
    html = client.get(reverse("notifications:following")).content.decode()
    assert "Cieplej w przedszkolach" in html


def test_account_and_link_show_the_same(sign_in, client: Client) -> None:
    reader = with_account()
    follow(reader.email)
    signed_in = sign_in(reader)

    post(signed_in, reverse("notifications:following"), "change", Subscription.objects.get(), rhythm="daily")

    assert Subscription.objects.get().rhythm == Rhythm.DAILY
    assert "Cieplej w przedszkolach" in Client().get(page_of(reader.email)).content.decode()


def test_account_whose_address_nobody_confirmed_follows_as_a_stranger_does(sign_in) -> None:
    reader = with_account(is_confirmed=False)
    follow(reader.email)
    Subscription.objects.update(asked_at=None)
    client = sign_in(reader)

    assert client.post(reverse("notifications:follow"), {"kind": "thing", "object_id": 8}).status_code == 422
    client.post(reverse("notifications:follow"), {"kind": "thing", "object_id": 8, "email": reader.email})
    assert Subscription.objects.get(object_id=8).confirmed_at is None
    html = client.get(reverse("notifications:following")).content.decode()
    assert "Cieplej" not in html
    post(client, reverse("notifications:following"), "stop_all")
    assert Subscription.objects.count() == 2


def test_who_is_signed_in_and_gives_another_address_must_confirm_that(sign_in) -> None:
    client = sign_in(with_account())

    answer = client.post(reverse("notifications:follow"), {"kind": "thing", "object_id": 7, "email": THEIRS})

    assert answer.headers["Location"] == reverse("notifications:asked")
    assert Subscription.objects.get().confirmed_at is None


def test_page_of_an_account_is_for_who_is_signed_in(client: Client) -> None:
    assert client.get(reverse("notifications:following")).status_code == 302


def test_form_to_follow_stands_on_a_page_of_its_own_too(client: Client) -> None:
    html = client.get(reverse("notifications:ask", args=["thing", 7])).content.decode()

    assert "Cieplej w przedszkolach" in html
    assert 'name="rhythm"' in html
    assert 'name="language"' in html
    assert client.get(reverse("notifications:ask", args=["thing", 99])).status_code == 404
    assert client.get(reverse("notifications:ask", args=["nothing", 7])).status_code == 404
    assert not Subscription.objects.exists()


def test_rhythm_and_language_of_the_form_are_kept_until_the_address_is_confirmed(client: Client) -> None:
    fields = {"kind": "thing", "object_id": 7, "email": MINE, "rhythm": "weekly", "language": "uk"}
    client.post(reverse("notifications:follow"), fields)
    drain()
    subscription = Subscription.objects.get()
    assert (subscription.rhythm, subscription.language) == (Rhythm.WEEKLY, "uk")
    assert mail.outbox[0].extra_headers["Content-Language"] == "uk"

    html = client.post(re.sub(r"^https?://[^/]+", "", confirm_url(subscription.pk, "uk"))).content.decode()

    assert page_of(MINE).replace("/pl/", "/uk/") in html


def test_confirmation_link_used_before_shows_no_link_to_everything(client: Client) -> None:
    one = follow()
    url = re.sub(r"^https?://[^/]+", "", confirm_url(one.pk, "pl"))

    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 200
        assert page_of(MINE) not in answer.content.decode()
