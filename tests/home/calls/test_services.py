"""How a call becomes public, is evaluated, resolved or cancelled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from home.calls.models import Call, CallDeadline, CallResult
from home.calls.queries import public_calls
from home.calls.refusals import CallRefused, FaultyResults
from home.calls.services import (
    begin_evaluation,
    cancel_call,
    note_edit,
    override_short_notice,
    publish_call,
    publish_results,
)
from home.services import publish_page
from tests.clock import freeze_time
from tests.home.calls.conftest import MakeCall, MakePage
from tests.people import person

pytestmark = pytest.mark.django_db

AWARDED, RESERVE = CallResult.Outcome.AWARDED, CallResult.Outcome.RESERVE
WHY = {"pl": "Rada Miasta zmieniła budżet."}


def row(position: int = 1, **fields: Any) -> CallResult:
    values = {"organisation": "Fundacja Przykładowa", "title": "Ogród na dachu", "outcome": AWARDED, "amount": 9000}
    return CallResult(position=position, **values | fields)


def told(topic: str) -> list[dict[str, Any]]:
    return list(OutboxEntry.objects.filter(topic=topic).values_list("payload", flat=True))


@pytest.fixture
def call(public_call: Callable[..., Call]) -> Call:
    return public_call()


@pytest.fixture
def closed(public_call: Callable[..., Call]) -> Call:
    return public_call(opens_at=timezone.now() - timedelta(days=60), closes=timezone.now() - timedelta(days=1))


def test_call_is_public_with_its_page_and_only_then(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = make_call()
    page = make_page(call, live=False)
    assert not public_calls().exists()
    publish_page(page, actor=editor)
    call.refresh_from_db()
    assert call.published_at is not None
    assert public_calls().get() == call
    assert told("call.published") == [{"call_id": call.pk}]


def test_second_publication_changes_nothing(
    call: Call, editor: User, make_page: MakePage, django_assert_num_queries: object
) -> None:
    assert publish_call(call_id=call.pk, actor=editor) is False
    again = Call.objects.get()
    assert (again.published_at, again.sequence) == (call.published_at, call.sequence)
    assert len(told("call.published")) == 1


def test_publishing_a_translation_publishes_no_call(
    make_call: MakeCall, make_page: MakePage, translate: Callable[..., object]
) -> None:
    page = make_page(make_call())
    before = Call.objects.get()
    translate(page, "uk")
    assert Call.objects.get().published_at == before.published_at
    assert len(told("call.published")) == 1


def test_evaluation_begins_after_the_deadline_only(call: Call, closed: Call, clerk: User) -> None:
    with pytest.raises(CallRefused):
        begin_evaluation(call_id=call.pk, actor=clerk)
    begin_evaluation(call_id=closed.pk, actor=clerk)
    assert Call.objects.with_state().get(pk=closed.pk).state == "in_evaluation"
    with pytest.raises(CallRefused):
        begin_evaluation(call_id=closed.pk, actor=clerk)


def test_results_become_public_all_at_once(closed: Call, clerk: User) -> None:
    rows = [row(1), row(2, outcome=RESERVE, amount=None)]
    publish_results(call_id=closed.pk, results=rows, file_id=None, actor=clerk)
    done = Call.objects.with_state().get()
    assert (done.state, done.sequence) == ("resolved", closed.sequence + 1)
    assert list(done.results.values_list("position", "outcome")) == [(1, AWARDED), (2, RESERVE)]
    assert told("call.results_published") == [{"call_id": closed.pk}]


def test_results_wait_until_offers_are_no_longer_taken(call: Call, clerk: User) -> None:
    with pytest.raises(CallRefused):
        publish_results(call_id=call.pk, results=[row()], file_id=None, actor=clerk)
    assert not CallResult.objects.exists()


def test_call_that_takes_offers_always_may_have_results_any_time(call: Call, clerk: User) -> None:
    CallDeadline.objects.all().delete()
    publish_results(call_id=call.pk, results=[row()], file_id=None, actor=clerk)
    assert Call.objects.with_state().get().state == "resolved"


def test_results_are_published_once(closed: Call, clerk: User) -> None:
    publish_results(call_id=closed.pk, results=[row()], file_id=None, actor=clerk)
    with pytest.raises(CallRefused):
        publish_results(call_id=closed.pk, results=[row()], file_id=None, actor=clerk)
    assert CallResult.objects.count() == 1
    assert len(told("call.results_published")) == 1


def test_every_faulty_row_is_named_and_nothing_is_published(closed: Call, clerk: User) -> None:
    rows = [
        row(1),
        row(1),
        row(3, organisation=""),
        row(4, amount=None),
        row(5, outcome=RESERVE),
        row(6, amount=-5),
    ]
    with pytest.raises(FaultyResults) as refusal:
        publish_results(call_id=closed.pk, results=rows, file_id=None, actor=clerk)
    assert [number for number, _texts in refusal.value.rows] == [2, 3, 4, 5, 6]
    assert not CallResult.objects.exists()
    assert Call.objects.get().resolved_at is None


def test_results_without_rows_and_file_are_refused(closed: Call, clerk: User) -> None:
    with pytest.raises(ValidationError):
        publish_results(call_id=closed.pk, results=[], file_id=None, actor=clerk)


def test_cancelled_call_says_why_and_stays_public(call: Call, clerk: User) -> None:
    cancel_call(call_id=call.pk, reason=WHY, actor=clerk)
    done = public_calls().with_state().get()
    assert (done.state, done.cancellation_reason) == ("cancelled", WHY)
    assert done.sequence == call.sequence + 1
    assert told("call.cancelled") == [{"call_id": call.pk}]


def test_cancelling_needs_a_reason(call: Call, clerk: User) -> None:
    with pytest.raises(ValidationError):
        cancel_call(call_id=call.pk, reason={"pl": " "}, actor=clerk)
    assert Call.objects.get().cancelled_at is None


def test_call_is_cancelled_once_and_not_after_its_results(call: Call, closed: Call, clerk: User) -> None:
    cancel_call(call_id=call.pk, reason=WHY, actor=clerk)
    publish_results(call_id=closed.pk, results=[row()], file_id=None, actor=clerk)
    for each in (call, closed):
        with pytest.raises(CallRefused):
            cancel_call(call_id=each.pk, reason=WHY, actor=clerk)


def test_call_that_nobody_has_seen_is_not_cancelled(make_call: MakeCall, clerk: User) -> None:
    with pytest.raises(CallRefused):
        cancel_call(call_id=make_call().pk, reason=WHY, actor=clerk)


def test_shorter_notice_is_decided_by_somebody_else_than_the_editor(make_call: MakeCall, clerk: User) -> None:
    call = make_call()
    with pytest.raises(PermissionDenied):
        override_short_notice(call_id=call.pk, reason="Powódź.", actor=clerk)
    coordinator = person(Role.COORDINATOR)
    with pytest.raises(ValidationError):
        override_short_notice(call_id=call.pk, reason=" ", actor=coordinator)
    override_short_notice(call_id=call.pk, reason="Powódź.", actor=coordinator)
    call.refresh_from_db()
    assert (call.short_notice_reason, call.short_notice_by) == ("Powódź.", coordinator)
    assert call.short_notice_at is not None


def test_notice_of_a_public_call_is_not_decided_afterwards(call: Call) -> None:
    with pytest.raises(CallRefused):
        override_short_notice(call_id=call.pk, reason="Powódź.", actor=person(Role.COORDINATOR))


def test_decision_falls_with_the_dates_it_was_made_for(make_call: MakeCall, clerk: User) -> None:
    call = make_call()
    override_short_notice(call_id=call.pk, reason="Powódź.", actor=person(Role.COORDINATOR))
    note_edit(call_id=call.pk, actor=clerk, drops_override=True)
    call.refresh_from_db()
    assert (call.short_notice_reason, call.short_notice_by) == ("", None)


@pytest.mark.parametrize("act", [begin_evaluation, cancel_call, publish_results])
def test_others_do_not_act(closed: Call, act: Callable[..., Call]) -> None:
    details: dict[str, Any] = {
        begin_evaluation: {},
        cancel_call: {"reason": WHY},
        publish_results: {"results": [row()], "file_id": None},
    }[act]
    with pytest.raises(PermissionDenied):
        act(call_id=closed.pk, actor=person(Role.MODERATOR), **details)


def test_every_act_is_a_row_of_the_history_with_its_person(closed: Call, clerk: User) -> None:
    with freeze_time(timezone.now() + timedelta(hours=1)):
        begin_evaluation(call_id=closed.pk, actor=clerk)
    with freeze_time(timezone.now() + timedelta(hours=2)):
        publish_results(call_id=closed.pk, results=[row()], file_id=None, actor=clerk)
    reasons = list(Call.history.filter(id=closed.pk).values_list("history_change_reason", "history_user"))
    assert reasons[:2] == [("call.results_published", clerk.pk), ("call.evaluation_began", clerk.pk)]
