"""Both services are asked over real HTTP; a bad answer stores nothing and says what to do."""

from collections.abc import Callable

import pytest
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from home.models import HomePage
from home.translation.machine.budget import words_left
from home.translation.machine.failures import (
    AnswerUnclear,
    BudgetExceeded,
    MachineFailure,
    ServiceBusy,
    ServiceRefused,
    ServiceSilent,
)
from home.translation.machine.models import MachineWords
from tests.home.translation.service import Service

pytestmark = pytest.mark.django_db
PROVIDERS = ["LibreTranslate", "DeepL"]
TEXTS = ["Karta pobytu", 'Idź do <a id="a1">urzędu</a> &amp; <b>poczekaj</b>.']


@pytest.fixture
def languages(home: HomePage) -> tuple[Locale, Locale]:
    return Locale.objects.get(language_code="pl"), Locale.objects.get(language_code="uk")


def translated(languages: tuple[Locale, Locale], texts: list[str]) -> list[str]:
    machine = get_machine_translator()
    found = machine.translate(*languages, [StringValue(text) for text in texts])
    return [found[StringValue(text)].data for text in texts]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_texts_come_back_translated_in_order_with_their_tags(
    use: Callable[..., Service], languages: tuple[Locale, Locale], provider: str
) -> None:
    service = use(provider)
    assert translated(languages, TEXTS) == ["KARTA POBYTU", 'IDŹ DO <a id="a1">URZĘDU</a> &amp; <b>POCZEKAJ</b>.']
    assert (service.requests[0]["source"].lower(), service.requests[0]["target"].lower()) == ("pl", "uk")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_many_texts_are_sent_in_parts_the_service_takes(
    use: Callable[..., Service], languages: tuple[Locale, Locale], provider: str
) -> None:
    service = use(provider)
    texts = [f"słowo {number}" for number in range(120)]
    assert translated(languages, texts) == [text.upper() for text in texts]
    assert [len(request["texts"]) for request in service.requests] == [50, 50, 20]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (429, ServiceBusy),
        (403, ServiceRefused),
        (401, ServiceRefused),
        (456, ServiceRefused),
        (500, ServiceSilent),
        (503, ServiceSilent),
        (400, AnswerUnclear),
        (302, AnswerUnclear),
    ],
)
def test_refusal_is_named_and_costs_no_words(
    use: Callable[..., Service],
    languages: tuple[Locale, Locale],
    provider: str,
    status: int,
    failure: type[MachineFailure],
) -> None:
    service = use(provider, words=100)
    service.status = status
    with pytest.raises(failure) as refused:
        translated(languages, TEXTS)
    assert str(refused.value)
    assert len(service.requests) == 1, "a redirect must not be followed"
    assert words_left() == 100


def test_wrong_key_is_refused_by_the_service(use: Callable[..., Service], languages: tuple[Locale, Locale]) -> None:
    use("DeepL", AUTH_KEY="somebody else's")
    with pytest.raises(ServiceRefused):
        translated(languages, TEXTS)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_service_that_does_not_answer_in_time_is_given_up_and_its_words_count(
    use: Callable[..., Service], languages: tuple[Locale, Locale], provider: str
) -> None:
    service = use(provider, words=100, TIMEOUT=0.2)
    service.delay = 1
    with pytest.raises(ServiceSilent):
        translated(languages, ["dwa słowa"])
    assert words_left() == 98


def test_service_that_is_not_there_costs_no_words(
    use: Callable[..., Service], languages: tuple[Locale, Locale]
) -> None:
    use(words=100, URL="http://127.0.0.1:9")
    with pytest.raises(ServiceSilent):
        translated(languages, TEXTS)
    assert words_left() == 100


@pytest.mark.parametrize("provider", PROVIDERS)
def test_answer_with_a_text_lost_is_not_used(
    use: Callable[..., Service], languages: tuple[Locale, Locale], provider: str
) -> None:
    use(provider).loses = 1
    with pytest.raises(AnswerUnclear):
        translated(languages, TEXTS)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    "body",
    [
        b"<html>Welcome</html>",
        b"[]",
        b'{"unexpected": 1}',
        b"null",
        b'{"translatedText": [1, null], "translations": [{"text": 1}, {"text": null}]}',
        b'{"translatedText": "ab", "translations": "ab"}',
    ],
)
def test_answer_of_another_shape_is_not_used(
    use: Callable[..., Service], languages: tuple[Locale, Locale], provider: str, body: bytes
) -> None:
    use(provider).body = body
    with pytest.raises(AnswerUnclear):
        translated(languages, TEXTS)


def test_words_are_counted_without_tags(use: Callable[..., Service], languages: tuple[Locale, Locale]) -> None:
    use(words=100)
    translated(languages, TEXTS)
    assert words_left() == 100 - 6


def test_request_beyond_the_budget_is_not_sent_and_says_what_is_left(
    use: Callable[..., Service], languages: tuple[Locale, Locale]
) -> None:
    service = use(words=5)
    translated(languages, ["trzy małe słowa"])
    with pytest.raises(BudgetExceeded) as refused:
        translated(languages, ["znowu trzy słowa"])
    assert (refused.value.asked, refused.value.left) == (3, 2)
    assert "2" in str(refused.value)
    assert len(service.requests) == 1


def test_budget_begins_anew_each_year(use: Callable[..., Service], languages: tuple[Locale, Locale]) -> None:
    use(words=10)
    MachineWords.objects.create(year=2001, words=10)
    assert words_left() == 10
    assert translated(languages, ["nowy rok"]) == ["NOWY ROK"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_machine_is_never_asked_inside_a_transaction(use: Callable[..., Service]) -> None:
    from django.db import transaction

    service = use()
    pl = Locale.objects.get_or_create(language_code="pl")[0]
    uk = Locale.objects.get_or_create(language_code="uk")[0]
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        translated((pl, uk), TEXTS)
    assert not service.requests
