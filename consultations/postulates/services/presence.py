"""Who has a text open right now."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from consultations.postulates.models import EditingPresence, Postulate
from consultations.postulates.queries import actor_of, case_of
from consultations.postulates.workflow import BY_NAME

from .moves import MoveRefused

STALE_AFTER = timedelta(hours=1)


@transaction.atomic
def note_presence(*, postulate_id: int, actor: User) -> None:
    """Record that the person has the text open now; raises ``MoveRefused`` for whoever may not edit it.

    It leaves the version alone: being there changes nothing of the text.
    """
    postulate = Postulate.objects.get(pk=postulate_id)
    if not BY_NAME["edit"].is_open_to(actor_of(actor), postulate.state, case_of(postulate)):
        raise MoveRefused
    EditingPresence.objects.update_or_create(postulate=postulate, person=actor, defaults={"seen_at": timezone.now()})


def erase_stale_presences() -> int:
    """Erase who was seen long ago; returns how many."""
    erased, _by_model = EditingPresence.objects.filter(seen_at__lt=timezone.now() - STALE_AFTER).delete()
    return erased
