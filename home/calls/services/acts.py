"""What every act has in common: the lock, the right, the trace in the history, and that readers see it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from home.calls.fields import check_words
from home.calls.models import Call, State
from home.calls.permissions import Act, may
from home.calls.refusals import CallRefused

_WHY_NOT = {
    State.PLANNED: gettext_lazy("The call has not opened yet."),
    State.OPEN: gettext_lazy("Offers are still being taken."),
    State.CLOSING_SOON: gettext_lazy("Offers are still being taken."),
    State.CLOSED: gettext_lazy("Offers are not taken any more."),
    State.IN_EVALUATION: gettext_lazy("The evaluation has begun already."),
    State.RESOLVED: gettext_lazy("The results were published already."),
    State.CANCELLED: gettext_lazy("The call was cancelled already."),
}


def locked(actor: User, act: Act, **which: Any) -> Call:
    """Return the call, locked, with its ``state`` now. Raises ``PermissionDenied`` or ``Call.DoesNotExist``."""
    if not may(actor, act):
        raise PermissionDenied
    found = Call.objects.with_state(timezone.now()).select_for_update(of=("self",))
    return found.get(**which)


def refuse_outside(call: Call, states: set[State]) -> None:
    """Raise ``CallRefused`` for a call that is not public, or in none of the states."""
    state = State(call.state)
    if call.published_at is None:
        raise CallRefused(_("This call is not public yet."))
    if state not in states:
        raise CallRefused(str(_WHY_NOT[state]))


def keep(call: Call, actor: User | None, reason: str) -> None:
    """Save the call with a row in its history that names act and actor."""
    call._history_user = actor
    call._change_reason = reason
    call.save()


def keep_for_readers(call: Call, actor: User | None, reason: str) -> None:
    """Save the call as something that readers see: calendars know by ``sequence`` that it is newer."""
    call.sequence += 1
    keep(call, actor, reason)


def given_words(words: dict[str, str], field: str) -> dict[str, str]:
    """Return the words without empty ones. Raises ``ValidationError`` for the field when the Polish are missing."""
    given = {code: text.strip() for code, text in words.items() if text.strip()}
    if not given:
        raise ValidationError({field: _("Say why: people have planned for it.")})
    try:
        check_words(given)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
    return given
