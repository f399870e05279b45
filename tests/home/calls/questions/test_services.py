"""A question is asked by anybody, answered by who answers for the call, and never undone once it was read."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from city.models import Absence
from cms.outbox.models import OutboxEntry
from home.calls.handlers import erase_refused_questions
from home.calls.limits import LONGEST_ANSWER, LONGEST_QUESTION
from home.calls.models import Call, CallQuestion
from home.calls.questions.services import (
    CallUnknown,
    QuestionsClosed,
    StaleQuestion,
    TooMany,
    ask_question,
    publish_answer,
    refuse_question,
)
from home.models import CallPage
from tests.clock import freeze_time
from tests.people import person

from .conftest import WriteCall, answered, asked

pytestmark = pytest.mark.django_db
NOON = timezone.datetime(2026, 11, 26, 12, 34, 56, tzinfo=timezone.get_default_timezone())


def put(call: Call, text: str = "Czy może to być klub?") -> CallQuestion:
    return ask_question(call_id=call.pk, language="pl", text=text)


def recorded(topic: str) -> list[dict]:
    return [row.payload for row in OutboxEntry.objects.filter(topic=topic).order_by("pk")]


def test_question_is_kept_without_anything_that_tells_who_asked(call: Call) -> None:
    with freeze_time(NOON):
        question = put(call, "  Czy może\r\nto być klub?  ")
    assert (question.text, question.language, question.state) == ("Czy może\nto być klub?", "pl", "new")
    local = timezone.localtime(question.asked_at)
    assert (local.hour, local.minute, local.second, local.microsecond) == (12, 0, 0, 0)
    columns = {field.name for field in CallQuestion._meta.get_fields()}
    assert not columns & {"user", "reader", "ip", "session", "email", "name", "author"}


@pytest.mark.parametrize(
    ("facts", "closes", "words"),
    [
        ({"cancelled_at": timezone.now()}, 10, "cancelled"),
        ({"takes_questions_until": timezone.now() - timedelta(minutes=1)}, 10, "were taken until"),
        ({}, -1, "closed"),
        ({"evaluation_began_at": timezone.now() - timedelta(days=1)}, 10, "closed"),
        ({"resolved_at": timezone.now() - timedelta(days=1)}, 10, "closed"),
        ({"takes_questions_until": timezone.now() + timedelta(days=3)}, -1, "closed"),
    ],
)
def test_nothing_is_asked_once_it_is_too_late_and_the_reason_is_said(
    write_call: WriteCall, facts: dict, closes: int, words: str
) -> None:
    facts = {"opens_at": timezone.now() - timedelta(days=30), **facts}
    call = write_call(closes=closes, **facts)
    with translation.override("en"), pytest.raises(QuestionsClosed) as closed:
        put(call)
    assert words in closed.value.sentence
    assert not CallQuestion.objects.exists()


def test_questions_are_taken_before_a_call_opens(write_call: WriteCall) -> None:
    assert put(write_call(opens_at=timezone.now() + timedelta(days=3))).pk


def test_nothing_is_asked_about_a_call_that_nobody_may_read(write_call: WriteCall) -> None:
    with pytest.raises(CallUnknown):
        put(write_call(live=False))
    with pytest.raises(CallUnknown):
        ask_question(call_id=10**9, language="pl", text="Czy?")


def test_language_the_site_does_not_speak_is_an_error_of_ours(call: Call) -> None:
    with pytest.raises(ValueError, match="'tlh'"):
        ask_question(call_id=call.pk, language="tlh", text="Czy?")


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * (LONGEST_QUESTION + 1), "Piszcie na jan@example.org", "Mój numer 600 700 800"]
)
def test_question_that_says_nothing_or_too_much_is_refused(call: Call, text: str) -> None:
    with pytest.raises(ValidationError):
        put(call, text)


def test_same_words_sent_twice_are_one_question(call: Call) -> None:
    with freeze_time(NOON):
        assert put(call).pk == put(call).pk
    assert CallQuestion.objects.count() == 1


def test_flood_about_one_call_is_stopped_and_another_call_is_not(write_call: WriteCall, settings) -> None:
    settings.CALL_QUESTIONS_PER_CALL_AND_HOUR = 2
    first, second = write_call("NGO/2026/3"), write_call("NGO/2026/4")
    now = timezone.now()
    with freeze_time(now):
        put(first, "Jedno?")
        put(first, "Drugie?")
        with pytest.raises(TooMany):
            put(first, "Trzecie?")
        put(second, "Trzecie?")
    with freeze_time(now + timedelta(hours=1)):
        put(first, "Trzecie?")


def test_published_answer_is_recorded_once_and_the_pages_are_read_again(call: Call, colleague: User) -> None:
    question = asked(call)
    OutboxEntry.objects.all().delete()
    answered(question, colleague)
    assert recorded("call.question_answered") == [{"question_id": question.pk}]
    assert CallPage.objects.get().pk in {payload["pk"] for payload in recorded("search.refresh")}
    question.refresh_from_db()
    assert (question.state, question.decided_by) == ("published", colleague)
    assert question.decided_at is not None


@pytest.mark.parametrize(
    "role", [None, *[role for role in Role if role not in {"editor", "coordinator", "administrator"}]]
)
def test_nobody_without_a_right_publishes_or_refuses(call: Call, role: Role | None) -> None:
    question, actor = asked(call), person(*([role] if role else []))
    with pytest.raises(PermissionDenied):
        answered(question, actor)
    with pytest.raises(PermissionDenied):
        refuse_question(question_id=question.pk, reason="Nie na temat.", actor=actor, version="new")
    question.refresh_from_db()
    assert question.state == "new"


def test_people_of_another_unit_and_who_left_publish_nothing(call: Call, stranger: User, colleague: User) -> None:
    colleague.is_active = False
    colleague.save()
    for actor in (stranger, colleague):
        with pytest.raises(PermissionDenied):
            answered(asked(call), actor)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_the_office_answers_about_every_call(call: Call, role: Role) -> None:
    assert answered(asked(call), person(role)).is_published


def test_who_looks_after_the_page_and_deputies_of_today_answer(call: Call, stranger: User, colleague: User) -> None:
    owner = person(Role.OFFICIAL)
    CallPage.objects.update(content_owner=owner)
    assert answered(asked(call), owner).is_published
    today = timezone.localdate()
    Absence.objects.create(person=colleague, deputy=stranger, starts_on=today, ends_on=today)
    assert answered(asked(call), stranger).is_published


def test_answer_needs_the_source_language_and_other_languages_may_follow(call: Call, colleague: User) -> None:
    question = asked(call)
    with pytest.raises(ValidationError) as error:
        publish_answer(
            question_id=question.pk, question={"uk": "Чи може?"}, answer={"uk": "Так."}, actor=colleague, version="new"
        )
    assert error.value.message_dict.keys() == {"question_pl", "answer_pl"}
    row = answered(question, colleague, uk="Чи може клуб?|Так.")
    assert row.answer == {"pl": "Tak.", "uk": "Так."}


@pytest.mark.parametrize(
    ("asked_words", "answer", "field"),
    [
        ("x" * (LONGEST_QUESTION + 1), "Tak.", "question_pl"),
        ("Czy?", "x" * (LONGEST_ANSWER + 1), "answer_pl"),
        ("Czy? Piszcie na jan@example.org", "Tak.", "question_pl"),
        ("Czy?", "  ", "answer_pl"),
    ],
)
def test_unfit_words_are_named_and_nothing_is_published(
    call: Call, colleague: User, asked_words: str, answer: str, field: str
) -> None:
    question = asked(call)
    with pytest.raises(ValidationError) as error:
        answered(question, colleague, asked=asked_words, answer=answer)
    assert error.value.message_dict.keys() == {field}
    question.refresh_from_db()
    assert question.state == "new"


def test_answer_may_hold_the_telephone_of_the_office(call: Call, colleague: User) -> None:
    assert answered(asked(call), colleague, answer="Tak. Telefon: 12 616 78 00.").is_published


def test_correction_keeps_the_first_day_and_what_stood_there_before(call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague, answer="Tak.")
    first = question.decided_at
    corrected = answered(question, colleague, answer="Tak, od września.")
    assert corrected.decided_at == first
    assert corrected.corrected_at is not None
    before = CallQuestion.history.filter(id=question.pk, state="published").order_by("history_id")
    assert [row.answer["pl"] for row in before] == ["Tak.", "Tak, od września."]
    assert {row.history_user for row in before} == {colleague}
    assert recorded("call.question_answered") == [{"question_id": question.pk}]


def test_every_correction_of_an_answer_is_told_once(call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague, answer="Tak.")
    moments = []
    for answer in ("Tak, od września.", "Tak, od października.", "Tak, od października."):
        question = answered(question, colleague, answer=answer)
        moments.append(question.corrected_at.isoformat())
    assert recorded("call.question_corrected") == [
        {"question_id": question.pk, "at": moment} for moment in dict.fromkeys(moments)
    ]
    assert len(recorded("call.question_answered")) == 1


def test_language_that_is_added_is_no_correction(call: Call, colleague: User, chief_editor: User) -> None:
    question = answered(asked(call), colleague)
    seen = question.version
    translated = answered(question, chief_editor, uk="Чи може клуб?|Так.")
    assert translated.corrected_at is None
    assert translated.decided_by == colleague
    assert recorded("call.question_corrected") == []
    with pytest.raises(StaleQuestion):
        publish_answer(question_id=question.pk, question={"pl": "a"}, answer={"pl": "b"}, actor=colleague, version=seen)


def test_language_that_is_taken_away_is_a_correction(call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague, uk="Чи може клуб?|Так.")
    assert answered(question, colleague).corrected_at is not None


def test_publishing_the_same_words_again_is_no_correction(call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague)
    assert answered(question, colleague).corrected_at is None


def test_second_of_two_who_decide_at_once_is_told(call: Call, colleague: User, chief_editor: User) -> None:
    question = asked(call)
    seen = question.version
    answered(question, colleague)
    with pytest.raises(StaleQuestion):
        refuse_question(question_id=question.pk, reason="Nie na temat.", actor=chief_editor, version=seen)
    with pytest.raises(StaleQuestion):
        publish_answer(
            question_id=question.pk, question={"pl": "a"}, answer={"pl": "b"}, actor=chief_editor, version=seen
        )


def test_what_was_published_is_never_taken_back(call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague)
    with pytest.raises(ValidationError):
        refuse_question(question_id=question.pk, reason="Jednak nie.", actor=colleague, version=question.version)


def test_refusal_needs_a_reason_and_may_be_reconsidered(call: Call, colleague: User) -> None:
    question = asked(call)
    with pytest.raises(ValidationError):
        refuse_question(question_id=question.pk, reason=" ", actor=colleague, version=question.version)
    refused = refuse_question(
        question_id=question.pk, reason="Nie na temat.", actor=colleague, version=question.version
    )
    assert (refused.state, refused.refusal_reason) == ("refused", "Nie na temat.")
    assert answered(refused, colleague).refusal_reason == ""


def test_refused_question_is_erased_with_its_history_after_90_days(call: Call, colleague: User) -> None:
    old, new, kept, waiting = asked(call, "Stare?"), asked(call, "Nowe?"), asked(call), asked(call, "Czeka?")
    for question in (old, new):
        refuse_question(question_id=question.pk, reason="Nie na temat.", actor=colleague, version="new")
    answered(kept, colleague)
    long_ago = timezone.now() - timedelta(days=91)
    CallQuestion.objects.exclude(pk=new.pk).update(decided_at=long_ago, asked_at=long_ago)
    CallQuestion.objects.filter(pk=waiting.pk).update(decided_at=None)
    erase_refused_questions()
    assert set(CallQuestion.objects.all()) == {new, kept, waiting}
    assert not CallQuestion.history.filter(id=old.pk).exists()


def test_history_never_holds_the_words_as_they_came(call: Call, colleague: User) -> None:
    answered(asked(call, "Słowa nadawcy"), colleague)
    columns = {field.name for field in CallQuestion.history.model._meta.get_fields()}
    assert "text" not in columns
