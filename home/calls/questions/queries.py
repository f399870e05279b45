"""Questions about calls: for readers what is published, for the desk what waits. No list asks once for each row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from city.queries import Name
from cms.fallback import readers_language
from home.calls.fields import in_words
from home.calls.models import Call, CallQuestion, State
from home.calls.models.questions import CallQuestionQuerySet
from home.calls.queries import public_calls
from home.calls.words import pages_of
from home.models import CallPage

from .permissions import calls_answered_by

TAKING = frozenset({State.PLANNED, State.OPEN, State.CLOSING_SOON})


@dataclass(frozen=True, slots=True)
class Published:
    """A question with its answer as a reader gets it; each text says which language it is in."""

    number: int
    anchor: str
    question: Name
    answer: Name
    asked_on: date
    answered_on: date
    corrected_on: date | None = None
    changed_at: datetime | None = None


def published_questions(call: Call, language: str | None = None) -> list[Published]:
    """Return what belongs to the text of a call, the newest last; numbers never change. One query."""
    return questions_of({call.pk: language or readers_language()}).get(call.pk, [])


def questions_of(languages: Mapping[int, str]) -> Mapping[int, list[Published]]:
    """Return the same of many calls, each in the language given for it. One query."""
    found: dict[int, list[Published]] = defaultdict(list)
    for row in CallQuestion.objects.published().filter(call__in=list(languages)):
        of_call = found[row.call_id]
        of_call.append(shown(row, len(of_call) + 1, languages[row.call_id]))
    return found


def shown(row: CallQuestion, number: int, language: str | None = None) -> Published:
    """Return a question as readers of a language get it, or would if it were published now."""
    nothing = Name("", language or readers_language())
    return Published(
        number=number,
        anchor=row.anchor,
        question=in_words(row.question, language) or nothing,
        answer=in_words(row.answer, language) or nothing,
        asked_on=timezone.localdate(row.asked_at),
        answered_on=timezone.localdate(row.decided_at if row.is_published else None),
        corrected_on=timezone.localdate(row.corrected_at) if row.corrected_at else None,
        changed_at=row.corrected_at or row.decided_at,
    )


def public_questions() -> CallQuestionQuerySet:
    """Return the published questions of the calls that anybody may read."""
    return CallQuestion.objects.published().filter(call__in=public_calls())


def text_of_questions(call_ids: Iterable[int]) -> Mapping[tuple[int, str], str]:
    """Return, by call and language, what the page of a call says in questions and answers. One query.

    What was not written in a language stands there in the source language, as readers get it.
    """
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in CallQuestion.objects.published().filter(call__in=list(call_ids)):
        for code, _name in settings.LANGUAGES:
            words = (in_words(row.question, code), in_words(row.answer, code))
            texts[row.call_id, code] += [name.text for name in words if name]
    return {key: "\n".join(lines) for key, lines in texts.items()}


def call_asked_about(pk: int) -> Call | None:
    """Return a call that anybody may read, with its ``state`` and ``closes_at``."""
    return public_calls().with_state().filter(pk=pk).first()


def page_for_reader(call: Call) -> CallPage | None:
    """Return the words of a call that anybody may read, in the reader's language or else in the source language."""
    return pages_of([call.pk]).get(call.pk)


def why_no_questions(call: Call) -> str:
    """Say why nobody may ask about a call any more; empty while questions are taken. It needs ``with_state``."""
    state = State(call.state)
    if state is State.CANCELLED:
        return _("This call was cancelled. Questions about it are no longer taken.")
    until = call.takes_questions_until
    if until and until <= timezone.now():
        return _("Questions about this call were taken until %(moment)s.") % {"moment": in_full(until)}
    if state not in TAKING:
        return _("This call is closed. Questions about it are no longer taken.")
    return ""


def questions_taken_until(call: Call) -> datetime | None:
    """Return the moment until which questions are taken; None when no end is known. It needs ``with_closing``."""
    ends = [end for end in (call.takes_questions_until, call.closes_at) if end]
    return min(ends) if ends else None


def in_full(moment: datetime) -> str:
    """Return a moment as people write it, by the clock in the city."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def questions_seen_by(user: User) -> QuerySet[CallQuestion]:
    """Return the questions the person answers: what waits first, the longest of it; then what was decided last."""
    first = Case(When(state=CallQuestion.State.NEW, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = CallQuestion.objects.filter(call__in=calls_answered_by(user)).select_related("call", "decided_by")
    return rows.order_by(first, F("decided_at").desc(nulls_last=True), "asked_at", "pk")


def number_of(question: CallQuestion) -> int:
    """Return the number under which readers find a question, or would if it were published now."""
    before = CallQuestion.objects.published().filter(call=question.call_id)
    if question.is_published:
        return list(before.values_list("pk", flat=True)).index(question.pk) + 1
    return before.count() + 1
