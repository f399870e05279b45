"""The state of a call is the clock's, until somebody evaluates, resolves or cancels it."""

from datetime import UTC, datetime, timedelta

import pytest

from home.calls.models import Call, CallDeadline, State
from home.calls.models.call import CLOSING_SOON
from tests.home.calls.conftest import MakeCall

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 9, 1, 8, tzinfo=UTC)
CLOSES = datetime(2026, 10, 26, 14, 30, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
SOON = CLOSES - CLOSING_SOON


@pytest.fixture
def call(make_call: MakeCall) -> Call:
    return make_call(opens_at=OPENS, closes=CLOSES)


def state(call: Call, now: datetime) -> str:
    return Call.objects.with_state(now).get(pk=call.pk).state


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - MOMENT, State.PLANNED),
        (OPENS, State.OPEN),
        (SOON - MOMENT, State.OPEN),
        (SOON, State.CLOSING_SOON),
        (CLOSES - MOMENT, State.CLOSING_SOON),
        (CLOSES, State.CLOSED),
    ],
)
def test_clock_moves_a_call_at_its_very_moments(call: Call, now: datetime, expected: State) -> None:
    assert state(call, now) == expected


@pytest.mark.parametrize(
    ("field", "reached"),
    [
        ("evaluation_began_at", State.IN_EVALUATION),
        ("resolved_at", State.RESOLVED),
        ("cancelled_at", State.CANCELLED),
    ],
)
def test_act_counts_from_its_moment_on(call: Call, field: str, reached: State) -> None:
    then = CLOSES + timedelta(days=1)
    Call.objects.filter(pk=call.pk).update(**{field: then})
    assert state(call, then - MOMENT) == State.CLOSED
    assert state(call, then) == reached


def test_later_acts_win_over_earlier_ones(call: Call) -> None:
    then = CLOSES + timedelta(days=1)
    Call.objects.filter(pk=call.pk).update(evaluation_began_at=then, resolved_at=then)
    assert state(call, then) == State.RESOLVED
    Call.objects.filter(pk=call.pk).update(resolved_at=None, cancelled_at=then)
    assert state(call, then) == State.CANCELLED


def test_planned_call_that_is_cancelled_is_cancelled(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(cancelled_at=OPENS - timedelta(days=2))
    assert state(call, OPENS - timedelta(days=1)) == State.CANCELLED


def test_last_submission_deadline_closes_the_call(call: Call) -> None:
    CallDeadline.objects.create(call=call, at=CLOSES + timedelta(days=30))
    assert state(call, CLOSES) == State.OPEN
    assert Call.objects.with_closing().get().closes_at == CLOSES + timedelta(days=30)


def test_confirmation_and_report_keep_no_call_open(call: Call) -> None:
    for kind in (CallDeadline.Kind.CONFIRMATION, CallDeadline.Kind.REPORT):
        CallDeadline.objects.create(call=call, kind=kind, at=CLOSES + timedelta(days=30))
    assert state(call, CLOSES) == State.CLOSED
    assert Call.objects.with_closing().get().closes_at == CLOSES


def test_call_without_a_submission_deadline_stays_open(call: Call) -> None:
    CallDeadline.objects.all().delete()
    assert state(call, CLOSES + timedelta(days=900)) == State.OPEN


def test_hour_of_closing_is_the_citys_across_the_end_of_summer_time(make_call: MakeCall) -> None:
    # 15:30 by the clock in the city: UTC+1 from 25 October 2026 on, UTC+2 the day before.
    before = make_call(opens_at=OPENS, closes=datetime.fromisoformat("2026-10-24T15:30+02:00"))
    after = make_call(opens_at=OPENS, closes=datetime.fromisoformat("2026-10-25T15:30+01:00"))
    for call, moment in ((before, datetime(2026, 10, 24, 13, 30, tzinfo=UTC)), (after, CLOSES - timedelta(days=1))):
        assert state(call, moment - MOMENT) == State.CLOSING_SOON
        assert state(call, moment) == State.CLOSED


def test_states_of_a_list_cost_one_query(make_call: MakeCall, django_assert_num_queries: object) -> None:
    for _number in range(5):
        make_call()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert {call.state for call in Call.objects.with_state()} == {State.OPEN}
