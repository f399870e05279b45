"""A call becomes public with its page; what the law asks for before that, or who decided otherwise."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.outbox.services import record
from home.calls.models import Call
from home.calls.permissions import Act
from home.calls.readiness import dates_of
from home.calls.refusals import CallRefused

from .acts import keep, keep_for_readers, locked


def publish_call(*, call_id: int, actor: User | None) -> bool:
    """Note that the page of the call is public for the first time; says whether it is. A second time changes nothing.

    Whether the page may be published was asked before: of the person by the page's rights, of the facts by its
    ``faults()``. None stands for a schedule.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call_id)
        if call.published_at:
            return False
        call.published_at = timezone.now()
        keep_for_readers(call, actor, "call.published")
        record("call.published", key=str(call.pk), call_id=call.pk)
    return True


def override_short_notice(*, call_id: int, reason: str, actor: User, seen: str | None = None) -> Call:
    """Record that the call may be published although the law asks for a longer announcement, why, and who says so.

    ``seen`` is what ``dates_of`` the call said to the actor: nobody decides on dates they have not seen. Raises
    ``ValidationError`` without a reason, ``CallRefused`` for other dates, or once the call is public.
    """
    with transaction.atomic():
        call = locked(actor, Act.SHORTEN_NOTICE, pk=call_id)
        if call.published_at:
            raise CallRefused(_("This call is public already: there is nothing left to decide."))
        if seen is not None and seen != dates_of(call):
            raise CallRefused(_("The dates of this call were changed meanwhile. Look at them, then decide."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the announcement may be shorter than the law asks for.")})
        call.short_notice_reason = reason.strip()
        call.short_notice_by, call.short_notice_at = actor, timezone.now()
        keep(call, actor, "call.notice_overridden")
    return call


def note_edit(*, call_id: int, actor: User, drops_override: bool = False) -> None:
    """Have readers see what was edited in the form, and withdraw a decision on dates that are no longer the same."""
    with transaction.atomic():
        call = locked(actor, Act.PREPARE, pk=call_id)
        if drops_override and call.short_notice_reason and not call.published_at:
            call.short_notice_reason, call.short_notice_by, call.short_notice_at = "", None, None
            keep(call, actor, "call.notice_override_withdrawn")
        if call.published_at:
            keep_for_readers(call, actor, "call.edited")
