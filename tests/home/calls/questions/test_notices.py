"""A new question is told to who can answer it: once each, in their language, while it waits."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, Post
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from home.calls.models import Call, CallQuestion
from home.calls.questions.services import ask_question, refuse_question
from home.models import CallPage
from notifications.models import Subscription
from tests.people import official, person

from .conftest import answered, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def deliver(mailoutbox: list) -> Callable[[], list]:
    """Let everything in the outbox happen and return the mails that left meanwhile."""

    def act() -> list:
        before = len(mailoutbox)
        drain()
        assert not OutboxEntry.objects.filter(state="dead").exists()
        return mailoutbox[before:]

    return act


def put(call: Call, text: str = "Czy <klub> & świetlica?") -> CallQuestion:
    return ask_question(call_id=call.pk, language="pl", text=text)


def told(mails: list) -> list[str]:
    return sorted(mail.to[0] for mail in mails)


def test_people_of_the_unit_and_who_looks_after_the_page_are_told_once(
    call: Call, colleague: User, stranger: User, chief_editor: User, deliver: Callable[[], list]
) -> None:
    owner = official("finance")
    CallPage.objects.update(content_owner=owner, deputy=colleague)
    put(call)
    assert told(deliver()) == sorted([colleague.email, owner.email])


def test_deputies_of_today_are_told_too(
    call: Call, colleague: User, stranger: User, deliver: Callable[[], list]
) -> None:
    today = timezone.localdate()
    Absence.objects.create(person=colleague, deputy=stranger, starts_on=today, ends_on=today)
    later = person(Role.OFFICIAL)
    Absence.objects.create(
        person=colleague, deputy=later, starts_on=today + timedelta(days=5), ends_on=today + timedelta(days=6)
    )
    put(call)
    assert told(deliver()) == sorted([colleague.email, stranger.email])


def test_editors_are_told_where_a_call_has_nobody(call: Call, chief_editor: User, deliver: Callable[[], list]) -> None:
    Post.objects.filter(unit=call.unit).delete()
    put(call)
    assert told(deliver()) == [chief_editor.email]


def test_mail_quotes_the_question_and_leads_to_the_desk(
    call: Call, colleague: User, deliver: Callable[[], list]
) -> None:
    question = put(call)
    (mail,) = deliver()
    assert "Czy <klub> & świetlica?" in mail.body
    assert f"/admin/call-questions/{question.pk}/" in mail.body
    assert call.reference in mail.subject


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_mail_is_in_the_language_of_its_reader(
    call: Call, colleague: User, deliver: Callable[[], list], language: str
) -> None:
    User.objects.filter(pk=colleague.pk).update(language=language)
    put(call)
    (mail,) = deliver()
    assert mail.extra_headers["Content-Language"] == language


def test_same_question_is_told_once_and_another_again(call: Call, colleague: User, deliver: Callable[[], list]) -> None:
    put(call)
    put(call)
    put(call, "Coś innego?")
    assert len(deliver()) == 2


def test_nothing_is_told_of_what_was_decided_meanwhile_or_to_who_left_the_unit(
    call: Call, colleague: User, deliver: Callable[[], list]
) -> None:
    question = put(call)
    refuse_question(question_id=question.pk, reason="Nie na temat.", actor=colleague, version="new")
    assert deliver() == []
    put(call, "Coś innego?")
    Post.objects.filter(person=colleague).delete()
    assert deliver() == []


def test_follower_is_told_of_the_answer_and_its_correction_once_and_nobody_of_a_refusal(
    call: Call, chief_editor: User, deliver: Callable[[], list]
) -> None:
    Subscription.objects.create(
        kind="call", object_id=call.pk, email="reader@example.org", language="pl", confirmed_at=timezone.now()
    )
    refused = asked(call, "Nie na temat?")
    refuse_question(question_id=refused.pk, reason="Nie na temat.", actor=chief_editor, version="new")
    assert deliver() == []
    question = answered(asked(call), chief_editor, answer="Tak, klub też.")
    (mail,) = deliver()
    assert mail.to == ["reader@example.org"]
    assert "Tak, klub też." in mail.body
    words = {"asked": "Czy klub może?", "answer": "Tak, klub też."}
    answered(question, chief_editor, uk="Чи може клуб?|Так.", **words)
    assert deliver() == []
    answered(question, chief_editor, uk="Чи може клуб?|Так, з вересня.", **words)
    (mail,) = deliver()
    assert mail.to == ["reader@example.org"]
