"""How a call ends: offers are evaluated, results are published all at once, or it is cancelled with a reason."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cms.outbox.services import record
from home.calls.fields import label_of
from home.calls.models import Call, CallResult, State
from home.calls.permissions import Act
from home.calls.refusals import CallRefused, FaultyResults

from .acts import given_words, keep_for_readers, locked

_WHY_NOT = {
    State.PLANNED: gettext_lazy("The call has not opened yet."),
    State.OPEN: gettext_lazy("Offers are still being taken."),
    State.CLOSING_SOON: gettext_lazy("Offers are still being taken."),
    State.CLOSED: gettext_lazy("Offers are not taken any more."),
    State.IN_EVALUATION: gettext_lazy("The evaluation has begun already."),
    State.RESOLVED: gettext_lazy("The results were published already."),
    State.CANCELLED: gettext_lazy("The call was cancelled already."),
}


def begin_evaluation(*, call_id: int, actor: User) -> Call:
    """Note that the offers are being evaluated from now on. Raises ``CallRefused`` while offers may still come in."""
    with transaction.atomic():
        call = locked(actor, Act.EVALUATE, pk=call_id)
        _refuse_outside(call, {State.CLOSED})
        call.evaluation_began_at = timezone.now()
        keep_for_readers(call, actor, "call.evaluation_began")
    return call


def publish_results(*, call_id: int, results: Sequence[CallResult], file_id: int | None, actor: User) -> Call:
    """Publish the whole list, a file with it, or both, at once. The rows are unsaved; their call is set here.

    Raises ``FaultyResults`` with what is wrong in which row, ``ValidationError`` when there is neither row nor file,
    ``CallRefused`` while offers are still taken or once results are public.
    """
    with transaction.atomic():
        call = locked(actor, Act.PUBLISH_RESULTS, pk=call_id)
        takes_offers_always = call.closes_at is None and call.state == State.OPEN
        if not takes_offers_always:
            _refuse_outside(call, {State.CLOSED, State.IN_EVALUATION})
        if not results and file_id is None:
            raise ValidationError(_("Give the results in the table, or a file with them, or both."))
        _check(results)
        for row in results:
            row.call = call
        CallResult.objects.bulk_create(results)
        call.results_file_id = file_id
        call.resolved_at = timezone.now()
        keep_for_readers(call, actor, "call.results_published")
        record("call.results_published", key=str(call.pk), call_id=call.pk)
    return call


def cancel_call(*, call_id: int, reason: dict[str, str], actor: User) -> Call:
    """Cancel a public call for good, with a reason that readers see. Raises ``ValidationError`` or ``CallRefused``."""
    with transaction.atomic():
        call = locked(actor, Act.CANCEL, pk=call_id)
        if call.published_at is None:
            raise CallRefused(_("This call is not public yet: simply delete it."))
        _refuse_outside(call, set(State) - {State.RESOLVED, State.CANCELLED})
        call.cancellation_reason = given_words(reason, "reason")
        call.cancelled_at = timezone.now()
        keep_for_readers(call, actor, "call.cancelled")
        record("call.cancelled", key=str(call.pk), call_id=call.pk)
    return call


def _refuse_outside(call: Call, states: set[State]) -> None:
    state = State(call.state)
    if call.published_at is None:
        raise CallRefused(_("This call is not public yet."))
    if state not in states:
        raise CallRefused(str(_WHY_NOT[state]))


def _check(results: Sequence[CallResult]) -> None:
    """Refuse rows that are wrong by themselves, and places on the list that are given twice."""
    faults = dict[int, list[str]]()
    seen = dict[int, int]()
    for number, row in enumerate(results, start=1):
        texts = list(faults_of(row))
        if row.position in seen:
            texts.append(
                _("Place %(place)s is taken by row %(row)d.") % {"place": row.position, "row": seen[row.position]}
            )
        seen.setdefault(row.position, number)
        if texts:
            faults[number] = texts
    if faults:
        raise FaultyResults(list(faults.items()))


def faults_of(row: CallResult) -> list[str]:
    """Return what is wrong with one row."""
    try:
        row.full_clean(exclude=["call"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return [f"{label_of(CallResult, name)}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
    if row.outcome == CallResult.Outcome.AWARDED and row.amount is None:
        return [_("A grant was awarded: give its amount.")]
    if row.outcome != CallResult.Outcome.AWARDED and row.amount:
        return [_("No grant was awarded: leave the amount empty.")]
    return []
