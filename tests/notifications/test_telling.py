"""Whoever follows a thing is told of it: once for each address, whatever happens to the worker."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from cms.outbox.models import OutboxEntry, State
from cms.outbox.worker import drain
from notifications import fan_out, registry
from notifications.models import DigestItem, Rhythm, Subscription
from notifications.registry import Entry, EntryKind
from notifications.services import FAN_OUT_TOPIC, tell_followers, unsubscribe
from tests.people import person

pytestmark = pytest.mark.django_db

TOPIC, UNIT = ("topic", 3), ("unit", 4)


@pytest.fixture(autouse=True)
def _one_title(titles: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    titles[1] = "42"
    told = EntryKind(lambda about, addressee: Entry("Thing", "https://example.org/", "News"), "")
    monkeypatch.setitem(registry._entries, "test.plain", told)


def _follow(
    target: tuple[str, int], email: str, *, is_confirmed: bool = True, rhythm: str = Rhythm.AT_ONCE
) -> Subscription:
    kind, pk = target
    confirmed_at = timezone.now() - timedelta(days=1) if is_confirmed else None
    return Subscription.objects.create(
        kind=kind, object_id=pk, email=email, language="en", confirmed_at=confirmed_at, rhythm=rhythm
    )


def _tell(
    *targets: tuple[str, int],
    kind: str = "test.plain",
    key: str = "event 1",
    besides: Collection[str] = (),
    urgent: bool = False,
) -> None:
    tell_followers(kind, targets=targets, about=1, key=key, besides=besides, urgent=urgent)


def _told() -> Sequence[str]:
    return [message.to[0] for message in mail.outbox]


def _noted() -> list[str]:
    return list(DigestItem.objects.order_by("pk").values_list("follower__email", flat=True))


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

    with CaptureQueriesContext(connection) as many:
        _tell(TOPIC)

    assert OutboxEntry.objects.get().topic == FAN_OUT_TOPIC
    assert len(many) == 1


def test_address_that_follows_several_of_the_things_is_told_once() -> None:
    _follow(TOPIC, "a@example.org")
    _follow(UNIT, "A@example.org")

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


@pytest.mark.parametrize("at_once", [1, 3, 7, 8])
def test_followers_are_told_batch_by_batch_none_left_out(settings: Settings, at_once: int) -> None:
    settings.FOLLOWERS_AT_ONCE = at_once
    for number in range(7):
        _follow(TOPIC, f"{number}@example.org")
        _follow(UNIT, f"{number}@example.org")

    _tell(TOPIC, UNIT)
    drain()

    assert sorted(_told()) == [f"{number}@example.org" for number in range(7)]


def test_worker_that_dies_in_a_batch_leaves_nobody_out_and_tells_nobody_twice(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FOLLOWERS_AT_ONCE = 3
    for number in range(7):
        _follow(TOPIC, f"{number}@example.org", rhythm=Rhythm.DAILY if number % 2 else Rhythm.AT_ONCE)
    healthy, calls = fan_out.send_all_later, []

    def dying(kind: str, **what: object) -> None:
        healthy(kind, **what)
        calls.append(kind)
        if len(calls) == 2:
            raise RuntimeError("killed")

    monkeypatch.setattr(fan_out, "send_all_later", dying)
    _tell(TOPIC)
    drain()
    assert _told() == ["0@example.org", "2@example.org"]
    OutboxEntry.objects.filter(state=State.PENDING).update(due_at=timezone.now())
    drain()

    assert sorted(_told()) == ["0@example.org", "2@example.org", "4@example.org", "6@example.org"]
    assert _noted() == ["1@example.org", "3@example.org", "5@example.org"]


def test_who_stopped_before_their_turn_is_not_told(settings: Settings) -> None:
    _follow(TOPIC, "a@example.org")
    leaving = _follow(TOPIC, "b@example.org")
    _tell(TOPIC)
    unsubscribe(leaving.pk)

    drain()

    assert _told() == ["a@example.org"]


def test_who_chose_a_digest_is_not_told_at_once_but_noted_once() -> None:
    _follow(TOPIC, "daily@example.org", rhythm=Rhythm.DAILY)
    _follow(UNIT, "daily@example.org", rhythm=Rhythm.WEEKLY)
    _follow(TOPIC, "weekly@example.org", rhythm=Rhythm.WEEKLY)

    _tell(TOPIC, UNIT)
    drain()
    _tell(TOPIC, UNIT)
    OutboxEntry.objects.all().delete()
    _tell(TOPIC, UNIT)
    drain()

    assert _told() == []
    assert _noted() == ["daily@example.org", "weekly@example.org"]


def test_the_soonest_rhythm_counts_for_an_address_that_follows_in_several() -> None:
    _follow(TOPIC, "a@example.org", rhythm=Rhythm.WEEKLY)
    _follow(UNIT, "a@example.org", rhythm=Rhythm.AT_ONCE)
    _follow(TOPIC, "b@example.org", rhythm=Rhythm.WEEKLY)
    daily = _follow(UNIT, "b@example.org", rhythm=Rhythm.DAILY)

    _tell(TOPIC, UNIT)
    drain()

    assert _told() == ["a@example.org"]
    assert DigestItem.objects.get().subscription == daily


def test_what_is_urgent_goes_at_once_whatever_was_chosen() -> None:
    _follow(TOPIC, "daily@example.org", rhythm=Rhythm.DAILY)
    _follow(TOPIC, "weekly@example.org", rhythm=Rhythm.WEEKLY)

    _tell(TOPIC, urgent=True)
    drain()

    assert _told() == ["daily@example.org", "weekly@example.org"]
    assert _noted() == []


def test_what_cannot_be_said_in_a_digest_goes_at_once() -> None:
    _follow(TOPIC, "daily@example.org", rhythm=Rhythm.DAILY)

    _tell(TOPIC, kind="test.letter")
    drain()

    assert _told() == ["daily@example.org"]


def test_a_batch_takes_the_same_number_of_queries_for_few_and_for_many() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            fan_out.tell_batch(
                "test.plain", targets=[TOPIC, UNIT], about=1, event="event 1", urgent=False, besides=[], after=0
            )
        return len(captured)

    def grow(numbers: range) -> None:
        for number in numbers:
            rhythm = Rhythm.WEEKLY if number % 2 else Rhythm.AT_ONCE
            _follow(TOPIC, f"{number}@example.org", rhythm=rhythm)

    grow(range(2))
    few = queries()
    grow(range(2, 60))
    assert queries() == few


def test_nobody_is_told_of_what_was_rolled_back() -> None:
    _follow(TOPIC, "a@example.org")
    with transaction.atomic():
        _tell(TOPIC)
        transaction.set_rollback(True)

    drain()

    assert _told() == []


def test_payload_of_telling_holds_no_address(settings: Settings) -> None:
    settings.FOLLOWERS_AT_ONCE = 1
    author = person()
    for number in range(3):
        _follow(TOPIC, f"{number}@example.org")
    _tell(TOPIC, besides=[f"user:{author.pk}"])
    drain()

    assert OutboxEntry.objects.count() > 4
    assert not any("@" in str(entry.payload) + entry.key for entry in OutboxEntry.objects.all())


def test_kind_key_and_recipients_must_be_such() -> None:
    with pytest.raises(ValueError, match="kind"):
        _tell(TOPIC, key="")
    with pytest.raises(ValueError, match="addressee"):
        _tell(TOPIC, besides=["someone@example.org"])


def test_nothing_is_recorded_when_nothing_can_be_followed() -> None:
    _tell()

    assert not OutboxEntry.objects.exists()
