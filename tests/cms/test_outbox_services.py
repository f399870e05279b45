from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, sync_groups
from cms.outbox.models import OutboxEntry, State
from cms.outbox.services import record, requeue
from tests.cms.outbox_topics import add_topic, only_entry
from tests.people import person

pytestmark = pytest.mark.django_db


def _dead(topic: str = "a.topic") -> OutboxEntry:
    return OutboxEntry.objects.create(topic=topic, state=State.DEAD, attempts=25, last_error="broken")


def test_effect_recorded_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # The test itself runs in a transaction; a transactional test would flush what the migrations wrote.
    with monkeypatch.context() as outside:
        outside.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(TransactionManagementError, match=r"inside transaction\.atomic"):
            record("a.topic", pk=1)


def test_when_a_transaction_rolls_back_no_row_remains() -> None:
    def change_and_fail() -> None:
        with transaction.atomic():
            record("a.topic", pk=1)
            assert OutboxEntry.objects.count() == 1
            raise KeyError

    with pytest.raises(KeyError):
        change_and_fail()
    assert not OutboxEntry.objects.exists()


def test_row_keeps_what_it_was_given() -> None:
    later = timezone.now() + timedelta(days=3)

    record("a.topic", key="7", due_at=later, pk=7, kinds=["a", "b"])

    entry = only_entry()
    assert (entry.topic, entry.key, entry.due_at) == ("a.topic", "7", later)
    assert entry.payload == {"pk": 7, "kinds": ["a", "b"]}
    assert entry.state == State.PENDING


def test_same_key_of_a_topic_counts_once_even_after_it_is_done() -> None:
    record("a.topic", key="event 7", pk=7)
    OutboxEntry.objects.update(state=State.DONE)
    record("a.topic", key="event 7", pk=7)
    record("another.topic", key="event 7", pk=7)

    assert sorted(OutboxEntry.objects.values_list("topic", flat=True)) == ["a.topic", "another.topic"]


def test_rows_without_a_key_are_all_kept() -> None:
    record("a.topic", pk=7)
    record("a.topic", pk=7)

    assert OutboxEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"topic": ""}, ValueError),
        ({"topic": "x" * 101}, ValueError),
        ({"topic": "a.topic", "key": "k" * 201}, ValueError),
        ({"topic": "a.topic", "due_at": datetime(2026, 3, 1)}, ValueError),
        ({"topic": "a.topic", "pk": object()}, TypeError),
    ],
)
def test_arguments_that_cannot_be_stored_are_refused(arguments: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error), transaction.atomic():
        record(**arguments)  # type: ignore[arg-type]
    assert not OutboxEntry.objects.exists()


def test_payload_that_the_handler_could_not_take_is_refused_when_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refresh(*, pk: int) -> None:
        pass

    add_topic(monkeypatch, "a.topic", refresh)

    with pytest.raises(TypeError, match="pk"):
        record("a.topic", number=7)


def test_requeued_row_starts_from_its_first_attempt_at_once() -> None:
    entry = _dead()
    administrator = _administrator()

    assert requeue([entry.pk], actor=administrator) == 1

    entry.refresh_from_db()
    assert (entry.state, entry.attempts) == (State.PENDING, 0)
    assert entry.due_at <= timezone.now()


def test_only_dead_rows_are_requeued() -> None:
    done = OutboxEntry.objects.create(topic="a.topic", state=State.DONE, done_at=datetime(2026, 3, 1, tzinfo=UTC))

    assert requeue([done.pk], actor=_administrator()) == 0

    done.refresh_from_db()
    assert done.state == State.DONE


def test_person_without_the_permission_cannot_requeue() -> None:
    entry = _dead()

    with pytest.raises(PermissionDenied):
        requeue([entry.pk], actor=person(Role.COORDINATOR))

    entry.refresh_from_db()
    assert entry.state == State.DEAD


def test_operator_requeues_one_topic_and_leaves_the_others() -> None:
    _dead("a.topic")
    _dead("another.topic")

    call_command("requeue_outbox", topic="a.topic")

    assert set(OutboxEntry.objects.values_list("topic", "state")) == {
        ("a.topic", State.PENDING),
        ("another.topic", State.DEAD),
    }


def test_operator_is_told_when_no_dead_row_has_the_topic() -> None:
    with pytest.raises(CommandError, match=r"a\.topic"):
        call_command("requeue_outbox", topic="a.topic")


def _administrator() -> User:
    sync_groups()
    return person(Role.ADMINISTRATOR)
