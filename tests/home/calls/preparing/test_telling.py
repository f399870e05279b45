"""Who is told of what happens to a call: everybody concerned exactly once, in their language, and nobody else."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.models import User
from city.models import Topic
from cms.outbox.services import record
from cms.outbox.worker import drain
from home.calls.handlers import ANSWERED, CANCELLED, EXTENDED, PUBLISHED, RESULTS
from home.calls.mails import to_holders
from home.calls.models import Call, CallDeadline, CallQuestion, CallResult
from home.calls.preparing.models import CallPreparation
from home.calls.preparing.services import REMINDER, REMINDER_TO_HOLDERS
from home.calls.questions.services import publish_answer
from home.calls.services import cancel_call, correct_results, extend_deadline, publish_results
from home.models import CallPage
from notifications.models import Subscription
from notifications.queries import addressee
from notifications.registry import find_entry, find_mail, followed
from tests.people import unit

from .conftest import Cast

pytestmark = pytest.mark.django_db

REASON = {
    "pl": "Formularz nie działał dwa dni.",
    "uk": "Формуляр не працював два дні.",
    "en": "The form was out of order for two days.",
}
READER = "reader@example.org"


@pytest.fixture(autouse=True)
def _quiet_start(call: Call) -> None:
    drain()
    mail.outbox.clear()


@pytest.fixture
def topic(call: Call) -> Topic:
    row = Topic.objects.facts().order_by("pk").first()
    call.topics.add(row)
    return row


def follow(kind: str, pk: int, email: str = READER, *, language: str = "en", is_confirmed: bool = True) -> None:
    Subscription.objects.create(
        kind=kind,
        object_id=pk,
        email=email,
        language=language,
        confirmed_at=timezone.now() if is_confirmed else None,
    )


def extend(call: Call, clerk: User, *, days: int = 14, reason: dict[str, str] | None = None) -> None:
    deadline = call.deadlines.get(kind=CallDeadline.Kind.SUBMISSION)
    extend_deadline(
        deadline_id=deadline.pk,
        new=deadline.at + timedelta(days=days),
        reason=reason or REASON,
        decision_number="WS-01.2026",
        actor=clerk,
    )


def told() -> list[str]:
    """Let the worker run; return who was written to, each as often as that happened."""
    drain()
    return sorted(message.to[0] for message in mail.outbox)


def letter_to(email: str) -> EmailMessage:
    [message] = [message for message in mail.outbox if message.to == [email]]
    return message


def html_of(message: EmailMessage) -> str:
    [html] = [str(part.content) for part in message.alternatives]
    return html


def moment(at: datetime, language: str = "en") -> str:
    with override(language):
        return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def test_extension_reaches_everybody_concerned_exactly_once(
    call: Call, topic: Topic, preparation: CallPreparation, cast: Cast, clerk: User
) -> None:
    follow("call", call.pk, "follower@example.org")
    follow("topic", topic.pk, "topic@example.org")
    follow("calls", 0, "all@example.org")
    follow("unit", call.unit_id, "unit@example.org")
    for kind, pk in (("call", call.pk), ("topic", topic.pk), ("calls", 0), ("unit", call.unit_id)):
        follow(kind, pk, "several@example.org")
        follow(kind, pk, cast.editor.email)
    follow("call", call.pk, "unconfirmed@example.org", is_confirmed=False)
    follow("call", call.pk + 1000, "other.call@example.org")
    follow("topic", topic.pk + 1000, "other.topic@example.org")
    follow("unit", unit("education").pk, "other.unit@example.org")

    extend(call, clerk)

    holders = [cast.owner.email, cast.editor.email]
    named = ["follower", "topic", "all", "unit", "several"]
    assert told() == sorted([*holders, *(f"{name}@example.org" for name in named)])


def test_worker_that_runs_twice_tells_once(call: Call, preparation: CallPreparation, clerk: User) -> None:
    follow("call", call.pk)
    extend(call, clerk)
    once = told()
    extension = call.deadlines.get().extensions.get()
    with transaction.atomic():
        record("call.deadline_extended", extension_id=extension.pk)

    assert told() == once


def test_extension_says_old_and_new_moment_and_why(
    call: Call, preparation: CallPreparation, cast: Cast, clerk: User
) -> None:
    User.objects.filter(pk=cast.owner.pk).update(language="en")
    follow("call", call.pk)
    old = call.deadlines.get().at
    extend(call, clerk)
    new = call.deadlines.get().at
    told()

    for email in (READER, cast.owner.email):
        message = letter_to(email)
        for at in (old, new):
            assert moment(at) in message.subject
            assert moment(at) in str(message.body)
            assert moment(at) in html_of(message)
        for text in (str(message.body), html_of(message)):
            assert REASON["en"] in text
            assert "WS-01.2026" in text
            assert CallPage.objects.get(call=call).slug in text
    assert preparation.get_absolute_url() in str(letter_to(cast.owner.email).body)
    assert preparation.get_absolute_url() not in str(letter_to(READER).body)
    assert str(preparation.key) not in html_of(letter_to(READER))


def test_later_extension_makes_the_earlier_mail_tell_the_newest_moment(call: Call, clerk: User) -> None:
    follow("call", call.pk)
    before = call.deadlines.get().at
    extend(call, clerk)
    between = call.deadlines.get().at
    extend(call, clerk, days=3)
    newest = call.deadlines.get().at
    told()

    first, second = mail.outbox
    assert moment(before) in first.subject
    assert moment(between) in second.subject
    for message in (first, second):
        assert moment(newest) in message.subject
        assert moment(newest) in str(message.body)
    assert moment(between) not in str(first.body)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_mail_is_wholly_in_the_language_of_its_recipient(
    call: Call, preparation: CallPreparation, cast: Cast, clerk: User, language: str, translate
) -> None:
    page = CallPage.objects.get(call=call)
    for code, title in (("uk", "Конкурс «Сусіди»"), ("en", "The neighbours call")):
        translate(page, code, title=title)
    titles = {"pl": page.title, "uk": "Конкурс «Сусіди»", "en": "The neighbours call"}
    User.objects.filter(pk=cast.owner.pk).update(language=language)
    CallPreparation.objects.update(title="2026")
    follow("call", call.pk, language=language)
    extend(call, clerk)
    told()
    cancel_call(call_id=call.pk, reason=REASON, actor=clerk)
    told()

    messages = [message for message in mail.outbox if message.to[0] in {READER, cast.owner.email}]
    assert len(messages) == 4
    for message in messages:
        whole = " ".join([message.subject, str(message.body), html_of(message)])
        assert message.extra_headers["Content-Language"] == language
        assert f'<html lang="{language}"' in html_of(message)
        for other in {"pl", "uk", "en"} - {language}:
            assert titles[other] not in whole
            assert REASON[other] not in whole
        assert titles[language] in whole
        assert REASON[language] in whole


def test_words_without_translation_say_in_which_language_they_are(call: Call, clerk: User) -> None:
    follow("call", call.pk, language="en")
    extend(call, clerk, reason={"pl": REASON["pl"]})
    told()

    message = letter_to(READER)
    assert "Polish" in str(message.body)
    assert re.search(rf'lang="pl"[^>]*>\s*<p>{re.escape(REASON["pl"])}', html_of(message))


def test_nobody_is_told_of_a_call_that_is_public_no_more(call: Call, preparation: CallPreparation, clerk: User) -> None:
    follow("call", call.pk)
    extend(call, clerk)
    CallPage.objects.get(call=call).unpublish()

    assert told() == []


def test_page_withdrawn_between_record_and_mail_is_not_told_of(call: Call, clerk: User) -> None:
    follow("call", call.pk)
    extend(call, clerk)
    page = CallPage.objects.get(call=call)
    [extension] = call.deadlines.get().extensions.all()
    page.unpublish()
    person = addressee(f"subscription:{Subscription.objects.get().pk}")

    with override("en"):
        assert find_mail(EXTENDED).write(extension.pk, person) is None
        assert find_entry(EXTENDED).write(extension.pk, person) is None


def test_cancellation_is_told_with_its_reason_and_silences_the_extension(
    call: Call, preparation: CallPreparation, cast: Cast, clerk: User
) -> None:
    follow("calls", 0)
    extend(call, clerk)
    cancel_call(call_id=call.pk, reason=REASON, actor=clerk)

    assert told() == sorted([READER, cast.owner.email, cast.editor.email])
    assert "cancelled" in letter_to(READER).subject
    assert REASON["en"] in str(letter_to(READER).body)


def test_new_call_is_told_to_those_who_follow_what_it_is_about(public_call: Callable[..., Call], cast: Cast) -> None:
    follow("calls", 0)
    follow("unit", unit("ngo-policy").pk, "unit@example.org")

    new = public_call()

    assert told() == sorted([READER, "unit@example.org"])
    assert moment(new.deadlines.get().at) in str(letter_to(READER).body)


def test_call_that_takes_no_offers_any_more_is_not_told_as_new(public_call: Callable[..., Call]) -> None:
    follow("calls", 0)
    now = timezone.now()
    public_call(opens_at=now - timedelta(days=60), closes=now - timedelta(days=1))

    assert told() == []


def test_new_call_that_is_not_open_yet_says_from_when(public_call: Callable[..., Call]) -> None:
    follow("calls", 0)
    opens = timezone.now() + timedelta(days=12)
    public_call(opens_at=opens, kind=Call.Kind.OTHER)
    told()

    for text in (str(letter_to(READER).body), html_of(letter_to(READER))):
        assert f"Offers are taken from: {moment(opens)}" in re.sub("<[^>]+>", "", text)


def test_results_are_told(call: Call, preparation: CallPreparation, cast: Cast, clerk: User) -> None:
    follow("call", call.pk)
    CallDeadline.objects.filter(call=call).update(at=timezone.now() - timedelta(days=1))
    row = CallResult(position=1, organisation="Fundacja Razem", title="Kino", outcome="not_awarded")
    publish_results(call_id=call.pk, results=[row], file_id=None, actor=clerk)

    assert told() == sorted([READER, cast.owner.email, cast.editor.email])
    assert "Fundacja Razem" not in str(letter_to(READER).body)


def test_corrected_results_are_told_with_the_reason(
    call: Call, preparation: CallPreparation, cast: Cast, clerk: User
) -> None:
    follow("call", call.pk)
    CallDeadline.objects.filter(call=call).update(at=timezone.now() - timedelta(days=1))
    rows = [CallResult(position=1, organisation=name, title="Kino", outcome="not_awarded") for name in ("A", "B")]
    publish_results(call_id=call.pk, results=rows[:1], file_id=None, actor=clerk)
    told()
    mail.outbox.clear()
    correct_results(call_id=call.pk, results=rows[1:], file_id=None, reason=REASON, actor=clerk)

    assert told() == sorted([READER, cast.owner.email, cast.editor.email])
    message = letter_to(READER)
    assert "Corrected results" in message.subject
    for text in (str(message.body), html_of(message)):
        assert REASON["en"] in text


def _answer(call: Call, **fields: object) -> CallQuestion:
    question = CallQuestion.objects.create(
        **{
            "call": call,
            "language": "pl",
            "text": "Mój telefon to 600 700 800, czy można?",
            "question": {"pl": "Czy można?", "en": "Is it allowed?"},
            "answer": {"pl": "Tak.", "en": "Yes, it is."},
            "state": CallQuestion.State.PUBLISHED,
        }
        | fields
    )
    with transaction.atomic():
        record("call.question_answered", key=str(question.pk), question_id=question.pk)
    return question


def test_answer_is_told_to_those_who_follow_this_call_as_it_is_published(
    call: Call, preparation: CallPreparation, cast: Cast
) -> None:
    follow("call", call.pk)
    follow("calls", 0, "all@example.org")
    _answer(call)

    assert told() == sorted([READER, cast.owner.email, cast.editor.email])
    text = str(letter_to(READER).body) + html_of(letter_to(READER))
    assert "Is it allowed?" in text
    assert "Yes, it is." in text
    assert "600 700 800" not in text


def test_answer_that_was_withdrawn_is_not_told(call: Call) -> None:
    follow("call", call.pk)
    _answer(call, state=CallQuestion.State.REFUSED)

    assert told() == []


def _correct(question: CallQuestion, answer: str, *, actor: User) -> CallQuestion:
    question.refresh_from_db()
    return publish_answer(
        question_id=question.pk,
        question=question.question,
        answer=question.answer | {"en": answer},
        actor=actor,
        version=question.version,
    )


def test_corrected_answer_is_told_to_those_who_were_told_of_the_answer(
    call: Call, preparation: CallPreparation, cast: Cast, clerk: User
) -> None:
    follow("call", call.pk)
    follow("calls", 0, "all@example.org")
    question = _answer(call, decided_at=timezone.now())
    told()
    mail.outbox.clear()
    _correct(question, "Only from September.", actor=clerk)

    assert told() == sorted([READER, cast.owner.email, cast.editor.email])
    message = letter_to(READER)
    assert "Corrected answer" in message.subject
    for text in (str(message.body), html_of(message)):
        assert "Only from September." in text
        assert "Yes, it is." not in text
        assert moment(CallQuestion.objects.get().corrected_at) in text


def test_correction_that_was_corrected_before_it_was_told_is_told_once(call: Call, clerk: User) -> None:
    follow("call", call.pk)
    question = _answer(call, decided_at=timezone.now())
    told()
    mail.outbox.clear()
    for answer in ("Only from September.", "Only from October."):
        _correct(question, answer, actor=clerk)

    assert told() == [READER]
    assert "Only from October." in str(letter_to(READER).body)


def test_holder_who_gave_up_or_left_is_not_told(
    call: Call, preparation: CallPreparation, cast: Cast, clerk: User
) -> None:
    extend(call, clerk)
    preparation.delete()

    assert told() == []


def test_member_of_two_organisations_that_prepare_is_told_once(
    call: Call, preparation: CallPreparation, cast: Cast, begin: Callable[..., CallPreparation], clerk: User
) -> None:
    begin(call, title="Druga oferta")
    extend(call, clerk)

    assert told() == sorted([cast.owner.email, cast.editor.email])
    assert "Druga oferta" in str(letter_to(cast.owner.email).body)


def test_text_of_mails_is_not_escaped(call: Call, clerk: User) -> None:
    page = CallPage.objects.get(call=call)
    page.title = "Kultura & <Sztuka>"
    page.save_revision().publish()
    follow("call", call.pk)
    extend(call, clerk, reason={"pl": "a & b", "en": "a & b"})
    told()

    message = letter_to(READER)
    assert "Kultura & <Sztuka>" in message.subject
    assert "Kultura & <Sztuka>" in str(message.body)
    assert "a & b" in str(message.body)
    assert "Kultura &amp; &lt;Sztuka&gt;" in html_of(message)


@pytest.mark.parametrize("kind", [PUBLISHED, EXTENDED, RESULTS, CANCELLED, ANSWERED, REMINDER])
def test_every_kind_is_written_to_followers_and_holders_and_into_digests(kind: str) -> None:
    assert find_mail(kind)
    assert find_entry(kind)
    assert bool(find_mail(to_holders(kind))) is (kind != PUBLISHED), "whoever prepares an offer knows the call"


def test_reminders_are_sent_under_a_kind_that_is_written() -> None:
    assert to_holders(REMINDER) == REMINDER_TO_HOLDERS


def test_digest_has_the_call_its_address_and_what_happened(call: Call, clerk: User) -> None:
    follow("call", call.pk)
    extend(call, clerk)
    [extension] = call.deadlines.get().extensions.all()
    person = addressee(f"subscription:{Subscription.objects.get().pk}")

    with override("en"):
        entry = find_entry(EXTENDED).write(extension.pk, person)

    assert entry.title == CallPage.objects.get(call=call).title
    assert entry.url.startswith("http")
    assert moment(extension.old) in entry.text
    assert moment(extension.new) in entry.text


def test_public_call_and_all_calls_may_be_followed_and_a_hidden_one_not(
    call: Call, make_call: Callable[..., Call]
) -> None:
    hidden = make_call()

    title, path = followed("call", call.pk)
    assert title == CallPage.objects.get(call=call).title
    assert path.startswith("/en/")
    assert followed("call", hidden.pk) is None
    assert followed("call", 10**9) is None
    assert followed("calls", 0)[1].startswith("/en/")
    assert followed("calls", 1) is None
