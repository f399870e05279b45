"""Sends a finished draft to the city, within the limits that keep machines away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from consultations.organisations.models import Organisation
from consultations.postulates.limits import may_send_again_at
from consultations.postulates.models import Postulate

from .moves import move_postulate


class TooManySent(Exception):
    """The person or their organisation sent as much as is allowed for now; ``until`` says when more may be sent."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"No more may be sent until {until:%Y-%m-%d %H:%M}.")
        self.until = until


@transaction.atomic
def send_postulate(*, postulate_id: int, actor: User, version: int, submission_key: UUID) -> Postulate:
    """Send a draft on behalf of a person at a screen; a repeated key returns the first result and is not counted.

    Raises ``TooManySent`` at the limit, else what ``move_postulate`` raises. The rows of person and organisation stay
    locked until the end, so that two drafts sent at once are counted one after the other.
    """
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    postulate = Postulate.objects.get(pk=postulate_id)
    if postulate.organisation_id:
        Organisation.objects.select_for_update(no_key=True).get(pk=postulate.organisation_id)
    is_repeated = postulate.events.filter(submission_key=submission_key, actor=actor).exists()
    until = None if is_repeated else may_send_again_at(person_id=actor.pk, organisation_id=postulate.organisation_id)
    if until:
        raise TooManySent(until)
    return move_postulate(
        postulate_id=postulate_id, move="submit", actor=actor, version=version, submission_key=submission_key
    )
