"""Staff are reminded of a date in time, each stage once, until the thing is done."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, DeadlineRule, Post
from cms.outbox.models import OutboxEntry
from cms.outbox.registry import timetables
from consultations.postulates.models import (
    Assignment,
    CaseEvent,
    Commitment,
    Postulate,
    Reminder,
    ReminderLetter,
    ResponsePart,
)
from consultations.postulates.services import erase_old_reminders, remind, update_commitment
from consultations.postulates.services.reminders import REMINDER_MAIL
from consultations.postulates.workflow import CLOCK_RUNS, State
from tests.clock import freeze_time
from tests.people import official, person, unit

from .reminding import DUE, SET_AT, STAGES, WARSAW, days, due, morning, mornings, stages

FIRST, LAST = date(2026, 12, 1), date(2027, 1, 20)
SEVEN, THREE, ONE, DAY_ITSELF, LATE, VERY_LATE = STAGES


def people(day: date) -> set[int]:
    return {pk for _kind, _stage, pk in morning(day)}


def set_status(case: Postulate, status: State) -> None:
    Postulate.objects.filter(pk=case.pk).update(status=status)


@pytest.fixture
def without_parts(in_progress: Postulate) -> Postulate:
    """A case that one official has in hand; the other unit has sent its part."""
    asked = in_progress.assignments.get(is_lead=False)
    ResponsePart.objects.create(assignment=asked, body="Zgoda.", written_by=official("finance"))
    return due(in_progress)


def test_each_stage_of_a_date_is_said_once_on_its_working_day(without_parts) -> None:
    assert stages(FIRST, LAST) == STAGES


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_hour_at_which_the_job_runs_changes_no_stage(without_parts, hour) -> None:
    assert stages(FIRST, LAST, hour=hour) == STAGES


def test_job_that_runs_twice_on_a_day_says_nothing_twice(without_parts) -> None:
    assert morning(SEVEN)
    assert not morning(SEVEN, hour=15)


@pytest.mark.parametrize(
    ("wakes", "stage"),
    [
        pytest.param(date(2026, 12, 18), -7, id="slept_over_seven_days_before"),
        pytest.param(date(2026, 12, 23), -1, id="slept_over_three_stages_and_says_the_newest"),
        pytest.param(date(2027, 1, 5), 1, id="slept_over_the_date_and_says_that_it_has_passed"),
        pytest.param(date(2027, 3, 1), 7, id="slept_for_months_and_says_the_last"),
    ],
)
def test_job_that_slept_says_one_stage_and_goes_on_from_there(without_parts, wakes, stage) -> None:
    assert {said for _kind, said, _person in morning(wakes)} == {stage}
    later = stages(wakes + timedelta(days=1), LAST)
    assert later == {day: number for day, number in STAGES.items() if day > wakes}


def test_nobody_is_reminded_on_a_day_off_and_the_next_working_day_makes_up_for_it(without_parts) -> None:
    assert not any(mornings(days(date(2026, 12, 24), date(2026, 12, 27))).values())
    assert {stage for _kind, stage, _person in morning(DUE)} == {0}


def test_date_on_a_saturday_is_reminded_of_on_the_friday(without_parts) -> None:
    due(without_parts, date(2026, 12, 12))
    assert stages(date(2026, 12, 10), date(2026, 12, 15)) == {
        date(2026, 12, 10): -1,
        date(2026, 12, 11): 0,
        date(2026, 12, 14): 1,
    }


def test_stage_that_had_passed_when_the_date_was_set_is_not_made_up_for(without_parts) -> None:
    due(without_parts, since=datetime(2026, 12, 21, 9, tzinfo=WARSAW))
    assert stages(FIRST, LAST) == {day: stage for day, stage in STAGES.items() if day > THREE}


@pytest.mark.parametrize("status", sorted(frozenset(State) - CLOCK_RUNS))
def test_nobody_is_reminded_of_an_answer_while_the_clock_does_not_run(without_parts, status) -> None:
    set_status(without_parts, status)
    said = mornings(days(FIRST, LAST)).values()
    assert not {row for told in said for row in told if row[0] == "answer"}


def test_extension_begins_the_stages_anew_for_the_new_date(without_parts, act, cast) -> None:
    assert set(stages(FIRST, THREE).values()) == {-7, -3}
    with freeze_time(datetime(2026, 12, 22, 9, tzinfo=WARSAW)):
        act(without_parts, "extend", cast.head, due_on=date(2027, 1, 29), reason="Opinia prawna.")
    assert stages(date(2026, 12, 22), date(2027, 1, 30)) == {
        date(2027, 1, 20): -7,
        date(2027, 1, 26): -3,
        date(2027, 1, 28): -1,
        date(2027, 1, 29): 0,
    }


def test_pause_silences_and_the_reply_counts_from_the_date_it_gives(without_parts, act, cast) -> None:
    with freeze_time(datetime(2026, 12, 16, 9, tzinfo=WARSAW)):
        act(without_parts, "ask_author", cast.official, question="Jaka kwota?")
    assert not stages(date(2026, 12, 16), date(2026, 12, 29))
    with freeze_time(datetime(2026, 12, 30, 9, tzinfo=WARSAW)):
        case = act(without_parts, "reply", cast.author, reply="10 000 zł")
    assert case.due_on == date(2027, 1, 11)
    assert stages(date(2026, 12, 30), date(2027, 1, 12)) == {
        date(2027, 1, 5): -3,
        date(2027, 1, 8): -1,
        date(2027, 1, 11): 0,
        date(2027, 1, 12): 1,
    }


def test_official_in_charge_is_reminded_alone_until_it_is_late(without_parts, cast) -> None:
    official("ngo-policy")
    assert people(SEVEN) == people(DAY_ITSELF) == {cast.official.pk}
    assert people(LATE) == {cast.official.pk, cast.head.pk}


def test_deputy_of_the_head_hears_of_what_is_late_as_the_head_does(without_parts, cast) -> None:
    second = official("ngo-policy", kind=Post.Kind.DEPUTY)
    assert people(LATE) == {cast.official.pk, cast.head.pk, second.pk}


def test_whole_unit_is_reminded_where_nobody_has_the_case(routed, cast) -> None:
    due(routed)
    colleague = official("ngo-policy")
    assert {cast.official.pk, colleague.pk, cast.head.pk} == people(SEVEN)


@pytest.mark.parametrize("leaves", ["account", "post"])
def test_unit_is_reminded_when_who_had_the_case_left(without_parts, cast, leaves) -> None:
    colleague = official("ngo-policy")
    if leaves == "account":
        User.objects.filter(pk=cast.official.pk).update(is_active=False)
    else:
        Post.objects.filter(person=cast.official).delete()
    assert people(SEVEN) == {colleague.pk, cast.head.pk}


def test_coordinators_are_reminded_of_a_case_that_no_unit_has(registered, cast) -> None:
    due(registered)
    assert people(SEVEN) == {cast.coordinator.pk}


def test_coordinators_are_reminded_where_the_unit_has_nobody(routed, cast) -> None:
    due(routed)
    Post.objects.filter(unit=unit("ngo-policy")).delete()
    assert people(SEVEN) == {cast.coordinator.pk}


def test_head_is_reminded_of_an_answer_to_approve_and_the_coordinator_of_one_to_publish(in_approval, cast, act) -> None:
    due(in_approval)
    assert people(SEVEN) == {cast.official.pk, cast.head.pk}
    act(in_approval, "approve", cast.head)
    assert people(THREE) == {cast.official.pk, cast.head.pk, cast.coordinator.pk}


def away(absent: User, deputy: User, first: date, last: date) -> Absence:
    return Absence.objects.create(person=absent, deputy=deputy, starts_on=first, ends_on=last)


def test_deputy_is_reminded_on_the_days_of_the_absence_and_on_no_other(without_parts, cast) -> None:
    deputy = official("education")
    away(cast.official, deputy, THREE, ONE)
    told = {day: deputy.pk in people(day) for day in STAGES}
    assert [day for day, is_told in told.items() if is_told] == [THREE, ONE]


def test_deputy_of_the_head_while_away_hears_of_what_is_late(without_parts, cast) -> None:
    deputy = official("education")
    away(cast.head, deputy, FIRST, LAST)
    assert deputy.pk not in people(DAY_ITSELF)
    assert deputy.pk in people(LATE)


def test_deputy_who_left_is_not_told(without_parts, cast) -> None:
    deputy = official("education")
    away(cast.official, deputy, FIRST, LAST)
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    assert people(SEVEN) == {cast.official.pk}


@pytest.fixture
def asked(in_progress: Postulate) -> Assignment:
    """A part that the finance unit owes by the day, in a case that is due much later."""
    due(in_progress, date(2027, 6, 1))
    row = in_progress.assignments.get(is_lead=False)
    Assignment.objects.filter(pk=row.pk).update(due_on=DUE)
    return row


def test_contributing_unit_is_reminded_of_its_own_date(asked, cast) -> None:
    said = mornings(days(FIRST, LAST))
    assert {day: rows for day, rows in said.items() if rows} == {
        day: {("part", stage, cast.contributor.pk)} for day, stage in STAGES.items()
    }


@pytest.mark.parametrize("how", ["sent", "declined", "asked another", "paused", "answered"])
def test_nobody_is_reminded_of_a_part_that_is_no_longer_awaited(asked, cast, how) -> None:
    if how == "sent":
        ResponsePart.objects.create(assignment=asked, body="Zgoda.", written_by=cast.contributor)
    elif how in {"declined", "asked another"}:
        Assignment.objects.filter(pk=asked.pk).update(is_current=False)
    else:
        set_status(asked.postulate, State.AWAITING_AUTHOR if how == "paused" else State.ANSWERED)
    assert not stages(FIRST, LAST)


def sent_on(case: Postulate, day: date) -> Postulate:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=WARSAW)
    Postulate.objects.filter(pk=case.pk).update(submitted_at=moment)
    CaseEvent.objects.filter(postulate=case).update(at=moment)
    return case


def test_moderators_are_reminded_of_a_text_that_nobody_took_on(submitted, cast) -> None:
    sent_on(submitted, date(2026, 12, 21))  # three working days end on the 28th
    said = mornings(days(date(2026, 12, 21), LAST))
    moderators = {cast.moderator.pk, cast.other_moderator.pk}
    assert {day: rows for day, rows in said.items() if rows} == {
        day: {("check", stage, pk) for pk in moderators} for day, stage in STAGES.items() if stage >= -1
    }


def test_moderator_in_charge_is_reminded_alone_until_it_is_late(in_moderation, cast) -> None:
    sent_on(in_moderation, date(2026, 12, 21))
    assert people(ONE) == people(DAY_ITSELF) == {cast.moderator.pk}
    assert people(LATE) == {cast.moderator.pk, cast.other_moderator.pk}


def test_deputy_of_the_moderator_in_charge_is_reminded_while_they_are_away(in_moderation, cast) -> None:
    away(cast.moderator, cast.other_moderator, DAY_ITSELF, DAY_ITSELF)
    sent_on(in_moderation, date(2026, 12, 21))
    assert people(ONE) == {cast.moderator.pk}
    assert people(DAY_ITSELF) == {cast.moderator.pk, cast.other_moderator.pk}


def test_all_moderators_are_reminded_where_the_deputy_of_who_is_in_charge_is_none(in_moderation, cast) -> None:
    deputy = official("education")
    away(cast.moderator, deputy, FIRST, LAST)
    sent_on(in_moderation, date(2026, 12, 21))
    assert people(ONE) == {cast.moderator.pk, cast.other_moderator.pk, deputy.pk}


def test_deputy_of_a_coordinator_who_is_away_is_reminded_of_a_case_that_no_unit_has(registered, cast) -> None:
    deputy = official("education")
    away(cast.coordinator, deputy, SEVEN, SEVEN)
    due(registered)
    assert people(SEVEN) == {cast.coordinator.pk, deputy.pk}
    assert people(THREE) == {cast.coordinator.pk}


def test_city_with_a_longer_term_for_moderators_reminds_earlier(submitted) -> None:
    rule = DeadlineRule.objects.get(code="moderation")
    rule.length = 10
    rule.save()
    sent_on(submitted, date(2026, 12, 10))  # ten working days end on the 28th
    assert stages(date(2026, 12, 10), LAST) == STAGES


@pytest.mark.parametrize("status", [State.RETURNED, State.REGISTERED, State.REJECTED, State.WITHDRAWN, State.DUPLICATE])
def test_nobody_is_reminded_to_check_what_was_decided(in_moderation, status) -> None:
    sent_on(in_moderation, date(2026, 12, 21))
    set_status(in_moderation, status)
    assert not stages(date(2026, 12, 21), LAST)


def test_text_that_came_back_after_its_time_reminds_nobody_of_a_day_long_past(in_moderation, cast, act) -> None:
    sent_on(in_moderation, date(2026, 11, 2))
    with freeze_time(datetime(2026, 12, 15, 9, tzinfo=WARSAW)):
        act(in_moderation, "return", cast.moderator, reason="Brakuje adresu.", due_on=date(2026, 12, 30))
        act(in_moderation, "resubmit", cast.author)
    assert not stages(date(2026, 12, 15), LAST)


@pytest.fixture
def promise(answered: Postulate) -> Commitment:
    answered.responses.update(published_at=SET_AT)
    row = answered.responses.get().commitments.get()
    Commitment.objects.filter(pk=row.pk).update(due_on=DUE, promised_on=SET_AT.date())
    return row


def test_responsible_unit_is_reminded_of_what_was_promised(promise, cast) -> None:
    said = mornings(days(FIRST, LAST))
    unit_ = {cast.official.pk, cast.head.pk}
    assert {day: rows for day, rows in said.items() if rows} == {
        day: {("promise", stage, pk) for pk in unit_} for day, stage in STAGES.items()
    }


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_nobody_is_reminded_of_a_promise_that_was_kept_or_dropped(promise, cast, status) -> None:
    update_commitment(commitment_id=promise.pk, actor=cast.official, status=status, reason="Gotowe.")
    assert not stages(FIRST, LAST)


def test_delayed_promise_is_reminded_of_by_its_new_date(promise, cast) -> None:
    with freeze_time(datetime(2026, 12, 22, 9, tzinfo=WARSAW)):
        update_commitment(
            commitment_id=promise.pk, actor=cast.official, status="delayed", reason="Opinia.", due_on=date(2026, 12, 30)
        )
    assert stages(date(2026, 12, 22), date(2026, 12, 31)) == {
        date(2026, 12, 23): -3,
        date(2026, 12, 29): -1,
        date(2026, 12, 30): 0,
        date(2026, 12, 31): 1,
    }


def test_promise_of_an_answer_in_preparation_reminds_nobody(in_approval) -> None:
    due(in_approval, date(2027, 6, 1))
    Commitment.objects.update(due_on=DUE)
    assert not stages(FIRST, LAST)


def test_reminders_leave_no_trace_in_the_history_of_the_case(without_parts) -> None:
    before = without_parts.events.count(), without_parts.version
    stages(FIRST, LAST)
    without_parts.refresh_from_db()
    assert (without_parts.events.count(), without_parts.version) == before


def copies(case: Postulate, number: int) -> list[Postulate]:
    """Make cases like one that is in progress, each with its lead unit, without the way there."""
    taken = Postulate.objects.order_by("-number").values_list("number", flat=True)[0]
    rows = Postulate.objects.bulk_create(
        Postulate(
            author=case.author, organisation=case.organisation, title=f"Kopia {count}", language="pl", year=case.year,
            number=taken + count, status=case.status, legal_kind=case.legal_kind, submitted_at=case.submitted_at,
            registered_at=case.registered_at, due_on=case.due_on,
        )
        for count in range(1, number + 1)
    )  # fmt: skip
    lead = Assignment.objects.get(postulate=case, is_lead=True, is_current=True)
    Assignment.objects.bulk_create(
        Assignment(postulate=row, unit=lead.unit, is_lead=True, officer=lead.officer) for row in rows
    )
    return rows


def test_several_dates_of_one_person_are_one_mail(without_parts, cast) -> None:
    copies(without_parts, 4)
    morning(SEVEN)
    assert [letter.reminders.count() for letter in ReminderLetter.objects.all()] == [5]
    assert OutboxEntry.objects.filter(payload__kind=REMINDER_MAIL).count() == 1


def test_number_of_queries_grows_with_batches_and_not_with_cases(without_parts, monkeypatch) -> None:
    monkeypatch.setattr("consultations.postulates.reminders.dues.AT_ONCE", 20)

    def queries(day: date) -> int:
        with freeze_time(day), CaptureQueriesContext(connection) as found:
            remind(day)
        return len(found)

    copies(without_parts, 9)
    few = queries(SEVEN)
    copies(without_parts, 10)
    assert queries(THREE) == few, "twenty cases are one batch, as ten are"
    copies(without_parts, 40)
    assert queries(ONE) - few <= 2, "two more batches"
    assert Reminder.objects.count() == 10 + 20 + 60


def test_date_that_was_reminded_of_for_the_last_time_is_not_loaded_again(without_parts) -> None:
    from consultations.postulates.reminders.dues import Kind, dues_near

    stages(VERY_LATE, VERY_LATE)
    assert list(dues_near(Kind.ANSWER, LAST)) == []


def test_interrupted_job_leaves_nothing_half_told(without_parts, monkeypatch) -> None:
    def crash(*args: object, **kwargs: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("consultations.postulates.services.reminders.send_later", crash)
        with pytest.raises(RuntimeError):
            morning(SEVEN)
    assert not Reminder.objects.exists()
    assert not ReminderLetter.objects.exists()
    assert morning(SEVEN)


def test_who_was_reminded_is_forgotten_after_90_days_but_nothing_is_said_again(without_parts) -> None:
    morning(VERY_LATE)
    with freeze_time(VERY_LATE + timedelta(days=92)):
        erase_old_reminders()
        assert not ReminderLetter.objects.exists()
        assert remind(timezone.localdate()) == 0


def test_job_runs_every_morning_and_forgets_every_night() -> None:
    assert {"postulates.remind", "postulates.erase_reminders"} <= set(timetables())


def test_database_keeps_a_stage_of_a_date_from_being_recorded_twice(without_parts) -> None:
    morning(SEVEN)
    again = Reminder.objects.get()
    again.pk = None
    with pytest.raises(ValidationError):
        again.validate_constraints()


def test_auditor_who_may_read_the_case_is_not_reminded_of_it(without_parts) -> None:
    auditor = person(Role.AUDITOR)
    assert auditor.pk not in people(SEVEN)
