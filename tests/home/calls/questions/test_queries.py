"""Readers get what is published: numbered for ever, in their language, in one query."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from home.calls.models import Call, CallQuestion
from home.calls.questions import published_questions, text_of_questions
from home.calls.questions.queries import public_questions, questions_seen_by
from home.calls.questions.services import refuse_question
from home.calls.questions.structured import faq_data
from home.documents import PageSource
from home.models import CallPage

from .conftest import WriteCall, answered, asked

pytestmark = pytest.mark.django_db


def test_only_published_questions_are_read(call: Call, colleague: User) -> None:
    asked(call, "Tajne?")
    refused = asked(call, "Odrzucone?")
    refuse_question(question_id=refused.pk, reason="Nie na temat.", actor=colleague, version="new")
    question = answered(asked(call, "Jak przyszło?"), colleague, asked="Jak wydano?")
    (row,) = published_questions(call)
    assert (row.question.text, row.answer.text, row.number) == ("Jak wydano?", "Tak.", 1)
    text = text_of_questions([call.pk])[call.pk, "pl"]
    for hidden in ("Tajne", "Odrzucone", "Jak przyszło"):
        assert hidden not in text
    assert list(public_questions()) == [question]


def test_newest_stands_last_and_a_number_never_changes(call: Call, colleague: User) -> None:
    first, second = asked(call, "Pierwsze?"), asked(call, "Drugie?")
    answered(second, colleague, asked="B?")
    answered(first, colleague, asked="A?")
    answered(second, colleague, asked="B, poprawione?")
    rows = published_questions(call)
    assert [(row.number, row.question.text, row.anchor) for row in rows] == [
        (1, "B, poprawione?", f"question-{second.pk}"),
        (2, "A?", f"question-{first.pk}"),
    ]
    assert rows[0].corrected_on == timezone.localdate()
    assert rows[1].corrected_on is None


def test_each_text_says_which_language_it_is_in(call: Call, colleague: User) -> None:
    answered(asked(call), colleague, uk="Чи може клуб?|Так.")
    (row,) = published_questions(call, "uk")
    assert (row.question.text, row.question.language, row.answer.text) == ("Чи може клуб?", "uk", "Так.")
    (row,) = published_questions(call, "en")
    assert (row.answer.text, row.answer.language) == ("Tak.", "pl")


def test_text_for_the_search_is_what_readers_of_each_language_get(write_call: WriteCall, colleague: User) -> None:
    first, second = write_call("NGO/2026/7"), write_call("NGO/2026/8")
    answered(asked(first), colleague, uk="Чи може клуб?|Так.")
    texts = text_of_questions([first.pk, second.pk])
    assert texts[first.pk, "uk"] == "Чи може клуб?\nТак."
    assert texts[first.pk, "en"] == texts[first.pk, "pl"] == "Czy klub może?\nTak."
    assert (second.pk, "pl") not in texts


def test_questions_cost_one_query_however_many(call: Call, colleague: User, django_assert_num_queries) -> None:
    for number in range(3):
        answered(asked(call, f"Nr {number}?"), colleague)
        with django_assert_num_queries(1):
            published_questions(call)
        with django_assert_num_queries(1):
            text_of_questions([call.pk])


def test_questions_of_a_call_that_is_not_public_are_not_either(call: Call, colleague: User) -> None:
    answered(asked(call), colleague)
    CallPage.objects.get().unpublish()
    assert not public_questions().exists()


def test_desk_sees_what_waits_first_and_of_its_own_calls_only(
    call: Call, colleague: User, stranger: User, chief_editor: User
) -> None:
    done, second, first = asked(call, "Trzecie?"), asked(call, "Drugie?"), asked(call, "Pierwsze?")
    CallQuestion.objects.filter(pk=first.pk).update(asked_at=timezone.now() - timedelta(days=3))
    answered(done, colleague)
    assert list(questions_seen_by(colleague)) == list(questions_seen_by(chief_editor)) == [first, second, done]
    assert not questions_seen_by(stranger).exists()


def test_search_engines_read_what_the_page_says(call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague)
    data = faq_data(published_questions(call), "https://example.org/pl/calls/1/questions/")
    (entity,) = data["mainEntity"]
    assert data["@type"] == "FAQPage"
    assert entity["name"] == "Czy klub może?"
    assert entity["acceptedAnswer"]["text"] == "Tak."
    assert entity["url"].endswith(f"#question-{question.pk}")


def test_search_reads_what_is_published_and_never_what_waits_or_was_refused(call: Call, colleague: User) -> None:
    asked(call, "Tajne?")
    refused = asked(call, "Odrzucone?")
    refuse_question(question_id=refused.pk, reason="Powód odmowy", actor=colleague, version="new")
    answered(asked(call, "Jak przyszło?"), colleague, asked="Jak wydano?", answer="Tak, klub też.")
    (document,) = PageSource().documents([CallPage.objects.get(call=call).pk])
    assert "Jak wydano?\nTak, klub też." in document.body
    for hidden in ("Tajne", "Odrzucone", "Powód odmowy", "Jak przyszło"):
        assert hidden not in document.text
