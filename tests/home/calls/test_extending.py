"""Extending a deadline is an act: explained, once, and for ever."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from home.calls.models import Call, CallDeadline, DeadlineExtension
from home.calls.models.acts import UnchangeableRow
from home.calls.refusals import AlreadyExtended, CallRefused
from home.calls.services import begin_evaluation, cancel_call, extend_deadline
from tests.clock import freeze_time
from tests.home.calls.conftest import MakeCall
from tests.people import person

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
WHY = {"pl": "Wiele organizacji prosiło o więcej czasu.", "uk": "Багато організацій просили більше часу."}


@pytest.fixture
def call(public_call: Callable[..., Call]) -> Call:
    return public_call()


@pytest.fixture
def deadline(call: Call) -> CallDeadline:
    return CallDeadline.objects.get(call=call)


def extend(deadline: CallDeadline, clerk: User, **changed: Any) -> DeadlineExtension:
    given = {"new": deadline.at + WEEK, "reason": WHY, "decision_number": "OR.120.5.2026", "actor": clerk}
    return extend_deadline(deadline_id=deadline.pk, **given | changed)


def outbox(topic: str) -> list[dict[str, Any]]:
    return list(OutboxEntry.objects.filter(topic=topic).order_by("pk").values_list("payload", flat=True))


def test_extension_says_old_new_why_who_and_by_which_decision(deadline: CallDeadline, clerk: User) -> None:
    act = extend(deadline, clerk)
    assert (act.old, act.new, act.by, act.decision_number) == (deadline.at, deadline.at + WEEK, clerk, "OR.120.5.2026")
    assert act.reason == WHY
    deadline.refresh_from_db()
    assert deadline.at == act.new


def test_extension_is_told_once_and_seen_by_readers(deadline: CallDeadline, call: Call, clerk: User) -> None:
    OutboxEntry.objects.all().delete()
    act = extend(deadline, clerk)
    assert outbox("call.deadline_extended") == [{"extension_id": act.pk}]
    assert outbox("search.refresh")
    assert Call.objects.get().sequence == call.sequence + 1
    newest = Call.history.first()
    assert (newest.history_user, newest.history_change_reason) == (clerk, "call.deadline_extended")


@pytest.mark.parametrize("change", [timedelta(0), -timedelta(minutes=1)])
def test_deadline_never_becomes_earlier(deadline: CallDeadline, clerk: User, change: timedelta) -> None:
    with pytest.raises(ValidationError) as refusal:
        extend(deadline, clerk, new=deadline.at + change)
    assert "new" in refusal.value.message_dict
    assert not DeadlineExtension.objects.exists()


def test_deadline_is_not_moved_into_the_past(deadline: CallDeadline, clerk: User) -> None:
    with freeze_time(deadline.at + 2 * WEEK), pytest.raises(ValidationError) as refusal:
        extend(deadline, clerk, new=deadline.at + WEEK)
    assert "new" in refusal.value.message_dict


def test_call_that_closed_may_be_opened_again_while_nobody_evaluates(deadline: CallDeadline, clerk: User) -> None:
    with freeze_time(deadline.at + WEEK):
        extend(deadline, clerk, new=deadline.at + 2 * WEEK)
        assert Call.objects.with_state().get().state == "closing_soon"


@pytest.mark.parametrize("reason", [{}, {"pl": "  "}, {"uk": "Багато організацій."}])
def test_extension_needs_a_reason_in_polish(deadline: CallDeadline, clerk: User, reason: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        extend(deadline, clerk, reason=reason)
    assert "reason" in refusal.value.message_dict or refusal.value.messages
    assert not DeadlineExtension.objects.exists()


def test_language_left_empty_is_not_kept(deadline: CallDeadline, clerk: User) -> None:
    assert extend(deadline, clerk, reason=WHY | {"en": " "}).reason == WHY


def test_second_editor_who_saw_the_old_moment_is_told_who_was_faster(deadline: CallDeadline, clerk: User) -> None:
    seen = deadline.at
    first = extend(deadline, clerk, seen=seen)
    with override("en"), pytest.raises(AlreadyExtended) as refusal:
        extend(deadline, person(Role.EDITOR), new=seen + 2 * WEEK, seen=seen)
    assert str(clerk) in refusal.value.sentence
    assert DeadlineExtension.objects.get() == first


def test_button_pressed_twice_extends_once(deadline: CallDeadline, clerk: User) -> None:
    seen = deadline.at
    first = extend(deadline, clerk, seen=seen)
    assert extend(deadline, clerk, new=seen + WEEK, seen=seen) == first
    assert DeadlineExtension.objects.count() == 1
    assert len(outbox("call.deadline_extended")) == 1


def test_deadline_may_be_extended_again_from_the_new_moment(deadline: CallDeadline, clerk: User) -> None:
    first = extend(deadline, clerk, seen=deadline.at)
    second = extend(deadline, clerk, new=first.new + WEEK, seen=first.new)
    assert (second.old, second.new) == (first.new, first.new + WEEK)


def test_two_deadlines_of_a_kind_never_meet(deadline: CallDeadline, clerk: User) -> None:
    CallDeadline.objects.create(call=deadline.call, at=deadline.at + WEEK)
    with pytest.raises(ValidationError) as refusal:
        extend(deadline, clerk)
    assert "new" in refusal.value.message_dict


def test_call_that_is_not_public_is_edited_not_extended(make_call: MakeCall, clerk: User) -> None:
    with pytest.raises(CallRefused):
        extend(CallDeadline.objects.get(call=make_call()), clerk)


def test_cancelled_call_is_not_extended(deadline: CallDeadline, call: Call, clerk: User) -> None:
    cancel_call(call_id=call.pk, reason={"pl": "Brak pieniędzy."}, actor=clerk)
    with pytest.raises(CallRefused):
        extend(deadline, clerk)


def test_in_evaluation_only_the_report_may_come_later(deadline: CallDeadline, call: Call, clerk: User) -> None:
    report = CallDeadline.objects.create(call=call, kind=CallDeadline.Kind.REPORT, at=deadline.at + 9 * WEEK)
    with freeze_time(deadline.at + timedelta(hours=1)):
        begin_evaluation(call_id=call.pk, actor=clerk)
        with pytest.raises(CallRefused):
            extend(deadline, clerk)
        assert extend(report, clerk).new == report.at + WEEK


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.OFFICIAL, Role.ORGANISATION_MEMBER])
def test_others_do_not_extend(deadline: CallDeadline, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        extend(deadline, person(role))
    assert not DeadlineExtension.objects.exists()


def test_person_who_left_does_not_extend(deadline: CallDeadline, clerk: User) -> None:
    clerk.is_active = False
    with pytest.raises(PermissionDenied):
        extend(deadline, clerk)


def test_extension_is_never_changed(deadline: CallDeadline, clerk: User) -> None:
    act = extend(deadline, clerk)
    act.new = act.new + WEEK
    with pytest.raises(UnchangeableRow):
        act.save()
    with pytest.raises(UnchangeableRow):
        DeadlineExtension.objects.filter(pk=act.pk).update(decision_number="other")
    with pytest.raises(UnchangeableRow):
        DeadlineExtension.objects.bulk_update([act], ["new"])
    assert DeadlineExtension.objects.get().new == deadline.at + WEEK


def test_extension_is_never_deleted_nor_is_what_it_stands_on(deadline: CallDeadline, call: Call, clerk: User) -> None:
    act = extend(deadline, clerk)
    with pytest.raises(UnchangeableRow):
        act.delete()
    with pytest.raises(UnchangeableRow):
        DeadlineExtension.objects.all().delete()
    with pytest.raises(ProtectedError):
        deadline.delete()
    with pytest.raises(ProtectedError):
        call.delete()
    assert DeadlineExtension.objects.get() == act


def test_extension_outlives_the_account_of_who_did_it(deadline: CallDeadline, clerk: User) -> None:
    extend(deadline, clerk)
    clerk.delete()
    assert DeadlineExtension.objects.get().by is None


def test_moment_is_kept_to_the_minute_across_the_end_of_summer_time(deadline: CallDeadline, clerk: User) -> None:
    new = datetime.fromisoformat("2030-10-27T15:30+01:00")
    extend(deadline, clerk, new=new)
    deadline.refresh_from_db()
    assert f"{timezone.localtime(deadline.at):%H:%M}" == "15:30"
