"""Many correct the results of one call at once: one list holds, and each of the others learns who was faster."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.services import load_reference_data
from cms.outbox.models import OutboxEntry
from home.calls.models import Call, CallDeadline, CallResult, ResultsCorrection
from home.calls.refusals import AlreadyCorrected
from home.calls.services import correct_results, publish_results
from home.services import ensure_site
from tests.people import person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.faults,
]

WEEK = timedelta(days=7)


def row(amount: int) -> CallResult:
    return CallResult(position=1, organisation="Fundacja A", title="Kino", outcome="awarded", amount=amount)


@pytest.fixture
def call() -> Call:
    ensure_site()
    load_reference_data()
    now = timezone.now()
    call = Call.objects.create(
        reference="NGO/2026/7", name="Dobre sąsiedztwo", opens_at=now - 2 * WEEK, published_at=now - 2 * WEEK,
        unit=unit("ngo-policy"),
    )  # fmt: skip
    CallDeadline.objects.create(call=call, at=now - WEEK)
    publish_results(call_id=call.pk, results=[row(100)], file_id=None, actor=person(Role.EDITOR))
    return call


def test_of_several_editors_at_once_one_corrects(call: Call) -> None:
    def correct(actor: User, amount: int) -> bool:
        try:
            correct_results(
                call_id=call.pk, results=[row(amount)], file_id=None, reason={"pl": "Pomyłka."}, actor=actor, seen=0
            )
        except AlreadyCorrected:
            return False
        finally:
            connection.close()
        return True

    editors = [person(Role.EDITOR) for _number in range(4)]
    with ThreadPoolExecutor(len(editors)) as pool:
        outcomes = list(pool.map(correct, editors, range(201, 205)))
    assert sorted(outcomes) == [False, False, False, True]
    correction = ResultsCorrection.objects.get()
    assert call.results.current().get().amount > 200
    assert correction.replaced.get().amount == 100
    assert OutboxEntry.objects.filter(topic="call.results_corrected").count() == 1
