"""How a call ends without results: offers are evaluated, or it is cancelled with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from home.calls.models import Call, State
from home.calls.permissions import Act
from home.calls.refusals import CallRefused

from .acts import given_words, keep_for_readers, locked, refuse_outside


def begin_evaluation(*, call_id: int, actor: User) -> Call:
    """Note that the offers are being evaluated from now on. Raises ``CallRefused`` while offers may still come in."""
    with transaction.atomic():
        call = locked(actor, Act.EVALUATE, pk=call_id)
        refuse_outside(call, {State.CLOSED})
        call.evaluation_began_at = timezone.now()
        keep_for_readers(call, actor, "call.evaluation_began")
    return call


def cancel_call(*, call_id: int, reason: dict[str, str], actor: User) -> Call:
    """Cancel a public call for good, with a reason that readers see. Raises ``ValidationError`` or ``CallRefused``."""
    with transaction.atomic():
        call = locked(actor, Act.CANCEL, pk=call_id)
        if call.published_at is None:
            raise CallRefused(_("This call is not public yet: simply delete it."))
        refuse_outside(call, set(State) - {State.RESOLVED, State.CANCELLED})
        call.cancellation_reason = given_words(reason, "reason")
        call.cancelled_at = timezone.now()
        keep_for_readers(call, actor, "call.cancelled")
        record("call.cancelled", key=str(call.pk), call_id=call.pk)
    return call
