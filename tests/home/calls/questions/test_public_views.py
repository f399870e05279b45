"""A reader asks about a call and reads what others asked: without JavaScript, without telling who they are."""

from collections.abc import Callable
from datetime import timedelta
from html import escape

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from home.calls.limits import LONGEST_QUESTION
from home.calls.models import Call, CallQuestion
from home.calls.questions.services import refuse_question
from home.models import CallPage
from notifications.models import Subscription
from tests.clock import freeze_time

from .conftest import WriteCall, address, another_reader, answered, ask, asked

pytestmark = pytest.mark.django_db


def page_of(client: Client, call: Call, language: str = "pl") -> str:
    return client.get(address("call_questions", call, language)).content.decode()


def test_question_is_taken_in_the_language_of_the_reader_and_thanked_for(client: Client, call: Call) -> None:
    response = ask(client, call, "Чи може це бути клуб?", language="uk")
    assert response.status_code == 302
    assert response["Location"] == address("call_question_asked", call, "uk")
    row = CallQuestion.objects.get()
    assert (row.text, row.language) == ("Чи може це бути клуб?", "uk")
    thanks = client.get(response["Location"]).content.decode()
    assert '<html lang="uk"' in thanks
    assert 'role="status"' in thanks


def test_who_asked_is_offered_to_follow_the_call_apart_from_the_question(client: Client, call: Call) -> None:
    thanks = client.get(address("call_question_asked", call)).content.decode()
    assert f'name="object_id" value="{call.pk}"' in thanks
    assert 'name="kind" value="call"' in thanks
    sent = {"kind": "call", "object_id": call.pk, "email": "reader@example.org"}
    assert client.post("/pl/notifications/follow/", sent).status_code == 302
    assert Subscription.objects.get().object_id == call.pk


def test_form_is_protected_not_indexed_and_not_kept_by_caches(call: Call) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.get(address("call_question_ask", call))
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert client.post(address("call_question_ask", call), {"text": "Czy?"}).status_code == 403
    assert not CallQuestion.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_QUESTION + 1), "Piszcie: jan@example.org", "PESEL 44051401359"])
def test_what_cannot_be_taken_comes_back_to_be_mended(client: Client, call: Call, text: str) -> None:
    response = ask(client, call, text)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"text"}
    assert text in response.content.decode()
    assert not CallQuestion.objects.exists()


def test_machine_that_fills_in_everything_is_thanked_and_forgotten(client: Client, call: Call) -> None:
    assert ask(client, call, "Kup teraz?", website="https://spam.example").status_code == 302
    assert not CallQuestion.objects.exists()


def test_question_that_comes_at_once_is_asked_for_again_and_kept(client: Client, call: Call) -> None:
    response = ask(client, call, "Czy klub?", after=0)
    assert response.status_code == 200
    assert "Czy klub?" in response.content.decode()
    token = response.context["form"]["begun"].value()
    with freeze_time(timezone.now() + timedelta(seconds=20)):
        sent = client.post(address("call_question_ask", call), {"text": "Czy klub?", "begun": token})
    assert sent.status_code == 302
    assert CallQuestion.objects.count() == 1


def test_one_address_asks_a_few_times_an_hour_and_everybody_together_more(client: Client, call: Call, settings) -> None:
    settings.CALL_QUESTIONS_PER_CALL_AND_HOUR = 6
    codes = [ask(client, call, f"Czy {number}?").status_code for number in range(6)]
    assert codes == [302] * 5 + [429]
    another_reader()
    assert [ask(client, call, f"Czy {number}0?").status_code for number in range(1, 3)] == [302, 429]


def test_words_that_cannot_be_taken_do_not_count_as_questions_sent(client: Client, call: Call) -> None:
    for _time in range(7):
        response = ask(client, call, "Mój telefon to 600 700 800, czy mogę?")
        assert response.status_code == 200
        assert response.context["form"].errors.keys() == {"text"}
    assert ask(client, call, "Czy mogę?").status_code == 302


def test_end_of_a_line_is_one_character_as_in_the_browser(client: Client, call: Call) -> None:
    text = "Czy?\r\n" * (LONGEST_QUESTION // len("Czy?\n"))
    assert len(text) > LONGEST_QUESTION >= len(text.replace("\r\n", "\n"))
    assert ask(client, call, text).status_code == 302


def test_who_typed_until_it_was_too_late_reads_why_and_loses_nothing(client: Client, call: Call) -> None:
    begun = timezone.now()
    token = client.get(address("call_question_ask", call)).context["form"]["begun"].value()
    Call.objects.update(takes_questions_until=begun + timedelta(seconds=5))
    with freeze_time(begun + timedelta(seconds=10)):
        response = client.post(address("call_question_ask", call), {"text": "Czy zdążę?", "begun": token})
    assert response.status_code == 409
    assert "Czy zdążę?" in response.content.decode()
    assert response.context["form"].non_field_errors()


def test_page_says_why_nobody_may_ask_any_more_and_shows_no_form(client: Client, write_call: WriteCall) -> None:
    call = write_call(cancelled_at=timezone.now())
    with translation.override("en"):
        response = client.get(address("call_question_ask", call, "en"))
    text = response.content.decode()
    assert response.status_code == 200
    assert "This call was cancelled." in text
    assert "<textarea" not in text
    assert address("call_question_ask", call, "en") not in page_of(client, call, "en")


def test_page_says_until_when_questions_are_taken(client: Client, call: Call) -> None:
    until = timezone.now() + timedelta(days=2)
    Call.objects.update(takes_questions_until=until)
    assert client.get(address("call_question_ask", call)).context["taken_until"] == until


def test_published_words_with_tags_are_shown_as_text(client: Client, call: Call, colleague: User) -> None:
    evil = "<script>alert(1)</script>"
    answered(asked(call, evil), colleague, asked=f"Czy {evil}?", answer=f"Tak {evil} </script> https://example.org/a")
    text = page_of(client, call)
    assert evil not in text
    assert escape(evil) in text
    assert 'href="https://example.org/a"' in text


def test_what_waits_or_was_refused_is_on_no_page(client: Client, call: Call, colleague: User) -> None:
    asked(call, "Tajemnicze?")
    refused = asked(call, "Odrzucone?")
    refuse_question(question_id=refused.pk, reason="Powód odmowy", actor=colleague, version="new")
    text = page_of(client, call)
    for hidden in ("Tajemnicze", "Odrzucone", "Powód odmowy"):
        assert hidden not in text


def test_each_reader_gets_their_language_and_other_texts_are_marked(
    client: Client, call: Call, colleague: User
) -> None:
    question = answered(asked(call), colleague, uk="Чи може клуб?|Так.")
    ukrainian, english = page_of(client, call, "uk"), page_of(client, call, "en")
    assert 'lang="uk"><p>Чи може клуб?</p>' in ukrainian
    assert 'lang="pl"><p>Czy klub może?</p>' in english
    assert f'id="question-{question.pk}"' in english
    assert "Question 1" in english


def test_correction_is_dated_on_the_page(client: Client, call: Call, colleague: User) -> None:
    question = answered(asked(call), colleague)
    assert "corrected on" not in page_of(client, call, "en")
    answered(question, colleague, answer="Tak, od września.")
    text = page_of(client, call, "en")
    assert "corrected on" in text
    assert "Tak, od września." in text


def test_page_without_answers_says_so_and_offers_to_ask(client: Client, call: Call) -> None:
    text = page_of(client, call)
    assert address("call_question_ask", call) in text
    assert "application/ld+json" not in text


def test_search_engines_find_questions_in_the_page(client: Client, call: Call, colleague: User) -> None:
    answered(asked(call), colleague)
    assert '"@type": "FAQPage"' in page_of(client, call)


@pytest.mark.parametrize("name", ["call_questions", "call_question_ask", "call_question_asked"])
def test_call_that_nobody_may_read_has_none_of_these_pages(client: Client, write_call: WriteCall, name: str) -> None:
    hidden, restricted = write_call("NGO/2026/7", live=False), write_call("NGO/2026/8")
    page = CallPage.objects.get(call=restricted)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for call in (hidden, restricted):
        assert client.get(address(name, call)).status_code == 404
    assert client.post(address("call_question_ask", hidden), {"text": "Czy?"}).status_code in {404, 405}
    assert client.get(address(name, Call(pk=10**9))).status_code == 404


def test_pages_carry_the_title_in_the_language_of_the_reader(
    client: Client, call: Call, translate: Callable[..., Page]
) -> None:
    translate(CallPage.objects.get(call=call), "uk", title="Конкурс")
    assert "Конкурс" in page_of(client, call, "uk")
    assert f'lang="pl">Konkurs {call.reference}' in page_of(client, call, "en")


def test_queries_do_not_grow_with_questions(
    client: Client, call: Call, colleague: User, django_assert_max_num_queries
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(30) as seen:
            page_of(client, call)
        return len(seen)

    answered(asked(call), colleague)
    count()
    few = count()
    for number in range(5):
        answered(asked(call, f"Nr {number}?"), colleague, uk="Чи?|Так.")
    assert count() == few


def test_page_of_a_call_shows_them_below_its_own_heading(
    call: Call, colleague: User, django_assert_num_queries
) -> None:
    part = Template("{% load call_questions %}{% call_questions call %}")
    question = answered(asked(call, "Pierwsze?"), colleague, asked="<b>Jedno?</b>")
    asked(call, "Tajemnicze?")
    current = Call.objects.with_state().get()
    with django_assert_num_queries(1):
        text = part.render(Context({"call": current}))
    assert text.count("<h2") == text.count("<h3") == 1
    assert f'id="question-{question.pk}"' in text
    assert "&lt;b&gt;Jedno?" in text
    assert "Tajemnicze" not in text
    assert address("call_question_ask", call) in text
    Call.objects.update(cancelled_at=timezone.now())
    cancelled = Call.objects.with_state().get()
    assert address("call_question_ask", call) not in part.render(Context({"call": cancelled}))


def test_questions_stand_on_the_page_of_their_call(client: Client, call: Call, colleague: User) -> None:
    asked(call, "Tajemnicze?")
    question = answered(asked(call), colleague, answer="Tak, klub też.")
    text = client.get(CallPage.objects.get(call=call).get_url()).content.decode()
    assert f'id="question-{question.pk}"' in text
    assert "Tak, klub też." in text
    assert "home/calls/questions.css" in text
    assert "Tajemnicze" not in text
