"""Services: the only writers, one shape, nothing lost, nothing twice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from city.deadlines import last_day
from cms.outbox.models import OutboxEntry
from consultations.postulates.models import (
    CaseEvent,
    ClockEvent,
    CoSignature,
    Postulate,
    ReferenceCounter,
)
from consultations.postulates.services import (
    MoveRefused,
    StaleCase,
    discard_draft,
    move_postulate,
    save_text,
    start_draft,
    update_commitment,
)
from consultations.postulates.workflow import State
from tests.people import organisation, person, unit

from .conftest import TEXT


def test_sending_gives_a_human_reference_of_the_year(submitted) -> None:
    assert submitted.reference == f"POST/{timezone.localdate().year}/0001"


def test_references_of_a_year_have_no_gaps_even_when_sending_fails(cast, act) -> None:
    numbers = []
    for title in ("a", "", "b"):
        draft = start_draft(
            actor=cast.author,
            key=uuid4(),
            organisation=cast.filer,
            text=TEXT | {"title": title},
            topics=[],
        )
        try:
            numbers.append(act(draft, "submit", cast.author).number)
        except ValidationError:
            continue
    assert numbers == [1, 2]
    assert ReferenceCounter.objects.get().last == 2


def test_draft_has_no_number(draft) -> None:
    assert draft.reference == ""


def test_a_sent_postulate_without_a_number_is_refused_by_the_database(draft) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Postulate.objects.filter(pk=draft.pk).update(status=State.SUBMITTED)


def test_a_move_appends_one_event_and_one_outbox_row_in_its_transaction(
    submitted,
) -> None:
    event = submitted.events.get()
    assert (event.move, event.acting_as, event.version) == (
        "submit",
        "author",
        submitted.version,
    )
    assert OutboxEntry.objects.filter(topic="postulate.moved", key=str(event.pk)).count() == 1


def test_a_refused_move_leaves_nothing_behind(submitted, cast) -> None:
    before = (
        submitted.events.count(),
        OutboxEntry.objects.count(),
        submitted.history.count(),
    )
    with pytest.raises(MoveRefused):
        move_postulate(
            postulate_id=submitted.pk,
            move="claim",
            actor=cast.coordinator,
            version=submitted.version,
        )
    assert (
        submitted.events.count(),
        OutboxEntry.objects.count(),
        submitted.history.count(),
    ) == before


def test_a_repeated_submission_key_returns_the_first_result(draft, cast) -> None:
    key = uuid4()
    sends = [
        move_postulate(
            postulate_id=draft.pk,
            move="submit",
            actor=cast.author,
            version=draft.version,
            submission_key=key,
        )
        for _again in range(3)
    ]
    assert {sent.reference for sent in sends} == {sends[0].reference}
    assert draft.events.count() == 1


def test_a_repeated_draft_key_returns_the_first_draft(cast) -> None:
    key = uuid4()
    first, second = (
        start_draft(actor=cast.author, key=key, organisation=None, text=TEXT, topics=[]) for _again in range(2)
    )
    assert first.pk == second.pk


def test_somebody_elses_draft_key_is_refused(draft, cast) -> None:
    with pytest.raises(MoveRefused):
        start_draft(actor=cast.moderator, key=draft.key, organisation=None, text=TEXT, topics=[])


def test_an_old_version_is_refused_and_says_who_and_when(in_moderation, cast) -> None:
    with pytest.raises(StaleCase) as stale:
        move_postulate(
            postulate_id=in_moderation.pk,
            move="claim",
            actor=cast.other_moderator,
            version=in_moderation.version - 1,
        )
    assert stale.value.last.actor == cast.moderator


def test_events_are_append_only(submitted) -> None:
    event = submitted.events.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_history_names_the_move_and_the_person(in_moderation, cast) -> None:
    newest = in_moderation.history.first()
    assert (newest.history_change_reason, newest.history_user) == (
        "postulate.claim",
        cast.moderator,
    )


def test_a_missing_detail_is_named(in_moderation, cast, act) -> None:
    with pytest.raises(ValidationError) as error:
        act(in_moderation, "return", cast.moderator, reason="Proszę uzupełnić.")
    assert list(error.value.message_dict) == ["due_on"]


def test_a_detail_the_move_does_not_know_is_a_programming_error(in_moderation, cast, act) -> None:
    with pytest.raises(TypeError):
        act(
            in_moderation,
            "register",
            cast.moderator,
            legal_kind="postulate",
            status="answered",
        )


def test_when_legal_kind_is_missing_then_no_department_can_be_assigned(in_moderation, cast, act) -> None:
    with pytest.raises(ValidationError):
        act(in_moderation, "register", cast.moderator)
    with pytest.raises(MoveRefused):
        act(in_moderation, "route", cast.coordinator, lead_unit=unit("ngo-policy"))


def test_registering_starts_the_clock_from_the_day_of_receipt(registered) -> None:
    start = registered.clock_events.get()
    assert (start.kind, start.new_due) == (ClockEvent.Kind.START, registered.due_on)
    assert registered.due_on > timezone.localdate(registered.submitted_at)


def test_a_question_to_the_author_stops_the_clock_and_a_reply_gives_the_days_back(
    in_progress, cast, act, monkeypatch
) -> None:
    due = in_progress.due_on
    act(in_progress, "ask_author", cast.official, question="Jaka kwota?")
    Postulate.objects.filter(pk=in_progress.pk).update(paused_on=timezone.localdate() - timedelta(days=5))
    replied = act(in_progress, "reply", cast.author, reply="10 000 zł")
    assert replied.due_on == last_day(due, length=5, measure="day"), "five days more, and never on a day off"
    assert list(replied.clock_events.values_list("kind", flat=True)) == [
        "start",
        "pause",
        "resume",
    ]


def test_when_an_extension_has_no_reason_or_an_earlier_date_then_it_is_refused(in_progress, cast, act) -> None:
    with pytest.raises(ValidationError):
        act(
            in_progress,
            "extend",
            cast.coordinator,
            due_on=in_progress.due_on + timedelta(days=9),
        )
    with pytest.raises(ValidationError):
        act(
            in_progress,
            "extend",
            cast.coordinator,
            due_on=in_progress.due_on,
            reason="Zbieramy dane.",
        )


def test_extension_keeps_the_old_date_in_its_event(in_progress, cast, act) -> None:
    old = in_progress.due_on
    new = old + timedelta(days=30)
    extended = act(in_progress, "extend", cast.coordinator, due_on=new, reason="Zbieramy dane.")
    details = extended.events.last().details
    assert (
        date.fromisoformat(details["old_due_on"]),
        date.fromisoformat(details["due_on"]),
    ) == (old, new)


def test_contributing_units_need_a_question(registered, cast, act) -> None:
    with pytest.raises(ValidationError) as error:
        act(
            registered, "route", cast.coordinator,
            lead_unit=unit("ngo-policy"), contributions=[{"unit": unit("finance"), "question": ""}],
        )  # fmt: skip
    assert "contributions" in error.value.message_dict


def test_a_unit_that_declines_gives_the_case_back(routed, cast, act) -> None:
    back = act(routed, "decline", cast.official, reason="To sprawa innej jednostki.")
    assert back.state is State.REGISTERED
    assert not back.assignments.filter(is_current=True).exists()


def test_part_of_a_contributing_unit_reaches_the_lead_unit(in_progress, cast, act) -> None:
    act(
        in_progress,
        "contribute",
        cast.contributor,
        part="Budżet pozwala na 100 000 zł.",
    )
    assert in_progress.assignments.get(unit__code="finance").part.body.startswith("Budżet")


def test_answer_travels_to_the_public_with_its_commitment(answered) -> None:
    assert answered.state is State.ANSWERED
    assert answered.responses.get().status == "published"
    assert answered.responses.get().commitments.get().responsible_unit.code == "ngo-policy"


def test_requested_changes_are_made_in_the_same_answer(in_approval, cast, act) -> None:
    act(in_approval, "request_changes", cast.head, reason="Proszę dodać termin.")
    act(
        in_approval,
        "propose_response",
        cast.official,
        outcome="planned",
        response="Do końca roku.",
    )
    assert in_approval.responses.get().status == "in_review"


def test_answer_after_reopening_supersedes_the_first(answered, cast, act) -> None:
    act(answered, "reopen", cast.author, reason="Nie ma odpowiedzi na pytanie o kwotę.")
    act(
        answered,
        "propose_response",
        cast.official,
        outcome="accepted",
        response="100 000 zł.",
    )
    act(answered, "approve", cast.head)
    act(answered, "publish", cast.coordinator)
    assert list(answered.responses.values_list("status", flat=True)) == [
        "superseded",
        "published",
    ]


def test_author_may_reopen_once(answered, cast, act) -> None:
    act(answered, "reopen", cast.author, reason="Nie.")
    act(answered, "propose_response", cast.official, outcome="accepted", response="Tak.")
    act(answered, "approve", cast.head)
    act(answered, "publish", cast.coordinator)
    with pytest.raises(MoveRefused):
        act(answered, "reopen", cast.author, reason="Jeszcze raz.")


def test_rejected_author_may_appeal_to_another_moderator(in_moderation, cast, act, reason) -> None:
    act(
        in_moderation,
        "reject",
        cast.moderator,
        rejection_reason=reason,
        note="Proszę zwrócić się do gminy X.",
    )
    act(in_moderation, "appeal", cast.author, reason="To jest sprawa miasta.")
    with pytest.raises(MoveRefused):
        act(in_moderation, "claim", cast.moderator)
    assert act(in_moderation, "claim", cast.other_moderator).claimed_by == cast.other_moderator


def test_who_rejected_does_not_come_back_to_an_appeal_by_separating(registered, cast, act, reason) -> None:
    draft = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    act(draft, "reject", cast.moderator, rejection_reason=reason, note="Proszę zwrócić się do gminy X.")
    act(draft, "appeal", cast.author, reason="To jest sprawa miasta.")
    act(draft, "claim", cast.other_moderator)
    act(draft, "join", cast.other_moderator, duplicate_of=registered)
    with pytest.raises(MoveRefused):
        act(draft, "separate", cast.moderator, reason="Inna sprawa.")
    assert act(draft, "separate", cast.other_moderator, reason="Inna sprawa.").claimed_by == cast.other_moderator


def test_reopening_lays_aside_a_correction_that_was_not_published(answered, cast, act) -> None:
    act(answered, "propose_correction", cast.official, outcome="explained", response="Jaśniej.", reason="Błąd.")
    act(answered, "reopen", cast.author, reason="Nie.")
    assert list(answered.responses.values_list("status", flat=True)) == ["published", "superseded"]
    act(answered, "propose_response", cast.official, outcome="accepted", response="Tak.")
    act(answered, "approve", cast.head)
    act(answered, "publish", cast.coordinator)
    assert answered.responses.filter(status="in_review").count() == 0


def test_joined_case_names_the_leading_one_and_can_be_separated(registered, cast, act) -> None:
    draft = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    joined = act(draft, "join", cast.moderator, duplicate_of=registered)
    assert joined.duplicate_of == registered
    separated = act(draft, "separate", cast.moderator, reason="Inna sprawa.")
    assert (separated.state, separated.duplicate_of) == (State.IN_MODERATION, None)


def test_case_cannot_be_joined_with_itself(registered, cast, act) -> None:
    with pytest.raises(ValidationError):
        act(registered, "join", cast.moderator, duplicate_of=registered)


def test_invited_organisation_co_signs_and_may_hide_its_name(draft, cast, act) -> None:
    owner = person()
    invited = organisation(owner=owner)
    act(draft, "invite", cast.author, organisation=invited)
    act(draft, "co_sign", owner, show_name=False)
    signature = CoSignature.objects.get()
    assert (signature.state, signature.show_name, signature.answered_by) == (
        "accepted",
        False,
        owner,
    )
    assert "organisation" not in draft.events.last().details


def test_the_filing_organisation_cannot_co_sign_its_own_postulate(draft, cast, act) -> None:
    with pytest.raises(ValidationError):
        act(draft, "invite", cast.author, organisation=cast.filer)


def test_nobody_writes_for_an_organisation_they_do_not_belong_to(cast) -> None:
    with pytest.raises(MoveRefused):
        start_draft(
            actor=cast.moderator,
            key=uuid4(),
            organisation=cast.filer,
            text=TEXT,
            topics=[],
        )


def test_text_is_closed_once_a_moderator_has_claimed_it(in_moderation, cast) -> None:
    with pytest.raises(MoveRefused):
        save_text(
            postulate_id=in_moderation.pk,
            actor=cast.author,
            version=in_moderation.version,
            text=TEXT,
            topics=[],
        )


def test_colleagues_saving_over_each_other_are_told(draft, cast) -> None:
    save_text(
        postulate_id=draft.pk,
        actor=cast.author,
        version=draft.version,
        text=TEXT,
        topics=[],
    )
    with pytest.raises(StaleCase):
        save_text(
            postulate_id=draft.pk,
            actor=cast.author,
            version=draft.version,
            text=TEXT,
            topics=[],
        )


def test_discarded_draft_is_gone_with_its_history(draft, cast) -> None:
    history = type(draft.history.first())
    discard_draft(postulate_id=draft.pk, actor=cast.author)
    assert not Postulate.objects.exists()
    assert not history.objects.exists()


def test_a_sent_postulate_cannot_be_discarded(submitted, cast) -> None:
    with pytest.raises(MoveRefused):
        discard_draft(postulate_id=submitted.pk, actor=cast.author)


def test_a_shifted_commitment_needs_a_reason_and_stays_in_the_history(answered, cast) -> None:
    commitment = answered.responses.get().commitments.get()
    later = timezone.localdate() + timedelta(days=90)
    with pytest.raises(ValidationError):
        update_commitment(
            commitment_id=commitment.pk,
            actor=cast.official,
            status="delayed",
            due_on=later,
        )
    update_commitment(
        commitment_id=commitment.pk,
        actor=cast.official,
        status="delayed",
        due_on=later,
        reason="Brak danych.",
    )
    assert CaseEvent.objects.filter(move="commitment", details__due_on=later.isoformat()).exists()


def test_another_unit_cannot_touch_a_commitment(answered, cast) -> None:
    commitment = answered.responses.get().commitments.get()
    with pytest.raises(MoveRefused):
        update_commitment(commitment_id=commitment.pk, actor=cast.contributor, status="done")
