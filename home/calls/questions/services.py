"""Questions about a call: asked by anybody, answered or refused by those who answer for the call, erased in time."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from cms.personal_data import looks_personal
from home.calls.limits import LONGEST_ANSWER, LONGEST_QUESTION
from home.calls.models import Call, CallQuestion
from home.models import CallPage
from search.services import refresh_later

from .notices import tell_who_answers
from .permissions import may_answer_questions
from .queries import call_asked_about, why_no_questions

ANSWERED = "call.question_answered"
CORRECTED = "call.question_corrected"
SEARCH_SOURCE = "pages"
REFUSED_KEPT = timedelta(days=90)
HOUR = timedelta(hours=1)

Words = Mapping[str, str]


class CallUnknown(LookupError):
    """The call does not exist or is not public."""


class QuestionsClosed(Exception):
    """Questions about the call are not taken any more; the sentence says why."""

    @property
    def sentence(self) -> str:
        """Return why, in the active language."""
        return str(self.args[0])


class TooMany(Exception):
    """So many asked about this call within the hour that it looks like a machine."""


class StaleQuestion(Exception):
    """Somebody decided about the question since the person looked at it."""


@transaction.atomic
def ask_question(*, call_id: int, language: str, text: str) -> CallQuestion:
    """Keep what a reader asks about a call and tell who answers; nobody is the actor.

    The same words sent twice are one question. Raises CallUnknown, QuestionsClosed, TooMany, or ValidationError for
    words that say nothing, say too much, or tell who somebody is.
    """
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"The site does not speak {language!r}.")
    text = check_question(text)
    Call.objects.select_for_update().filter(pk=call_id).first()
    call = call_asked_about(call_id)
    if call is None:
        raise CallUnknown(call_id)
    if reason := why_no_questions(call):
        raise QuestionsClosed(reason)
    # The hour is kept and not the minute, so that no log of the server tells who wrote.
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    lately = CallQuestion.objects.filter(call=call, asked_at__gte=hour)
    if same := lately.filter(text=text, state=CallQuestion.State.NEW).first():
        return same
    if lately.count() >= settings.CALL_QUESTIONS_PER_CALL_AND_HOUR:
        raise TooMany
    question = CallQuestion(call=call, language=language, text=text, asked_at=hour)
    _save(question, actor=None, reason="question.asked")
    tell_who_answers(question)
    return question


@transaction.atomic
def publish_answer(*, question_id: int, question: Words, answer: Words, actor: User, version: str) -> CallQuestion:
    """Make a question, in the words given, and its answer a part of the call's text; again, to correct or translate it.

    Numbers and first dates stay when a text is corrected, what stood there before stays in the history, and followers
    are told. A language that is added corrects nothing. Raises ``PermissionDenied``, ``StaleQuestion``, or
    ``ValidationError`` for missing or unfit words.
    """
    row = _row(question_id, actor, version)
    words = _checked_words(question, answer)
    if row.is_published and words == (row.question, row.answer):
        return row
    now = timezone.now()
    if not row.is_published:
        row.state, row.decided_at, reason = CallQuestion.State.PUBLISHED, now, "question.answered"
        row.decided_by, row.refusal_reason = actor, ""
        record(ANSWERED, key=str(row.pk), question_id=row.pk)
    elif row.is_corrected_by(*words):
        row.corrected_at, row.decided_by, reason = now, actor, "question.corrected"
        record(CORRECTED, key=f"{row.pk} {now.isoformat()}", question_id=row.pk, at=now.isoformat())
    else:
        reason = "question.translated"
    row.question, row.answer = words
    _save(row, actor=actor, reason=reason)
    _refresh_pages(row.call_id)
    return row


@transaction.atomic
def refuse_question(*, question_id: int, reason: str, actor: User, version: str) -> CallQuestion:
    """Decide that a question is not published, and why; the words are erased after 90 days.

    Raises ``PermissionDenied``, ``StaleQuestion``, or ``ValidationError`` without a reason or once it is published:
    what everybody may have read is corrected, never taken back.
    """
    row = _row(question_id, actor, version)
    if row.is_published:
        raise ValidationError(_("It is published already. Correct it: what people have read is not taken back."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is not published.")})
    row.state, row.refusal_reason = CallQuestion.State.REFUSED, reason.strip()
    row.decided_by, row.decided_at = actor, timezone.now()
    _save(row, actor=actor, reason="question.refused")
    return row


@transaction.atomic
def erase_refused() -> int:
    """Erase the questions that were refused long ago, with their history; return how many."""
    limit = timezone.now() - REFUSED_KEPT
    old = CallQuestion.objects.filter(state=CallQuestion.State.REFUSED, decided_at__lt=limit)
    return old.delete()[1].get(CallQuestion._meta.label, 0)


def _row(question_id: int, actor: User, version: str) -> CallQuestion:
    row = CallQuestion.objects.select_for_update(of=("self",)).select_related("call").get(pk=question_id)
    if not may_answer_questions(actor, row.call):
        raise PermissionDenied
    if row.version != version:
        raise StaleQuestion(question_id)
    return row


def _save(row: CallQuestion, *, actor: User | None, reason: str) -> None:
    row._history_user = actor  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]
    row.save()


def _refresh_pages(call_id: int) -> None:
    for pk in CallPage.objects.live().filter(call=call_id).values_list("pk", flat=True):
        refresh_later(SEARCH_SOURCE, pk)


def check_question(text: str) -> str:
    """Return the words, tidied. Raises ``ValidationError`` for none, too many, and those that tell who somebody is."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError({"text": _("Write your question.")})
    if len(text) > LONGEST_QUESTION:
        raise ValidationError({"text": _("Make it shorter: at most %(most)d characters.") % {"most": LONGEST_QUESTION}})
    if looks_personal(text):
        raise ValidationError(
            {
                "text": _(
                    "Take out e-mail addresses, telephone numbers and numbers of documents: the question may be "
                    "published. To be told of the answer, follow the call once you have asked."
                )
            }
        )
    return text


def _checked_words(question: Words, answer: Words) -> tuple[dict[str, str], dict[str, str]]:
    problems: dict[str, str] = {}
    checked: list[dict[str, str]] = []
    for name, words, most in (("question", question, LONGEST_QUESTION), ("answer", answer, LONGEST_ANSWER)):
        tidy = {code: text.replace("\r\n", "\n").strip() for code, text in words.items() if text.strip()}
        if unknown := tidy.keys() - dict(settings.LANGUAGES).keys():
            raise ValueError(f"The site does not speak {sorted(unknown)}.")
        if settings.LANGUAGE_CODE not in tidy:
            problems[f"{name}_{settings.LANGUAGE_CODE}"] = _(
                "Write it in Polish: the other languages are translations of it."
            )
        for code, text in tidy.items():
            if len(text) > most:
                problems[f"{name}_{code}"] = _("Make it shorter: at most %(most)d characters.") % {"most": most}
            elif name == "question" and looks_personal(text):
                problems[f"{name}_{code}"] = _("Take out e-mail addresses, telephone numbers and numbers of documents.")
        checked.append(tidy)
    if problems:
        raise ValidationError(problems)
    return checked[0], checked[1]
