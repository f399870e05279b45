"""Who is told about calls, and what: mails, entries of digests, and what of calls may be followed."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.outbox.registry import daily, handler, recurring
from notifications.registry import Addressee, Draft, followable, followables, mail
from notifications.services import send_later, tell_followers

from .mails import News, in_their_language, tells_followers, tells_holders, to_holders
from .models import Call, CallDeadline, CallQuestion, DeadlineExtension, ResultsCorrection
from .preparing.checklist import in_city_time
from .preparing.clock import days_left
from .preparing.models import CallReminder
from .preparing.queries import holders_of
from .preparing.services import REMINDER
from .queries import public_calls
from .questions.mails import new_question_draft
from .questions.notices import NEW_QUESTION
from .questions.services import erase_refused
from .words import list_address, words_of

PUBLISHED = "calls.published"
EXTENDED = "calls.deadline_extended"
RESULTS = "calls.results_published"
RESULTS_CORRECTED = "calls.results_corrected"
CANCELLED = "calls.cancelled"
ANSWERED = "calls.question_answered"
CORRECTED = "calls.answer_corrected"
LATER = {
    CallDeadline.Kind.SUBMISSION.value: gettext_lazy("Offers are taken until %(new)s instead of %(old)s"),
    CallDeadline.Kind.CONFIRMATION.value: gettext_lazy("Offers are confirmed until %(new)s instead of %(old)s"),
    CallDeadline.Kind.REPORT.value: gettext_lazy("Reports are taken until %(new)s instead of %(old)s"),
}


@handler("call.published", atomic=True)
def tell_published(*, call_id: int) -> None:
    """Tell that there is a new call; whoever prepares an offer for it knows."""
    call = Call.objects.get(pk=call_id)
    if _public(call_id):
        tell_followers(PUBLISHED, targets=_targets(call), about=call_id, key=str(call_id))


@handler("call.deadline_extended", atomic=True)
def tell_extended(*, extension_id: int) -> None:
    """Tell at once that a deadline was moved."""
    extension = DeadlineExtension.objects.select_related("deadline__call").get(pk=extension_id)
    _tell(EXTENDED, extension.deadline.call, about=extension_id, urgent=True)


@handler("call.results_published", atomic=True)
def tell_results(*, call_id: int) -> None:
    """Tell that the results are there."""
    _tell(RESULTS, Call.objects.get(pk=call_id), about=call_id)


@handler("call.results_corrected", atomic=True)
def tell_results_corrected(*, correction_id: int) -> None:
    """Tell that other results hold than those that were public before."""
    correction = ResultsCorrection.objects.select_related("call").get(pk=correction_id)
    _tell(RESULTS_CORRECTED, correction.call, about=correction_id)


@handler("call.cancelled", atomic=True)
def tell_cancelled(*, call_id: int) -> None:
    """Tell at once that a call does not take place."""
    _tell(CANCELLED, Call.objects.get(pk=call_id), about=call_id, urgent=True)


@handler("call.question_answered", atomic=True)
def tell_answered(*, question_id: int) -> None:
    """Tell that the text of the call has a new answer: those who follow this call, not everybody who follows many."""
    question = CallQuestion.objects.select_related("call").get(pk=question_id)
    _tell(ANSWERED, question.call, about=question_id, targets=[("call", question.call_id)])


@handler("call.question_corrected", atomic=True)
def tell_answer_corrected(*, question_id: int, at: str) -> None:
    """Tell them too when the words of an answer change; of a correction that was corrected since, only the last."""
    question = CallQuestion.objects.select_related("call").get(pk=question_id)
    if question.corrected_at == datetime.fromisoformat(at):
        targets = [("call", question.call_id)]
        _tell(CORRECTED, question.call, about=question_id, key=f"{question_id} {at}", targets=targets)


def _tell(
    kind: str,
    call: Call,
    *,
    about: int,
    key: str = "",
    urgent: bool = False,
    targets: list[tuple[str, int]] | None = None,
) -> None:
    """Record a mail to everybody who prepares an offer, and one row for all followers; nobody gets both."""
    if not public_calls().filter(pk=call.pk).exists():
        return
    holders = [f"user:{person_id}" for person_id in holders_of(call)]
    key = key or str(about)
    for addressee in holders:
        send_later(to_holders(kind), addressee=addressee, about=about, key=key)
    followed = _targets(call) if targets is None else targets
    tell_followers(kind, targets=followed, about=about, key=key, urgent=urgent, besides=holders)


def _targets(call: Call) -> list[tuple[str, int]]:
    topics = call.topics.order_by("pk").values_list("pk", flat=True)
    return [("call", call.pk), ("calls", 0), *(("topic", pk) for pk in topics), ("unit", call.unit_id)]


@tells_followers(PUBLISHED)
def published(call_id: int) -> News | None:
    """Say that there is a new call; nothing where no offers are taken any more, as for a call put here afterwards."""
    call = _public(call_id)
    if call is None or _is_over(call):
        return None
    context: dict[str, object] = {
        "opens": call.opens_at if call.opens_at > timezone.now() else None,
        "deadlines": list(call.deadlines.all()),
    }
    return News(call, "calls/mail/published", _("A new call for proposals"), context)


@tells_followers(EXTENDED)
@tells_holders(EXTENDED)
def extended(extension_id: int) -> News | None:
    """Say until when there is time now, even where a later extension has moved the deadline once more."""
    extension = DeadlineExtension.objects.select_related("deadline").get(pk=extension_id)
    deadline = extension.deadline
    call = _public(deadline.call_id)
    if call is None or call.cancelled_at or deadline.at <= timezone.now():
        return None
    newest = deadline.extensions.order_by("at", "pk").last() or extension
    context = {
        "deadline": deadline,
        "old": extension.old,
        "new": deadline.at,
        "reason": in_their_language(newest.reason),
        "decision_number": newest.decision_number,
    }
    moments = {"old": in_city_time(extension.old), "new": in_city_time(deadline.at)}
    return News(call, "calls/mail/deadline_extended", str(LATER[deadline.kind]) % moments, context)


@tells_followers(RESULTS)
@tells_holders(RESULTS)
def results_published(call_id: int) -> News | None:
    """Say that the results can be read."""
    call = _public(call_id)
    if call is None or call.resolved_at is None:
        return None
    return News(call, "calls/mail/results_published", _("The results are published"))


@tells_followers(RESULTS_CORRECTED)
@tells_holders(RESULTS_CORRECTED)
def results_corrected(correction_id: int) -> News | None:
    """Say that the results are others than they were, and why."""
    correction = ResultsCorrection.objects.get(pk=correction_id)
    call = _public(correction.call_id)
    if call is None:
        return None
    context: dict[str, object] = {"reason": in_their_language(correction.reason)}
    return News(call, "calls/mail/results_corrected", _("The results are corrected"), context)


@tells_followers(CANCELLED)
@tells_holders(CANCELLED)
def cancelled(call_id: int) -> News | None:
    """Say that the call does not take place, and why."""
    call = _public(call_id)
    if call is None or call.cancelled_at is None:
        return None
    context: dict[str, object] = {"reason": in_their_language(call.cancellation_reason)}
    return News(call, "calls/mail/cancelled", _("The call is cancelled"), context)


@tells_followers(ANSWERED)
@tells_holders(ANSWERED)
def question_answered(question_id: int) -> News | None:
    """Say what was asked and answered, as it is published now."""
    sentence = _("A question about the call was answered")
    return _of_question(question_id, "calls/mail/question_answered", sentence)


@tells_followers(CORRECTED)
@tells_holders(CORRECTED)
def answer_corrected(question_id: int) -> News | None:
    """Say what question and answer say now that they were corrected."""
    return _of_question(question_id, "calls/mail/answer_corrected", _("An answer about the call was corrected"))


def _of_question(question_id: int, template: str, sentence: str) -> News | None:
    question = CallQuestion.objects.published().filter(pk=question_id).first()
    call = _public(question.call_id) if question else None
    if question is None or call is None:
        return None
    context: dict[str, object] = {
        "question": in_their_language(question.question),
        "answer": in_their_language(question.answer),
        "corrected_at": question.corrected_at,
    }
    return News(call, template, sentence, context)


@tells_followers(REMINDER)
@tells_holders(REMINDER)
def deadline_near(reminder_id: int) -> News | None:
    """Say how much time is left, as long as it is the moment that was reminded of and offers are taken at all."""
    reminder = CallReminder.objects.select_related("deadline").get(pk=reminder_id)
    at, now = reminder.deadline.at, timezone.now()
    call = _public(reminder.deadline.call_id)
    if call is None or call.cancelled_at or at != reminder.at or at <= now:
        return None
    context: dict[str, object] = {"at": at, "days": days_left(at, now)}
    sentence = _("Offers are taken until %(at)s") % {"at": in_city_time(at)}
    return News(
        call, "calls/mail/reminder", sentence, context, concerns=lambda preparation: preparation.submitted_on is None
    )


def _is_over(call: Call) -> bool:
    closes = [row.at for row in call.deadlines.all() if row.kind == CallDeadline.Kind.SUBMISSION]
    has_passed = bool(closes) and max(closes) <= timezone.now()
    return has_passed or any([call.cancelled_at, call.evaluation_began_at, call.resolved_at])


def _public(call_id: int) -> Call | None:
    return public_calls().filter(pk=call_id).prefetch_related("deadlines").first()


@followables("call")
def followed_calls(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return title and address of the calls that anybody may read."""
    return {pk: (words.title, words.path) for pk, words in words_of(pks).items()}


@followable("calls")
def all_calls(object_id: int) -> tuple[str, str] | None:
    """Return how all calls together are called, and where they are listed."""
    return (_("All calls for proposals"), list_address()) if object_id == 0 else None


@mail(NEW_QUESTION)
def new_question_mail(about: int, addressee: Addressee) -> Draft | None:
    """Say to who can answer what was asked about a call; nothing once somebody answered or refused it."""
    return new_question_draft(about, addressee)


@recurring("calls.erase_refused_questions", daily(at="04:50"))
def erase_refused_questions() -> None:
    """Keep a question that was not published for 90 days, to see what was decided."""
    erase_refused()
