"""A deadline is moved by an act that stays: old, new, why, who, and by which decision."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from home.calls.models import Call, CallDeadline, DeadlineExtension, State
from home.calls.permissions import Act
from home.calls.refusals import AlreadyExtended, CallRefused, shown

from .acts import given_words, keep_for_readers, locked


def extend_deadline(
    *,
    deadline_id: int,
    new: datetime,
    reason: dict[str, str],
    decision_number: str,
    actor: User,
    seen: datetime | None = None,
) -> DeadlineExtension:
    """Move a deadline of a public call to a later moment; everybody concerned is told.

    ``seen`` is the moment that stood before the actor: when it is another one by now ``AlreadyExtended`` is raised,
    unless the same person did the same just before, who gets that act back. Raises ``ValidationError`` by field, or
    ``CallRefused`` when the call is not in a state for it.
    """
    with transaction.atomic():
        call = locked(actor, Act.EXTEND, deadlines=deadline_id)
        deadline = CallDeadline.objects.select_for_update().get(pk=deadline_id)
        given = given_words(reason, "reason")
        if seen is not None and seen != deadline.at:
            return _the_same_act(deadline, actor, seen, new, given)
        _check_state(call, deadline)
        _check_moment(deadline, new)
        extension = DeadlineExtension(
            deadline=deadline,
            old=deadline.at,
            new=new,
            reason=given,
            decision_number=decision_number.strip(),
            by=actor,
            at=timezone.now(),
        )
        extension.full_clean(exclude=["by"])
        extension.save()
        deadline.at = new
        deadline._history_user = actor  # type: ignore[attr-defined]
        deadline._change_reason = "call.deadline_extended"  # type: ignore[attr-defined]
        deadline.save(update_fields=["at"])
        keep_for_readers(call, actor, "call.deadline_extended")
        record("call.deadline_extended", key=str(extension.pk), extension_id=extension.pk)
    return extension


def _the_same_act(
    deadline: CallDeadline, actor: User, seen: datetime, new: datetime, reason: dict[str, str]
) -> DeadlineExtension:
    """Return the last act when this one only repeats it: a button pressed twice."""
    last = deadline.extensions.order_by("at", "pk").last()
    if last and (last.by_id, last.old, last.new, last.reason) == (actor.pk, seen, new, reason):
        return last
    raise AlreadyExtended(last, deadline.at)


def _check_state(call: Call, deadline: CallDeadline) -> None:
    if call.published_at is None:
        raise CallRefused(_("This call is not public yet: change the deadline in its form."))
    if call.state == State.CANCELLED:
        raise CallRefused(_("This call was cancelled. Its deadlines cannot be extended any more."))
    is_over = call.state in {State.IN_EVALUATION, State.RESOLVED}
    if is_over and deadline.kind != CallDeadline.Kind.REPORT:
        raise CallRefused(_("The offers are being evaluated, or were already. Only the deadline of reports may move."))


def _check_moment(deadline: CallDeadline, new: datetime) -> None:
    if new <= deadline.at:
        text = _("The new deadline must be later than the one there is: %(old)s.")
        raise ValidationError({"new": text % {"old": shown(deadline.at)}})
    if new <= timezone.now():
        raise ValidationError({"new": _("The new deadline has passed already. Choose a later moment.")})
    others = CallDeadline.objects.filter(call=deadline.call_id, kind=deadline.kind, at=new)
    if others.exists():
        raise ValidationError({"new": _("The call has another deadline of the same kind at this very moment.")})
