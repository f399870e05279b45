import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db.models import F
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cms.outbox.worker import drain
from notifications.links import confirm_url, to_confirm, to_unsubscribe, unsubscribe_url
from notifications.models import Delivery, Subscription
from notifications.queries import subscribers
from notifications.services import NotFollowable, confirm, erase_old, subscribe
from tests.clock import freeze_time

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city", "things")]

ADDRESS = "follower@example.org"


def _subscribe(email: str = ADDRESS, *, object_id: int = 7, language: str = "uk") -> None:
    subscribe(kind="thing", object_id=object_id, email=email, language=language)
    drain()


def _post_follow(client: Client, **fields: object) -> "Answer":
    return client.post(
        reverse("notifications:follow"), {"kind": "thing", "object_id": 7, "email": ADDRESS, "website": "", **fields}
    )


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


def test_nobody_is_told_before_the_owner_of_the_address_confirms() -> None:
    _subscribe()

    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    assert not subscribers("thing", 7).exists()
    confirm(Subscription.objects.get().pk)
    assert [subscription.email for subscription in subscribers("thing", 7)] == [ADDRESS]


def test_link_in_the_mail_leads_to_a_button_and_only_the_button_confirms(client: Client) -> None:
    _subscribe()
    [url] = re.findall(r"\S+/uk/notifications/confirm/\S+", str(mail.outbox[0].body))

    page = client.get(_path(url))
    assert page.status_code == 200
    assert "Cieplej w przedszkolach" in page.content.decode()
    assert not subscribers("thing", 7).exists()

    assert client.post(_path(url)).status_code == 200
    assert subscribers("thing", 7).exists()
    first = Subscription.objects.get().confirmed_at
    assert client.post(_path(url)).status_code == 200
    assert Subscription.objects.get().confirmed_at == first


def test_button_to_confirm_needs_the_token_of_the_page() -> None:
    _subscribe()
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(_path(confirm_url(Subscription.objects.get().pk, "uk"))).status_code == 403
    assert not subscribers("thing", 7).exists()


def test_nobody_confirms_somebody_elses_subscription(client: Client) -> None:
    _subscribe("mine@example.org")
    _subscribe("theirs@example.org")
    mine, theirs = Subscription.objects.order_by("pk")
    own_token = _path(confirm_url(mine.pk, "uk")).rstrip("/").rpartition("/")[2]
    forged = own_token.replace(f"{mine.pk}:", f"{theirs.pk}:", 1)

    for token in (forged, f"{theirs.pk}", own_token[:-1], "x"):
        answer = client.post(reverse("notifications:confirm", args=[token]))
        assert answer.status_code == 404
    assert not subscribers("thing", 7).exists()


def test_link_of_one_purpose_does_not_serve_another(client: Client) -> None:
    _subscribe()
    pk = Subscription.objects.get().pk
    to_confirm_it, to_leave = (
        _path(url).rstrip("/").rpartition("/")[2] for url in (confirm_url(pk, "pl"), unsubscribe_url(pk, "pl"))
    )

    assert client.post(reverse("notifications:confirm", args=[to_leave])).status_code == 404
    assert client.post(reverse("notifications:unsubscribe", args=[to_confirm_it])).status_code == 404
    assert Subscription.objects.get().confirmed_at is None
    assert (to_confirm(to_confirm_it), to_unsubscribe(to_leave)) == (pk, pk)


def test_confirmation_link_works_seven_days_and_not_a_second_longer(client: Client) -> None:
    with freeze_time("2026-03-01 12:00:00"):
        _subscribe()
        url = _path(confirm_url(Subscription.objects.get().pk, "pl"))

    with freeze_time("2026-03-08 12:00:02"):
        assert client.post(url).status_code == 410
        assert not subscribers("thing", 7).exists()
    with freeze_time("2026-03-08 11:59:59"):
        assert client.post(url).status_code == 200
    assert subscribers("thing", 7).exists()


def test_mail_program_unsubscribes_without_cookies_and_twice_does_no_harm() -> None:
    _subscribe()
    subscription = Subscription.objects.get()
    confirm(subscription.pk)
    url = _path(unsubscribe_url(subscription.pk, "uk"))
    mail_program = Client(enforce_csrf_checks=True)

    for _time in range(2):
        assert mail_program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert not Delivery.objects.filter(email=ADDRESS).exists()


def test_opening_the_unsubscription_page_changes_nothing(client: Client) -> None:
    _subscribe()
    confirm(Subscription.objects.get().pk)

    page = client.get(_path(unsubscribe_url(Subscription.objects.get().pk, "pl")))

    assert page.status_code == 200
    assert subscribers("thing", 7).exists()


def test_answer_is_the_same_for_a_known_an_unknown_and_a_confirmed_address(client: Client) -> None:
    answers = []
    for _ask in range(2):
        answers.append(_post_follow(client))
        drain()
    confirm(Subscription.objects.get().pk)
    answers += [_post_follow(client), _post_follow(client, email="new@example.org")]

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, reverse("notifications:asked"))
    }
    assert client.get(reverse("notifications:asked")).status_code == 200


def test_stranger_cannot_flood_an_address_with_confirmation_mails(
    things: dict[int, tuple[str, str]], settings: Settings
) -> None:
    for object_id in range(1, 21):
        things[object_id] = (f"Thing {object_id}", f"/pl/things/{object_id}/")
        _subscribe(object_id=object_id)
        _subscribe(object_id=object_id)

    assert len(mail.outbox) == settings.SUBSCRIPTION_ASKS_PER_HOUR == 5
    with freeze_time(timezone.now() + timedelta(minutes=61)):
        _subscribe(object_id=1)
    assert len(mail.outbox) == 6


def test_stranger_who_is_patient_cannot_flood_an_address_either(
    things: dict[int, tuple[str, str]], settings: Settings
) -> None:
    settings.SUBSCRIPTION_ASKS_PER_DAY = 7
    for hour in range(12):
        with freeze_time(timezone.now() + timedelta(minutes=61 * hour)):
            for object_id in range(1, 4):
                things[object_id] = (f"Thing {object_id}", f"/pl/things/{object_id}/")
                _subscribe(object_id=object_id)

    # The limit is looked at before each mail.
    assert len(mail.outbox) == 7
    with freeze_time(timezone.now() + timedelta(days=2)):
        _subscribe(object_id=1)
    assert len(mail.outbox) == 8


def test_owner_who_confirms_may_go_on_to_follow_more(things: dict[int, tuple[str, str]], settings: Settings) -> None:
    for object_id in range(1, settings.SUBSCRIPTION_ASKS_PER_HOUR + 3):
        things[object_id] = (f"Thing {object_id}", f"/pl/things/{object_id}/")
        _subscribe(object_id=object_id)
        confirm(Subscription.objects.get(object_id=object_id).pk)

    assert len(mail.outbox) == settings.SUBSCRIPTION_ASKS_PER_HOUR + 2


def test_link_opened_at_the_moment_of_stopping_says_that_it_is_too_late(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _subscribe()
    subscription = Subscription.objects.get()
    monkeypatch.setattr("notifications.views.confirm", lambda pk: None)

    assert client.post(_path(confirm_url(subscription.pk, "uk"))).status_code == 410


def test_address_counts_once_whatever_its_case() -> None:
    _subscribe("Follower@Example.org")
    _subscribe(" follower@example.org ")

    assert Subscription.objects.get().email == ADDRESS
    assert len(mail.outbox) == 1


def test_mail_to_confirm_speaks_the_language_of_the_page(client: Client) -> None:
    _post_follow(client)
    assert Subscription.objects.get().language == "pl"


def test_what_is_not_public_or_unknown_cannot_be_followed(client: Client) -> None:
    with pytest.raises(NotFollowable):
        _subscribe(object_id=8)
    with pytest.raises(NotFollowable):
        subscribe(kind="nothing", object_id=7, email=ADDRESS, language="pl")
    for fields in ({"object_id": 8}, {"kind": "nothing"}, {"object_id": "x"}, {"object_id": "9" * 40}, {"kind": ""}):
        assert _post_follow(client, **fields).status_code == 404
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("kind", ["page", "topic", "unit", "postulate", "organisation", "call", "search"])
def test_number_that_no_database_can_count_is_nothing_to_follow(client: Client, kind: str) -> None:
    assert client.get(reverse("notifications:ask", args=[kind, 10**30])).status_code == 404
    assert _post_follow(client, kind=kind, object_id=2**63 - 1).status_code == 404


def test_what_cannot_be_an_address_or_a_language_is_refused() -> None:
    with pytest.raises(ValidationError):
        _subscribe("not an address")
    with pytest.raises(ValueError, match="xx"):
        _subscribe(language="xx")
    assert not Subscription.objects.exists()


def test_wrong_address_is_shown_again_with_what_was_typed_and_a_summary(client: Client) -> None:
    answer = _post_follow(client, email="follower at example.org")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="follower at example.org"' in page
    assert "error-summary" in page
    assert "Cieplej w przedszkolach" in page
    assert not Subscription.objects.exists()


def test_machine_that_fills_in_every_field_subscribes_nobody(client: Client) -> None:
    answer = _post_follow(client, website="https://spam.example.org")

    assert answer.status_code == 302
    assert not Subscription.objects.exists()


def test_following_is_a_post_and_needs_the_token_of_the_page(client: Client) -> None:
    assert client.get(reverse("notifications:follow")).status_code == 405
    assert _post_follow(Client(enforce_csrf_checks=True)).status_code == 403


def test_address_never_confirmed_is_erased_after_seven_days_and_a_confirmed_one_stays() -> None:
    _subscribe("silent@example.org")
    _subscribe("late@example.org")
    _subscribe("confirmed@example.org")
    confirm(Subscription.objects.get(email="confirmed@example.org").pk)
    Subscription.objects.exclude(email="late@example.org").update(asked_at=F("asked_at") - timedelta(days=8))

    erase_old()

    emails = set(Subscription.objects.values_list("email", flat=True))
    assert emails == {"late@example.org", "confirmed@example.org"}
    assert not Delivery.objects.filter(email="silent@example.org").exists()


def test_deliveries_are_erased_after_ninety_days() -> None:
    _subscribe()
    Delivery.objects.update(at=timezone.now() - timedelta(days=91))

    erase_old()

    assert not Delivery.objects.exists()


def test_follow_form_on_a_page_posts_what_the_page_is_about(client: Client) -> None:
    template = engines["django"].from_string(
        '{% include "notifications/follow_form.html" with kind="thing" object_id=7 %}'
    )
    html = template.render({}, RequestFactory().get("/pl/"))

    assert 'name="kind" value="thing"' in html
    assert 'name="object_id" value="7"' in html
    assert "csrfmiddlewaretoken" in html
    assert f'action="{reverse("notifications:follow")}"' in html
