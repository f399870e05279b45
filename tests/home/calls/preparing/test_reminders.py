"""Reminders follow the deadline: each stage at most once for each moment, none too late, none for a cancelled call."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from cms.outbox.worker import drain
from home.calls.models import Call
from home.calls.preparing.clock import STAGES, days_left, stage_of
from home.calls.preparing.models import CallPreparation, CallReminder
from home.calls.preparing.services import REMINDER, remind_of_deadlines, save_preparation
from home.calls.services import cancel_call, extend_deadline
from notifications.models import Delivery, Subscription
from tests.clock import freeze_time
from tests.people import organisation

from .conftest import Cast

CITY = ZoneInfo("Europe/Warsaw")
HOUR = timedelta(hours=1)

# Weeks around both clock changes of 2026, and some ordinary ones.


def _between(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    return st.datetimes(first, last).map(lambda moment: moment.replace(tzinfo=CITY))


_starts = _between(datetime(2026, 3, 15), datetime(2026, 11, 10))
_around_a_change = _between(datetime(2026, 3, 20), datetime(2026, 4, 6)) | _between(
    datetime(2026, 10, 16), datetime(2026, 11, 2)
)
_extensions = st.lists(
    st.tuples(st.integers(min_value=1, max_value=24 * 20), st.integers(min_value=1, max_value=24 * 20)), max_size=4
)


def _told(deadline: datetime, history: list[tuple[int, int]], cancelled_after: int | None) -> Iterator[tuple]:
    """Let the clock run hour by hour, extend now and then as the history says, and yield what is told when.

    The history says after how many hours an extension is decided, and by how many hours it moves the deadline.
    """
    now = (deadline - timedelta(days=15)).astimezone(ZoneInfo("UTC"))
    began, at, done = now, deadline.astimezone(ZoneInfo("UTC")), set()
    acts = {
        began + HOUR * sum(after for after, _by in history[: index + 1]): by for index, (_, by) in enumerate(history)
    }
    while now < at + timedelta(days=1) or any(moment > now for moment in acts):
        if now in acts and now < at:
            at += HOUR * acts[now]
        if cancelled_after is not None and now >= began + HOUR * cancelled_after:
            return
        stage = stage_of(at, now)
        if stage is not None and (at, stage) not in done:
            done.add((at, stage))
            yield at, stage, now
        now += HOUR


@settings(deadline=None)
@given(deadline=st.one_of(_starts, _around_a_change), history=_extensions)
def test_each_stage_is_told_once_per_moment_in_order_and_never_after_it(
    deadline: datetime, history: list[tuple[int, int]]
) -> None:
    told = list(_told(deadline, history, None))

    assert len({(at, stage) for at, stage, _now in told}) == len(told)
    for at, stage, now in told:
        assert now < at
        assert 0 <= days_left(at, now) <= stage
    for moment in {at for at, _stage, _now in told}:
        stages = [stage for at, stage, _now in told if at == moment]
        assert stages == sorted(stages, reverse=True)


@settings(deadline=None)
@given(deadline=st.one_of(_starts, _around_a_change))
def test_deadline_that_stays_is_told_at_every_stage_on_the_right_day_whatever_the_clock_does(
    deadline: datetime,
) -> None:
    told = list(_told(deadline, [], None))

    assert [stage for _at, stage, _now in told] == list(STAGES)
    for at, stage, now in told:
        local, today = at.astimezone(CITY), now.astimezone(CITY)
        assert (local.date() - today.date()).days == stage
        assert today.hour == 0, "the stage begins with its day"


@settings(deadline=None)
@given(deadline=_starts, history=_extensions, hours=st.integers(min_value=0, max_value=24 * 40))
def test_nothing_is_told_of_what_was_cancelled_before(
    deadline: datetime, history: list[tuple[int, int]], hours: int
) -> None:
    began = deadline - timedelta(days=15)

    assert all(now < began + HOUR * hours for _at, _stage, now in _told(deadline, history, hours))


NOON = datetime(2026, 3, 30, 12, 0, tzinfo=CITY)  # the clock changed the day before


@pytest.fixture
def near(public_call: Callable[..., Call], begin: Callable[..., CallPreparation]) -> CallPreparation:
    """Prepare an offer for a call that closes on Monday at noon, right after the clock change."""
    with freeze_time(NOON - timedelta(days=20)):
        preparation = begin(public_call(closes=NOON))
        drain()
        return preparation


def _run_at(moment: datetime) -> list[str]:
    """Let the job and the worker run at a moment; return who was written to."""
    mail.outbox.clear()
    with freeze_time(moment):
        remind_of_deadlines()
        drain()
        remind_of_deadlines()
        drain()
    return sorted(message.to[0] for message in mail.outbox if message.extra_headers.get("Message-ID"))


def _on(days: int, hour: int = 9) -> datetime:
    return (NOON - timedelta(days=days)).replace(hour=hour)


def _follow(call: Call, email: str) -> None:
    Subscription.objects.create(kind="call", object_id=call.pk, email=email, language="en", confirmed_at=timezone.now())


@pytest.mark.django_db
def test_writers_are_reminded_seven_three_and_one_day_before(near: CallPreparation, cast: Cast) -> None:
    writers = sorted([cast.owner.email, cast.editor.email])

    told = {days: _run_at(_on(days)) for days in (8, 7, 6, 4, 3, 2, 1, 0)}

    assert {days for days, who in told.items() if who} == set(STAGES)
    assert all(told[stage] == writers for stage in STAGES)
    assert _run_at(NOON + HOUR) == []


@pytest.mark.django_db
def test_followers_are_reminded_once_and_nobody_twice(near: CallPreparation, cast: Cast) -> None:
    _follow(near.call, "reader@example.org")
    _follow(near.call, cast.owner.email)
    writers = {cast.owner.email, cast.editor.email}

    told = [_run_at(_on(days)) for days in STAGES]

    assert told == [sorted(writers), sorted({*writers, "reader@example.org"}), sorted(writers)]


@pytest.mark.django_db
def test_followers_hear_of_it_even_where_the_third_day_was_missed(near: CallPreparation) -> None:
    _follow(near.call, "reader@example.org")

    assert "reader@example.org" in _run_at(_on(1))


@pytest.mark.django_db
def test_extension_begins_the_stages_anew_and_old_reminders_fall_silent(
    near: CallPreparation, cast: Cast, clerk: User
) -> None:
    assert _run_at(_on(3))
    with freeze_time(_on(1)):
        remind_of_deadlines()  # recorded, not sent yet
        _extend(near.call, clerk, days=10)
        before = _reminders_sent()
        drain()
    assert _reminders_sent() == before

    new = NOON + timedelta(days=10)
    told = {days: _run_at(new - timedelta(days=days)) for days in (8, 7, 3, 1)}
    assert {days for days, who in told.items() if who} == {7, 3, 1}
    assert CallReminder.objects.count() == 2 + 3


def _reminders_sent() -> int:
    return Delivery.objects.filter(kind__startswith=REMINDER).count()


def _extend(call: Call, clerk: User, days: int) -> None:
    deadline = call.deadlines.get()
    extend_deadline(
        deadline_id=deadline.pk,
        new=deadline.at + timedelta(days=days),
        reason={"pl": "Prosiły o to organizacje.", "uk": "Про це просили організації.", "en": "Asked for."},
        decision_number="",
        actor=clerk,
    )


@pytest.mark.django_db
def test_whoever_has_submitted_is_not_reminded(near: CallPreparation, cast: Cast) -> None:
    _follow(near.call, cast.owner.email)
    with freeze_time(_on(10)):
        outline = near.outline
        submitted = type(outline)(title=outline.title, submitted_on=timezone.localdate())
        save_preparation(preparation_id=near.pk, actor=cast.owner, version=1, outline=submitted)

    assert [_run_at(_on(days)) for days in STAGES] == [[], [], []]


@pytest.mark.django_db
def test_submitted_between_record_and_mail_is_enough(near: CallPreparation, cast: Cast) -> None:
    with freeze_time(_on(3)):
        remind_of_deadlines()
        CallPreparation.objects.update(submitted_on=timezone.localdate())
        drain()
    assert mail.outbox == []


@pytest.mark.django_db
def test_cancelled_call_reminds_nobody(near: CallPreparation, cast: Cast, clerk: User) -> None:
    _follow(near.call, "reader@example.org")
    with freeze_time(_on(9)):
        cancel_call(call_id=near.call_id, reason={"pl": "Brak środków."}, actor=clerk)
        drain()

    assert [_run_at(_on(days)) for days in STAGES] == [[], [], []]


@pytest.mark.django_db
def test_strangers_and_viewers_are_not_reminded(near: CallPreparation, cast: Cast) -> None:
    organisation("Fundacja Trzecia", owner=cast.stranger)

    told = _run_at(_on(7))

    assert cast.viewer.email not in told
    assert cast.stranger.email not in told
