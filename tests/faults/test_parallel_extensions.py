"""Many extend one deadline at once: it moves once, and each of the others learns who was faster."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.services import load_reference_data
from cms.outbox.models import OutboxEntry
from home.calls.models import Call, CallDeadline, DeadlineExtension
from home.calls.refusals import AlreadyExtended
from home.calls.services import extend_deadline
from home.services import ensure_site
from tests.people import person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.faults,
]

WEEK = timedelta(days=7)


@pytest.fixture
def deadline() -> CallDeadline:
    ensure_site()
    load_reference_data()
    now = timezone.now()
    call = Call.objects.create(
        reference="NGO/2026/7", name="Dobre sąsiedztwo", opens_at=now - WEEK, published_at=now - WEEK,
        unit=unit("ngo-policy"),
    )  # fmt: skip
    return CallDeadline.objects.create(call=call, at=now + WEEK)


def at_once(acts: list[Callable[[], DeadlineExtension]]) -> list[DeadlineExtension | AlreadyExtended]:
    """Run the acts in threads of their own, each with its own database connection."""

    def run(act: Callable[[], DeadlineExtension]) -> DeadlineExtension | AlreadyExtended:
        try:
            return act()
        except AlreadyExtended as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def extending(deadline: CallDeadline, actor: User, weeks: int) -> Callable[[], DeadlineExtension]:
    return lambda: extend_deadline(
        deadline_id=deadline.pk, new=deadline.at + weeks * WEEK, reason={"pl": "Prosili o to."}, decision_number="",
        actor=actor, seen=deadline.at,
    )  # fmt: skip


def test_of_several_editors_at_once_one_extends(deadline: CallDeadline) -> None:
    acts = [extending(deadline, person(Role.EDITOR), weeks) for weeks in (1, 2, 3, 4)]
    outcomes = at_once(acts)
    assert sum(isinstance(each, AlreadyExtended) for each in outcomes) == 3
    act = DeadlineExtension.objects.get()
    deadline.refresh_from_db()
    assert deadline.at == act.new
    assert OutboxEntry.objects.filter(topic="call.deadline_extended").count() == 1


def test_one_button_pressed_many_times_at_once_is_one_act(deadline: CallDeadline) -> None:
    editor = person(Role.EDITOR)
    outcomes = at_once([extending(deadline, editor, 1)] * 8)
    act = DeadlineExtension.objects.get()
    assert outcomes == [act] * 8
    assert Call.objects.get().sequence == 1
