from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from accounts.models import User
from cms.outbox import claims, registry
from cms.outbox.failures import FIRST_DELAY, LONGEST_DELAY, MAX_ATTEMPTS, GiveUp, NotNow, delay
from cms.outbox.models import OutboxEntry, State
from cms.outbox.services import record
from cms.outbox.stopping import StopRequest
from cms.outbox.worker import drain
from tests.cms.outbox_topics import add_topic, only_entry

pytestmark = pytest.mark.django_db


def _fail(**payload: object) -> None:
    raise RuntimeError("out of order")


def _collect(into: list[object]) -> Callable[..., None]:
    def note(*, number: int) -> None:
        into.append(number)

    return note


def _all_due() -> None:
    OutboxEntry.objects.filter(state=State.PENDING).update(due_at=timezone.now() - timedelta(seconds=1))


def test_due_rows_run_in_order_with_their_payload(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    add_topic(monkeypatch, "a.topic", _collect(seen))
    for number in range(25):
        record("a.topic", number=number)

    assert drain() == 25

    assert seen == list(range(25))
    assert set(OutboxEntry.objects.values_list("state", flat=True)) == {State.DONE}


def test_row_of_the_future_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    add_topic(monkeypatch, "a.topic", _collect(seen))
    record("a.topic", due_at=timezone.now() + timedelta(hours=1), number=1)

    assert drain() == 0
    assert seen == []


def test_failed_row_waits_longer_each_time_and_keeps_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    add_topic(monkeypatch, "a.topic", _fail)
    record("a.topic")
    waits = []
    for _attempt in range(4):
        _all_due()
        drain()
        waits.append(only_entry().due_at - timezone.now())

    assert only_entry().last_error == "RuntimeError: out of order"
    for wait, seconds in zip(waits, (30, 120, 480, 1920), strict=True):
        assert timedelta(seconds=seconds - 5) < wait < timedelta(seconds=seconds * 1.1 + 1)


def test_waits_reach_six_hours_and_add_up_to_about_five_days() -> None:
    waits = [delay(attempts) for attempts in range(1, MAX_ATTEMPTS)]

    assert waits[0] == FIRST_DELAY
    assert max(waits) == waits[-1] == LONGEST_DELAY
    assert timedelta(days=4.5) < sum(waits, timedelta()) < timedelta(days=5.5)


def test_row_is_dead_after_its_last_attempt_with_the_error_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    add_topic(monkeypatch, "a.topic", _fail, attempts=2)
    record("a.topic")

    drain()
    assert only_entry().state == State.PENDING
    _all_due()
    drain()

    assert only_entry().state == State.DEAD
    assert only_entry().last_error == "RuntimeError: out of order"


def test_row_that_cannot_be_helped_is_dead_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up() -> None:
        raise GiveUp("the address does not exist")

    add_topic(monkeypatch, "a.topic", give_up)
    record("a.topic")

    drain()

    assert (only_entry().state, only_entry().last_error) == (State.DEAD, "the address does not exist")


def test_row_waits_for_what_is_away_and_never_dies_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_now() -> None:
        raise NotNow("the engine is away", timedelta(seconds=20))

    add_topic(monkeypatch, "a.topic", not_now, attempts=1)
    record("a.topic")

    for _attempt in range(3):
        OutboxEntry.objects.update(due_at=timezone.now())
        drain()

    entry = only_entry()
    assert (entry.state, entry.attempts, entry.last_error) == (State.PENDING, 0, "the engine is away")
    assert timedelta(seconds=19) < entry.due_at - timezone.now() < timedelta(seconds=23)


def test_rows_that_wait_for_one_moment_come_back_together_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    moment = timezone.now() + timedelta(seconds=20)

    def not_now(*, number: int) -> None:
        seen.append(number)
        raise NotNow("the engine is away", moment)

    add_topic(monkeypatch, "a.topic", not_now)
    for number in range(5):
        record("a.topic", number=number)
    drain()
    assert set(OutboxEntry.objects.values_list("due_at", flat=True)) == {moment}

    OutboxEntry.objects.update(due_at=timezone.now())
    drain()
    assert seen == [0, 1, 2, 3, 4] * 2


def test_handler_is_told_when_its_last_attempt_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def fail(*, number: int) -> None:
        raise RuntimeError("out of order")

    add_topic(monkeypatch, "a.topic", fail, attempts=2, given_up=_collect(seen))
    record("a.topic", number=7)
    drain()
    assert seen == []
    _all_due()
    drain()
    assert seen == [7]
    assert only_entry().state == State.DEAD


def test_worker_rests_when_nothing_is_due_even_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[int] = []
    monkeypatch.setattr(registry, "_rests", [lambda: rests.append(1)])
    add_topic(monkeypatch, "a.topic", _fail)
    record("a.topic")
    drain()
    drain()
    assert rests == [1, 1]


def test_unknown_topic_is_dead_and_says_so() -> None:
    record("nobody.knows", pk=1)

    drain()

    assert only_entry().state == State.DEAD
    assert only_entry().last_error == "No installed app handles the topic 'nobody.knows'."


def test_requeued_row_has_its_effect_once_the_cause_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    record("a.topic", number=3)
    drain()
    add_topic(monkeypatch, "a.topic", _collect(seen))

    call_command("requeue_outbox", all=True)
    drain()

    assert seen == [3]
    assert only_entry().state == State.DONE


def test_failing_atomic_handler_leaves_no_half_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    def half() -> None:
        User.objects.create(email="half@example.org")
        raise RuntimeError

    add_topic(monkeypatch, "a.topic", half, atomic=True)
    OutboxEntry.objects.create(topic="a.topic")

    drain()

    assert not User.objects.filter(email="half@example.org").exists()
    assert (only_entry().state, only_entry().attempts) == (State.PENDING, 1)


def test_atomic_effect_is_undone_when_another_worker_took_the_row_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow() -> None:
        User.objects.create(email="slow@example.org")
        OutboxEntry.objects.update(leased_by="another worker")

    add_topic(monkeypatch, "a.topic", slow, atomic=True)
    OutboxEntry.objects.create(topic="a.topic")

    drain(batch=1)

    assert not User.objects.filter(email="slow@example.org").exists()


def test_row_under_lease_is_nobody_elses() -> None:
    record("a.topic")

    assert len(claims.claim("first", 10)) == 1
    assert claims.claim("second", 10) == []


def test_row_whose_lease_ran_out_is_taken_over_and_the_first_worker_may_not_finish_it() -> None:
    record("a.topic")
    [first] = claims.claim("first", 10)
    OutboxEntry.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    [second] = claims.claim("second", 10)

    assert second.pk == first.pk
    with pytest.raises(claims.LeaseLost):
        claims.finish(first)


def test_row_that_may_have_killed_its_worker_comes_last_and_alone() -> None:
    for _suspect in range(2):
        OutboxEntry.objects.create(
            topic="suspect", state=State.LEASED, attempts=1, lease_until=timezone.now() - timedelta(seconds=1)
        )
    record("a.topic")

    assert [entry.topic for entry in claims.claim("worker", 10)] == ["a.topic", "suspect"]


def test_stop_gives_the_rows_not_begun_back(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = StopRequest()

    def ask_to_stop() -> None:
        stop.requested = True

    add_topic(monkeypatch, "a.topic", ask_to_stop)
    for _row in range(3):
        record("a.topic")

    assert drain(stop=stop) == 1

    assert sorted(OutboxEntry.objects.values_list("state", "attempts")) == [
        (State.DONE, 1),
        (State.PENDING, 0),
        (State.PENDING, 0),
    ]


def test_handler_starts_in_the_source_language_and_its_language_does_not_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    def speak() -> None:
        seen.append(translation.get_language())
        translation.activate("uk")

    add_topic(monkeypatch, "a.topic", speak)
    record("a.topic")
    record("a.topic")
    with translation.override("en"):
        drain()

    assert seen == ["pl", "pl"]


@pytest.mark.parametrize("rows", ["0", "-1", "many", "1001"])
def test_worker_refuses_a_senseless_batch(rows: str) -> None:
    with pytest.raises(CommandError, match="whole number from 1 to 1000"):
        call_command("worker", "--once", "--batch", rows)
