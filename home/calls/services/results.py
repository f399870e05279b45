"""The results of a call: published all at once, and corrected by an act that keeps what was public before."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from home.calls.fields import label_of
from home.calls.models import Call, CallResult, ResultsCorrection, State
from home.calls.permissions import Act
from home.calls.refusals import AlreadyCorrected, CallRefused, FaultyResults

from .acts import given_words, keep_for_readers, locked, refuse_outside

_SAID = ("position", "organisation", "title", "outcome", "points", "amount")


def publish_results(*, call_id: int, results: Sequence[CallResult], file_id: int | None, actor: User) -> Call:
    """Publish the whole list, a file with it, or both, at once. The rows are unsaved; their call is set here.

    Raises ``FaultyResults`` with what is wrong in which row, ``ValidationError`` when there is neither row nor file,
    ``CallRefused`` while offers are still taken or once results are public.
    """
    with transaction.atomic():
        call = locked(actor, Act.PUBLISH_RESULTS, pk=call_id)
        takes_offers_always = call.closes_at is None and call.state == State.OPEN
        if not takes_offers_always:
            refuse_outside(call, {State.CLOSED, State.IN_EVALUATION})
        _put(call, results, file_id)
        call.resolved_at = timezone.now()
        keep_for_readers(call, actor, "call.results_published")
        record("call.results_published", key=str(call.pk), call_id=call.pk)
    return call


def correct_results(
    *,
    call_id: int,
    results: Sequence[CallResult],
    file_id: int | None,
    reason: dict[str, str],
    actor: User,
    seen: int | None = None,
) -> ResultsCorrection:
    """Put the whole list, a file with it, or both in the place of what is public; everybody concerned is told why.

    ``seen`` is the last correction that stood before the actor, 0 for none: when there is a later one
    ``AlreadyCorrected`` is raised, unless the same person did the same just before, who gets that act back. Raises
    ``ValidationError`` without a reason or a difference, else what ``publish_results`` raises.
    """
    with transaction.atomic():
        call = locked(actor, Act.CORRECT_RESULTS, pk=call_id)
        if call.published_at is None or call.state != State.RESOLVED:
            raise CallRefused(_("No results of this call are public: there is nothing to correct."))
        given = given_words(reason, "reason")
        differs = call.results_file_id != file_id or _said(results) != _said(call.results.current())
        last = call.corrections.order_by("at", "pk").last()
        if last and seen is not None and seen != last.pk:
            if not differs and (last.by_id, last.reason) == (actor.pk, given):
                return last
            raise AlreadyCorrected(last)
        if not differs:
            raise ValidationError(_("This is what is public already. Change what was wrong."))
        correction = ResultsCorrection(
            call=call, reason=given, earlier_file_id=call.results_file_id, by=actor, at=timezone.now()
        )
        correction.save()
        call.results.current().update(replaced_by=correction)
        _put(call, results, file_id)
        keep_for_readers(call, actor, "call.results_corrected")
        record("call.results_corrected", key=str(correction.pk), correction_id=correction.pk)
    return correction


def _put(call: Call, results: Sequence[CallResult], file_id: int | None) -> None:
    """Make the rows and the file those of the call, which its caller saves."""
    if not results and file_id is None:
        raise ValidationError(_("Give the results in the table, or a file with them, or both."))
    _check(results)
    for row in results:
        row.call = call
    CallResult.objects.bulk_create(results)
    call.results_file_id = file_id


def _said(results: Iterable[CallResult]) -> list[tuple[object, ...]]:
    """Return what readers see of the rows, by their places."""
    return sorted((tuple(getattr(row, name) for name in _SAID) for row in results), key=lambda row: str(row[0]))


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
