"""A call that is open and public, people who answer for it, and a way to ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from home.calls.models import Call, CallQuestion
from home.calls.questions.services import publish_answer
from tests.clock import freeze_time
from tests.people import official, person

WriteCall = Callable[..., Call]


@pytest.fixture
def write_call(make_call: Callable[..., Call], make_page: Callable[..., Any]) -> WriteCall:
    """Save a call with its page; what followed from its publication is over."""

    def write(reference: str = "NGO/2026/3", *, live: bool = True, closes: int = 10, **facts: Any) -> Call:
        until = timezone.now() + timedelta(days=closes)
        call = make_call(reference=reference, closes=until, announced=False, kind=Call.Kind.OTHER, **facts)
        make_page(call, title=f"Konkurs {reference}", live=live)
        OutboxEntry.objects.all().delete()
        call.refresh_from_db()
        return call

    return write


@pytest.fixture
def call(write_call: WriteCall) -> Call:
    return write_call()


@pytest.fixture
def colleague(call: Call) -> User:
    """Somebody who works in the unit of the call."""
    return official("ngo-policy")


@pytest.fixture
def stranger(call: Call) -> User:
    """Somebody who works in another unit."""
    return official("finance")


@pytest.fixture
def chief_editor(call: Call) -> User:
    return person(Role.EDITOR)


def asked(call: Call, text: str = "Czy może to być klub?", language: str = "pl", **facts: Any) -> CallQuestion:
    """Save a question as it came."""
    return CallQuestion.objects.create(call=call, text=text, language=language, **facts)


def answered(
    question: CallQuestion, actor: User, *, asked: str = "Czy klub może?", answer: str = "Tak.", **more: str
) -> CallQuestion:
    """Publish question and answer in Polish; ``uk="…"`` adds both in another language."""
    return publish_answer(
        question_id=question.pk,
        question={"pl": asked, **{code: text.partition("|")[0] for code, text in more.items()}},
        answer={"pl": answer, **{code: text.partition("|")[2] for code, text in more.items()}},
        actor=actor,
        version=CallQuestion.objects.get(pk=question.pk).version,
    )


def address(name: str, call: Call, language: str = "pl") -> str:
    with translation.override(language):
        return reverse(name, args=[call.pk])


def ask(client: Client, call: Call, text: str, *, language: str = "pl", after: int = 10, **data: str) -> Any:
    """Open the form, wait, and send it as a reader does."""
    begun = timezone.now()
    shown = client.get(address("call_question_ask", call, language))
    token = shown.context["form"]["begun"].value()
    with freeze_time(begun + timedelta(seconds=after)):
        return client.post(address("call_question_ask", call, language), {"text": text, "begun": token, **data})


def another_reader() -> None:
    """Forget how often the one address of the tests asked."""
    cache.clear()
