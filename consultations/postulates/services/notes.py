"""What staff write to each other about a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.postulates.colleagues import colleagues_on, may_write_notes, named_in
from consultations.postulates.models import InternalNote, Postulate
from consultations.postulates.queries import actor_of
from notifications.services import send_later

from .moves import MoveRefused

NOTE_MAIL = "postulates.note"


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that was kept, and the names in it that fit nobody, or several people, on the case."""

    note: InternalNote
    unknown: list[str]


def add_note(
    *, postulate_id: int, actor: User, body: str, mentions: Iterable[User] = (), submission_key: UUID
) -> Noted:
    """Keep an internal note and tell the people it mentions; a repeated key returns the first note.

    People are mentioned by choice or by @name in the text. Raises ``MoveRefused`` for whoever may not write on the
    case, ``ValidationError`` (by field) for an empty note and for somebody who may not read it.
    """
    with transaction.atomic():
        # The lock makes the second of two equal sendings wait for the first.
        postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
        if not may_write_notes(actor_of(actor), postulate):
            raise MoveRefused
        colleagues = list(colleagues_on(postulate))
        named, unknown = named_in(body, colleagues)
        existing = postulate.notes.filter(submission_key=submission_key, by=actor).first()
        if existing:
            return Noted(existing, unknown)
        if not body.strip():
            raise ValidationError({"body": _("Write something first.")})
        told = {person.pk: person for person in (*mentions, *named)}
        if not told.keys() <= {person.pk for person in colleagues}:
            raise ValidationError({"mentions": _("Choose people who have this case.")})
        note = InternalNote.objects.create(postulate=postulate, body=body, by=actor, submission_key=submission_key)
        note.mentions.set(told.values())
        for pk in sorted(told.keys() - {actor.pk}):
            send_later(NOTE_MAIL, addressee=f"user:{pk}", about=note.pk, key=str(note.pk))
    return Noted(note, unknown)
