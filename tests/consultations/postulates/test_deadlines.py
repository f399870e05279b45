"""Deadlines of a case: terms of the law, every change kept, and the way to each date in words."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from city.deadlines import shift
from cms.outbox.worker import drain
from consultations.postulates.countdown import changes_of_the_clock
from consultations.postulates.deadlines import transfer_terms
from consultations.postulates.models import Postulate
from consultations.postulates.services import MoveRefused
from tests.people import unit

KPA_DAYS = 7


def sent_on(postulate: Postulate, day: date) -> Postulate:
    """Let the case have been received earlier."""
    Postulate.objects.filter(pk=postulate.pk).update(
        submitted_at=timezone.make_aware(datetime(*day.timetuple()[:3], 9))
    )
    postulate.refresh_from_db()
    return postulate


def story_of(postulate: Postulate) -> list[str]:
    """Return how the day came about, in the active language: every sentence, the oldest first."""
    return [sentence for change in changes_of_the_clock(postulate) for sentence in change.sentences]


def mail_to(user) -> str:
    drain()
    return "\n".join(message.body for message in mail.outbox if message.to == [user.email])


def test_58_when_legal_kind_is_missing_then_no_department_can_be_assigned(registered, cast, act) -> None:
    Postulate.objects.filter(pk=registered.pk).update(legal_kind="")
    with pytest.raises(MoveRefused):
        act(registered, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    assert not registered.assignments.exists()


def day_of_receipt(*, is_late: bool) -> date:
    """Return a day whose term to pass a case on ends today, or has ended, whatever days off lie between."""
    today = timezone.localdate()
    if not is_late:
        return today - timedelta(days=KPA_DAYS)
    return next(
        day for day in (today - timedelta(days=KPA_DAYS + n) for n in range(1, 20)) if shift(day, KPA_DAYS) < today
    )


@pytest.mark.parametrize("is_late", [False, True], ids=["on the seventh day", "on the eighth day"])
def test_59_a_transfer_after_the_seventh_day_is_allowed_but_flagged_and_the_author_is_told_either_way(
    registered, cast, act, is_late
) -> None:
    received = day_of_receipt(is_late=is_late)
    sent_on(registered, received)
    drain()
    mail.outbox.clear()
    moved = act(registered, "transfer_out", cast.coordinator, body="Województwo Przykładowe", reason="To droga.")
    transfer = moved.transfers.get()
    assert transfer.due_on == shift(received, KPA_DAYS)
    assert moved.events.last().details["is_late"] is is_late
    assert "KPA" in transfer.legal_basis or "postępowania" in transfer.legal_basis
    assert "Województwo Przykładowe" in mail_to(cast.author)


def test_the_term_for_passing_on_moves_to_a_working_day(registered) -> None:
    sent_on(registered, date(2026, 12, 18))
    assert transfer_terms(registered).due_on == date(2026, 12, 28), "the 25th is Christmas, then a weekend"


@pytest.mark.parametrize("missing", ["reason", "due_on"])
def test_60_an_extension_without_a_reason_or_a_date_is_refused(in_progress, cast, act, missing) -> None:
    details = {"due_on": in_progress.due_on + timedelta(days=30), "reason": "Zbieramy dane."}
    del details[missing]
    with pytest.raises(ValidationError) as error:
        act(in_progress, "extend", cast.coordinator, **details)
    assert list(error.value.message_dict) == [missing]


def test_60_an_extension_with_both_sends_the_author_a_notice_with_reasons_and_the_new_date(
    in_progress, cast, act
) -> None:
    drain()
    mail.outbox.clear()
    new = in_progress.due_on + timedelta(days=30)
    act(in_progress, "extend", cast.coordinator, due_on=new, reason="Zbieramy dane z budżetu.")
    text = mail_to(cast.author)
    assert "Zbieramy dane z budżetu." in text
    assert f"{new.day} " in text
    assert str(new.year) in text


def test_an_extension_to_a_day_that_has_passed_is_refused(in_progress, cast, act) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Postulate.objects.filter(pk=in_progress.pk).update(due_on=yesterday - timedelta(days=9))
    with pytest.raises(ValidationError):
        act(in_progress, "extend", cast.coordinator, due_on=yesterday, reason="Zbieramy dane.")


def test_the_clock_keeps_how_it_counted_with_the_rule_as_it_read_then(registered) -> None:
    start = registered.clock_events.get()
    assert start.explanation["last_day"] == registered.due_on.isoformat()
    assert start.explanation["rule"]["code"] == "postulate"
    start.rule.length = 1
    start.rule.save()
    assert registered.due_on.strftime("%d").lstrip("0") in story_of(registered)[-1]


def test_the_story_of_the_clock_tells_every_change_in_the_language_of_the_reader(in_progress, cast, act) -> None:
    act(in_progress, "ask_author", cast.official, question="Jaka kwota?")
    Postulate.objects.filter(pk=in_progress.pk).update(paused_on=timezone.localdate() - timedelta(days=5))
    replied = act(in_progress, "reply", cast.author, reply="10 000 zł")
    act(in_progress, "extend", cast.coordinator, due_on=shift(replied.due_on, 30), reason="Zbieramy dane.")
    with translation.override("en"):
        changes = changes_of_the_clock(Postulate.objects.get(pk=in_progress.pk))
        story = story_of(in_progress)
    assert "was received on" in story[0]
    assert any("stood still for 5 days" in sentence for sentence in story)
    assert [change.title for change in changes][-1] == "The time was extended"
    assert changes[-1].old_due == replied.due_on
    assert changes[-1].reason == "Zbieramy dane."
    assert "Zbieramy" not in " ".join(story), "reasons are shown beside it, with their language"


def test_a_reopened_case_counts_from_the_day_of_reopening(answered, cast, act) -> None:
    sent_on(answered, timezone.localdate() - timedelta(days=40))
    act(answered, "reopen", cast.author, reason="Nie ma kwoty.")
    with translation.override("en"):
        assert any("The case was reopened on" in sentence for sentence in story_of(answered))


def test_who_may_not_extend_is_refused(in_progress, cast, act) -> None:
    with pytest.raises(MoveRefused):
        act(in_progress, "extend", cast.author, due_on=in_progress.due_on + timedelta(days=30), reason="Bo tak.")
