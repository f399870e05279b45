"""Whatever happens to a case and whenever the job runs, the day and the reminders are those of a slow reading.

Histories run over holidays and both changes of the clock; the job may run at any hour, or sleep for days.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from city.models import Absence
from consultations.postulates.handlers import remind_of_dates
from consultations.postulates.models import Reminder, ReminderLetter
from consultations.postulates.reminders.people import office_on
from consultations.postulates.reminders.stages import STAGES, day_of, horizon, next_day, stage_on
from consultations.postulates.services import MoveRefused, move_postulate, start_draft
from tests.city.slow_calendar import DAY, day_of_stage, end_of_term, first_that_works, works
from tests.clock import freeze_time
from tests.people import official, unit

from .conftest import TEXT
from .reminding import WARSAW

pytestmark = pytest.mark.django_db
ALL_DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))
# A month from here ends near Christmas, Easter, the third of May, and either change of the clock.
STARTS = st.sampled_from(
    [date(2026, 11, 20), date(2027, 2, 24), date(2027, 3, 20), date(2027, 4, 3), date(2027, 9, 28), date(2027, 10, 8)]
)
ACTS = ["pass", "pass", "pass", "extend", "ask_author", "reply", "withdraw", "transfer_out", "publish", "requalify"]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(1, 6), st.integers(0, 23), st.booleans(), st.integers(1, 25)),
    min_size=8,
    max_size=20,
)

AWAKE_ON_DAYS_OFF = [("pass", 1, 6, not works(date(2026, 11, 24) + number * DAY), 1) for number in range(1, 60)]


@given(due_on=ALL_DAYS, stage=st.sampled_from(STAGES))
@settings(deadline=None)
def test_day_of_a_stage_is_the_one_that_walking_finds(due_on: date, stage: int) -> None:
    assert day_of(due_on, stage) == day_of_stage(due_on, stage)
    assert works(day_of(due_on, stage))


@given(due_on=ALL_DAYS, before=st.integers(0, 40), starts=st.integers(-60, 40), slept=st.lists(st.integers(1, 9)))
@settings(deadline=None)
def test_job_that_sleeps_says_each_stage_at_most_once_in_order_and_ends_with_the_newest(
    due_on: date, before: int, starts: int, slept: list[int]
) -> None:
    since, today = due_on - before * DAY, due_on + starts * DAY
    said: list[int] = []
    for days in slept:
        today += days * DAY
        stage = stage_on(today, due_on=due_on, since=since)
        if stage is not None and stage not in said:
            said.append(stage)
        reached = [number for number in STAGES if since < day_of_stage(due_on, number) <= today]
        assert stage == (reached[-1] if reached else None)
    assert said == sorted(said)


@given(due_on=ALL_DAYS, back=st.integers(0, 40))
@settings(deadline=None)
def test_horizon_is_the_last_date_that_has_a_stage_today(due_on: date, back: int) -> None:
    today = first_that_works(due_on - back * DAY)
    has_begun = stage_on(today, due_on=due_on, since=date.min) is not None
    assert has_begun == (due_on <= horizon(today))


@given(due_on=ALL_DAYS, distance=st.integers(-30, 30))
@settings(deadline=None)
def test_next_reminder_is_the_first_stage_after_today(due_on: date, distance: int) -> None:
    today = due_on + distance * DAY
    later = [day for day in (day_of_stage(due_on, stage) for stage in STAGES) if day > today]
    assert next_day(due_on, today) == min(later, default=None)


@dataclass
class Ledger:
    """The same case, kept with a calendar and a pencil."""

    received: date
    due: date
    since: date
    paused: date | None = None
    is_over: bool = False
    told: set[tuple[date, int]] = field(default_factory=set)

    def expects(self, today: date) -> int | None:
        """Return the stage that has to be said today."""
        if self.is_over or self.paused or not works(today):
            return None
        reached = [stage for stage in STAGES if self.since < day_of_stage(self.due, stage) <= today]
        if not reached or (self.due, reached[-1]) in self.told:
            return None
        self.told.add((self.due, reached[-1]))
        return reached[-1]

    def note(self, act: str, today: date, days: int) -> None:
        """Write down an act that was done."""
        if act == "extend":
            self.due = self.due + days * DAY
        elif act == "ask_author":
            self.paused = today
        elif act == "reply" and self.paused:
            self.due = first_that_works(self.due + (today - self.paused))
            self.paused = None
        elif act == "requalify":
            self.due = end_of_term(self.received, 1, "month")
        elif act in {"withdraw", "transfer_out", "publish"}:
            self.is_over = True
        self.since = today


class Players:
    """A case in the hands of one official, and the moves that may be made with it."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.case = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
        self.move("submit", cast.author)
        self.move("claim", cast.moderator)
        self.move("register", cast.moderator, legal_kind="postulate")
        self.move("route", cast.coordinator, lead_unit=unit("ngo-policy"))
        self.move("accept", cast.official)

    def move(self, name: str, actor: User, **details: Any) -> None:
        self.case = move_postulate(
            postulate_id=self.case.pk, move=name, actor=actor, version=self.case.version, **details
        )

    def act(self, name: str, days: int) -> bool:
        """Make a move and say whether it was open; in vain it changes nothing."""
        cast = self.cast
        moves: dict[str, Callable[[], None]] = {
            "extend": lambda: self.move(
                "extend", cast.head, due_on=self.case.due_on + days * DAY, reason="Opinia prawna."
            ),
            "ask_author": lambda: self.move("ask_author", cast.official, question="Jaka kwota?"),
            "reply": lambda: self.move("reply", cast.author, reply="10 000 zł"),
            "withdraw": lambda: self.move("withdraw", cast.author),
            "transfer_out": lambda: self.move("transfer_out", cast.coordinator, body="Województwo", reason="Droga."),
            "requalify": self._requalify,
            "publish": self._publish,
        }
        try:
            with transaction.atomic():
                moves[name]()
        except (MoveRefused, ValidationError, TypeError):
            self.case.refresh_from_db()
            return False
        return True

    def _requalify(self) -> None:
        kind = "wniosek" if self.case.legal_kind == "postulate" else "postulate"
        self.move("requalify", self.cast.moderator, legal_kind=kind, reason="Treść.")

    def _publish(self) -> None:
        self.move("propose_response", self.cast.official, outcome="explained", response="Odpowiedź.")
        self.move("approve", self.cast.head)
        self.move("publish", self.cast.coordinator)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 20, tzinfo=WARSAW)


@given(start=STARTS, steps=STEPS)
@example(start=date(2026, 11, 24), steps=[("pass", 1, 6, True, 1)] * 60)
@example(start=date(2026, 11, 24), steps=AWAKE_ON_DAYS_OFF)
@example(start=date(2027, 2, 27), steps=[("pass", 1, 0, True, 1), ("pass", 1, 23, True, 1)] * 30)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_day_and_reminders_of_any_history_are_those_of_the_ledger(cast, start: date, steps: list[Any]) -> None:
    with transaction.atomic(), freeze_time(at(start, 12)) as clock:
        players = Players(cast)
        ledger = Ledger(received=start, due=end_of_term(start, 1, "month"), since=start)
        assert players.case.due_on == ledger.due
        today = start
        for name, days, hour, is_awake, more in steps:
            today += timedelta(days=days)
            clock.move_to(at(today, hour))
            if name != "pass" and players.act(name, more):
                ledger.note(name, today, more)
            if is_awake:
                assert reminded(players) == ledger.expects(today), (name, today)
            if not ledger.is_over:
                assert players.case.due_on == ledger.due
        rows = list(Reminder.objects.values_list("due_on", "stage"))
        assert sorted(rows) == sorted(ledger.told)
        transaction.set_rollback(True)


def reminded(players: Players) -> int | None:
    """Run the job as the worker does and return the stage that it told the official, alone until it was late."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    remind_of_dates()
    new = list(Reminder.objects.exclude(pk__in=before))
    assert len(new) <= 1
    if not new:
        return None
    told = set(ReminderLetter.objects.filter(reminders=new[0]).values_list("person", flat=True))
    late = {players.cast.head.pk} if new[0].due_on < new[0].at.astimezone(WARSAW).date() else set()
    assert told == {players.cast.official.pk} | late
    return new[0].stage


@given(first=st.integers(0, 40), lasts=st.integers(0, 12), start=STARTS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_deputy_is_told_exactly_while_the_official_is_away(cast, first: int, lasts: int, start: date) -> None:
    with transaction.atomic(), freeze_time(at(start, 12)) as clock:
        players = Players(cast)
        deputy = official("education")
        away = Absence.objects.create(
            person=cast.official, deputy=deputy, starts_on=start + first * DAY, ends_on=start + (first + lasts) * DAY
        )
        assert players.case.due_on is not None
        for number in range(1, 45):
            day = start + number * DAY
            clock.move_to(at(day, 6))
            is_away = away.starts_on <= day <= away.ends_on
            assert (office_on(day).deputies.get(cast.official.pk) == deputy.pk) == is_away
            seen = set(ReminderLetter.objects.values_list("pk", flat=True))
            remind_of_dates()
            told = set(ReminderLetter.objects.exclude(pk__in=seen).values_list("person", flat=True))
            assert (deputy.pk in told) == (is_away and cast.official.pk in told)
        assert Reminder.objects.exists()
        transaction.set_rollback(True)
