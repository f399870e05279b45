"""Whoever follows a thing is told of it: once for each address, whatever happens to the worker."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from notifications import handlers
from notifications.models import Subscription
from notifications.services import FAN_OUT_TOPIC, tell_followers
from tests.people import person

pytestmark = pytest.mark.django_db

TOPIC, UNIT = ("topic", 3), ("unit", 4)


@pytest.fixture(autouse=True)
def _one_title(titles: dict[int, str]) -> None:
    titles[1] = "42"


def _follow(target: tuple[str, int], email: str, *, is_confirmed: bool = True) -> Subscription:
    kind, pk = target
    confirmed_at = timezone.now() - timedelta(days=1) if is_confirmed else None
    return Subscription.objects.create(kind=kind, object_id=pk, email=email, language="en", confirmed_at=confirmed_at)


def _tell(*targets: tuple[str, int], key: str = "event 1", besides: Collection[str] = (), urgent: bool = False) -> None:
    tell_followers("test.plain", targets=targets, about=1, key=key, besides=besides, urgent=urgent)


def _told() -> Sequence[str]:
    return [message.to[0] for message in mail.outbox]


def test_whoever_confirmed_is_told_and_nobody_else() -> None:
    _follow(TOPIC, "a@example.org")
    _follow(TOPIC, "unconfirmed@example.org", is_confirmed=False)
    _follow(("topic", 4), "elsewhere@example.org")

    _tell(TOPIC, UNIT)
    drain()

    assert _told() == ["a@example.org"]


def test_telling_is_one_row_however_many_follow() -> None:
    for number in range(20):
        _follow(TOPIC, f"{number}@example.org")

    _tell(TOPIC)

    assert OutboxEntry.objects.get().topic == FAN_OUT_TOPIC


def test_address_that_follows_several_of_the_things_is_told_once() -> None:
    _follow(TOPIC, "a@example.org")
    _follow(UNIT, "a@example.org")

    _tell(TOPIC, UNIT)
    _tell(TOPIC, UNIT)
    drain()

    assert _told() == ["a@example.org"]


def test_address_told_another_way_is_left_out_whatever_its_case() -> None:
    author = person()
    author.email = "Author@example.org"
    author.save()
    _follow(TOPIC, "author@example.org")
    _follow(TOPIC, "a@example.org")

    _tell(TOPIC, besides=[f"user:{author.pk}"])
    drain()

    assert _told() == ["a@example.org"]


def test_followers_are_told_batch_by_batch_none_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "FAN_OUT_BATCH", 3)
    for number in range(7):
        _follow(TOPIC, f"{number}@example.org")
        _follow(UNIT, f"{number}@example.org")

    _tell(TOPIC, UNIT)
    drain()

    assert sorted(_told()) == [f"{number}@example.org" for number in range(7)]


def test_nobody_is_told_of_what_was_rolled_back() -> None:
    _follow(TOPIC, "a@example.org")
    with transaction.atomic():
        _tell(TOPIC)
        transaction.set_rollback(True)

    drain()

    assert _told() == []


def test_payload_of_telling_holds_no_address() -> None:
    author = person()
    _tell(TOPIC, besides=[f"user:{author.pk}"])

    assert "@" not in str(OutboxEntry.objects.get().payload)


def test_kind_key_and_recipients_must_be_such() -> None:
    with pytest.raises(ValueError, match="kind"):
        _tell(TOPIC, key="")
    with pytest.raises(ValueError, match="addressee"):
        _tell(TOPIC, besides=["someone@example.org"])
