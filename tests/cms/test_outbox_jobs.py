from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cms.outbox import registry
from cms.outbox.handlers import prune
from cms.outbox.jobs import start_due_jobs
from cms.outbox.models import JobRun, OutboxEntry, State
from cms.outbox.registry import daily, job_topic, recurring, weekly
from cms.outbox.schedule import Every
from cms.outbox.worker import drain
from tests.clock import freeze_time
from tests.cms.outbox_topics import add_topic

pytestmark = pytest.mark.django_db

runs: list[datetime]


@pytest.fixture(autouse=True)
def _one_nightly_job(monkeypatch: pytest.MonkeyPatch) -> None:
    global runs  # noqa: PLW0603
    runs = []
    monkeypatch.setattr(registry, "_timetables", {"test.nightly": daily(at="02:30")})
    add_topic(monkeypatch, job_topic("test.nightly"), lambda: runs.append(timezone.now()))


def _tick(moment: str) -> None:
    with freeze_time(moment):
        start_due_jobs()
        drain()


def test_job_runs_once_per_slot_however_often_workers_look() -> None:
    for moment in ("2026-03-10 01:00", "2026-03-10 01:29", "2026-03-10 01:30", "2026-03-10 01:31", "2026-03-10 22:00"):
        _tick(moment)

    assert [run.isoformat() for run in runs] == ["2026-03-10T01:00:00+00:00", "2026-03-10T01:30:00+00:00"]


def test_after_three_days_of_sleep_a_job_runs_once_not_three_times() -> None:
    _tick("2026-03-10 03:00")
    _tick("2026-03-13 12:00")
    _tick("2026-03-13 12:01")

    assert len(runs) == 2


def test_job_left_waiting_by_a_worker_that_went_away_is_not_recorded_again() -> None:
    with freeze_time("2026-03-10 03:00"):
        start_due_jobs()
    _tick("2026-03-13 12:00")

    assert len(runs) == 1


@pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24", "2027-03-27", "2027-10-30"])
def test_half_past_two_comes_once_in_the_night_of_a_clock_change(night: str) -> None:
    start = datetime.fromisoformat(f"{night}T12:00+00:00")
    _tick(start.isoformat())
    runs.clear()
    for minutes in range(0, 24 * 60, 10):
        _tick((start + timedelta(minutes=minutes)).isoformat())

    assert len(runs) == 1


def test_every_gives_all_workers_the_same_slots() -> None:
    timetable = Every(timedelta(minutes=15))

    assert timetable.slot(datetime(2026, 3, 10, 8, 14, 59, tzinfo=UTC)) == datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    assert timetable.slot(datetime(2026, 3, 10, 8, 15, tzinfo=UTC)) == datetime(2026, 3, 10, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "arguments",
    [{}, {"every": timedelta(hours=1), "timetable": daily(at="02:30")}, {"every": timedelta(0)}],
)
def test_job_needs_exactly_one_sensible_timetable(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"test\.job|period"):
        recurring("test.job", **arguments)  # type: ignore[arg-type]


def test_wall_clock_time_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="25:00"):
        daily(at="25:00")


def test_rows_done_two_weeks_ago_are_pruned_and_dead_ones_kept() -> None:
    now = timezone.now()
    for state, age in ((State.DONE, 15), (State.DONE, 13), (State.DEAD, 300), (State.PENDING, 15)):
        at = now - timedelta(days=age)
        OutboxEntry.objects.create(topic=f"{state} {age}", state=state, done_at=at, created_at=at)
    JobRun.objects.create(name="test.nightly", slot=now - timedelta(days=500))

    prune()

    assert set(OutboxEntry.objects.values_list("topic", flat=True)) == {"done 13", "dead 300", "pending 15"}
    assert not JobRun.objects.exists()


def test_weekly_slot_is_the_last_such_day_at_that_hour_of_the_city() -> None:
    monday = weekly(on=1, at="07:00")

    # Winter: 07:00 is 06:00 UTC. The second is a Monday a minute before, the last the Monday after the clocks changed.
    for now, slot in (
        ("2026-03-04T12:00", "2026-03-02T06:00"),
        ("2026-03-09T05:59", "2026-03-02T06:00"),
        ("2026-03-09T06:00", "2026-03-09T06:00"),
        ("2026-03-30T05:00", "2026-03-30T05:00"),
        ("2026-10-26T05:59", "2026-10-19T05:00"),
    ):
        assert monday.slot(datetime.fromisoformat(f"{now}+00:00")) == datetime.fromisoformat(f"{slot}+00:00"), now


@pytest.mark.parametrize(("on", "at"), [(0, "07:00"), (8, "07:00"), (1, "25:00")])
def test_weekly_job_needs_a_day_and_an_hour_that_exist(on: int, at: str) -> None:
    with pytest.raises(ValueError, match="job needs"):
        weekly(on=on, at=at)
