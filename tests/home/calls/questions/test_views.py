"""The desk: who answers finds what waits, sees what readers will see, publishes or refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from home.calls.models import Call, CallQuestion
from home.calls.questions.panels import waiting_panel
from home.calls.questions.wording import age
from tests.people import person

from .conftest import WriteCall, answered, asked

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
LIST = "call_questions_desk:list"


def desk(question: CallQuestion) -> str:
    return reverse("call_questions_desk:question", args=[question.pk])


def listed(client: Client, **parameters: Any) -> list[CallQuestion]:
    return list(client.get(reverse(LIST), parameters).context["page_obj"].object_list)


def sent(action: str, version: str = "new", **words: str) -> dict[str, str]:
    return {"action": action, "version": version, "question_pl": "Czy klub?", "answer_pl": "Tak.", **words}


def test_list_is_narrowed_by_call_and_state(write_call: WriteCall, chief_editor: User, sign_in: SignIn) -> None:
    first, second = asked(write_call("NGO/2026/7")), asked(write_call("NGO/2026/8"))
    answered(second, chief_editor)
    client = sign_in(chief_editor)
    assert listed(client) == [first, second]
    assert listed(client, call=first.call_id) == [first]
    assert listed(client, state="published") == [second]


def test_desk_says_how_long_a_question_has_waited(call: Call, colleague: User) -> None:
    question, today = asked(call, asked_at=timezone.now() - timedelta(days=4)), timezone.localdate()
    with translation.override("en"):
        assert age(question, today) == "waits for 4 days"
        assert age(asked(call), today) == "asked today"
        assert age(answered(question, colleague), today) == ""


def test_question_about_a_call_of_others_does_not_exist_for_me(call: Call, stranger: User, sign_in: SignIn) -> None:
    question = asked(call)
    client = sign_in(stranger)
    assert listed(client) == []
    assert client.get(desk(question), follow=True).status_code == 404
    client.post(desk(question), sent("publish"))
    question.refresh_from_db()
    assert question.state == "new"


def test_form_begins_with_the_question_in_the_language_it_came_in(call: Call, colleague: User, sign_in: SignIn) -> None:
    form = sign_in(colleague).get(desk(asked(call, "Чи може?", "uk"))).context["form"]
    assert form["question_uk"].value() == "Чи може?"
    assert not form["question_pl"].value()


def test_preview_shows_each_language_and_publishes_nothing(call: Call, colleague: User, sign_in: SignIn) -> None:
    question = asked(call)
    response = sign_in(colleague).post(desk(question), sent("preview", question_uk="Чи клуб?", answer_uk="Так."))
    rows = {preview.code: preview.row for preview in response.context["previews"]}
    assert (rows["uk"].answer.text, rows["en"].answer.language) == ("Так.", "pl")
    assert rows["pl"].number == 1
    text = response.content.decode()
    assert text.count('class="call-question ') == 3
    question.refresh_from_db()
    assert question.state == "new"


def test_colleague_publishes(call: Call, colleague: User, sign_in: SignIn) -> None:
    question = asked(call)
    response = sign_in(colleague).post(desk(question), sent("publish"))
    assert response["Location"] == reverse(LIST)
    question.refresh_from_db()
    assert (question.state, question.question, question.answer) == ("published", {"pl": "Czy klub?"}, {"pl": "Tak."})


def test_what_is_missing_is_named_and_what_was_typed_stays(call: Call, colleague: User, sign_in: SignIn) -> None:
    response = sign_in(colleague).post(desk(asked(call)), sent("publish", answer_pl="", answer_uk="Так."))
    assert response.context["form"].errors.keys() == {"answer_pl"}
    assert "Так." in response.content.decode()


def test_colleague_refuses_with_a_reason(call: Call, colleague: User, sign_in: SignIn) -> None:
    question = asked(call)
    client = sign_in(colleague)
    without = client.post(desk(question), {"action": "refuse", "refuse-version": "new", "refuse-reason": ""})
    assert without.context["refuse_form"].errors.keys() == {"reason"}
    client.post(desk(question), {"action": "refuse", "refuse-version": "new", "refuse-reason": "Nie na temat."})
    question.refresh_from_db()
    assert (question.state, question.refusal_reason) == ("refused", "Nie na temat.")
    assert "Nie na temat." in client.get(desk(question)).content.decode()


def test_unknown_action_changes_nothing(call: Call, colleague: User, sign_in: SignIn) -> None:
    question = asked(call)
    sign_in(colleague).post(desk(question), sent("nonsense"))
    question.refresh_from_db()
    assert question.state == "new"


def test_slower_of_two_sees_the_decision_and_keeps_their_words(
    call: Call, colleague: User, chief_editor: User, sign_in: SignIn
) -> None:
    question = asked(call)
    answered(question, chief_editor, answer="Nie.")
    client = sign_in(colleague)
    response = client.post(desk(question), sent("publish"))
    assert response.status_code == 409
    assert response.context["form"]["answer_pl"].value() == "Tak."
    question.refresh_from_db()
    assert question.answer == {"pl": "Nie."}
    version = response.context["form"]["version"].value()
    assert client.post(desk(question), sent("publish", version)).status_code == 302
    question.refresh_from_db()
    assert question.answer == {"pl": "Tak."}
    assert "Nie." in client.get(desk(question)).content.decode()


def test_words_with_tags_are_shown_as_text(call: Call, colleague: User, sign_in: SignIn) -> None:
    evil = "<script>alert(1)</script>"
    question = asked(call, evil)
    client = sign_in(colleague)
    preview = client.post(desk(question), sent("preview", question_pl=evil, answer_pl=evil))
    for response in (preview, client.get(desk(question)), client.get(reverse(LIST)), client.get("/admin/")):
        assert evil not in response.content.decode()


def test_list_is_downloaded_and_runs_no_formula(call: Call, colleague: User, sign_in: SignIn) -> None:
    asked(call, "=HYPERLINK(1)")
    response = sign_in(colleague).get(reverse(LIST), {"export": "csv"})
    assert "'=HYPERLINK(1)" in b"".join(response.streaming_content).decode()


def test_first_page_of_the_admin_tells_who_answers_what_waits(
    call: Call, colleague: User, stranger: User, chief_editor: User, sign_in: SignIn
) -> None:
    question = asked(call, "Czy klub może?")
    answered(asked(call), colleague)
    for user in (colleague, chief_editor):
        text = sign_in(user).get("/admin/").content.decode()
        assert desk(question) in text
    panel = waiting_panel(colleague)
    assert panel is not None
    assert panel.waiting.count == 1
    assert waiting_panel(stranger) is None
    assert waiting_panel(person(Role.AUDITOR)) is None
    answered(question, colleague)
    assert waiting_panel(colleague) is None


def test_menu_shows_the_list_to_who_answers(call: Call, colleague: User, stranger: User, sign_in: SignIn) -> None:
    assert reverse(LIST) in sign_in(colleague).get("/admin/").content.decode()
    assert reverse(LIST) not in sign_in(stranger).get("/admin/").content.decode()


def test_queries_do_not_grow(call: Call, colleague: User, sign_in: SignIn, django_assert_max_num_queries) -> None:
    client = sign_in(colleague)

    def count() -> tuple[int, int]:
        with django_assert_max_num_queries(60) as seen:
            listed(client)
        with django_assert_max_num_queries(20) as panel:
            waiting_panel(colleague)
        return len(seen), len(panel)

    asked(call)
    answered(asked(call), colleague)
    count()
    few = count()
    for number in range(6):
        asked(call, f"Nr {number}?")
        answered(asked(call), person(Role.EDITOR))
    assert count() == few
