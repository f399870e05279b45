"""What people say about translations."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import TranslatableMixin

from accounts.models import User

from .carrying import carry_over
from .following import texts_nobody_sees, write_again
from .guard import IncompleteTranslation
from .models import SourceState, TranslationRecord
from .permissions import may_publish
from .records import source_of

__all__ = ["NothingToConfirm", "confirm_translation"]


class NothingToConfirm(LookupError):
    """There is no published translation, or no published source to compare it with."""


@transaction.atomic
def confirm_translation(*, translation_key: UUID, language: str, actor: User) -> TranslationRecord:
    """Record a person's word that the published translation says what its source says now.

    Changed words of the source keep the translation they had. Raises ``PermissionDenied`` without the right to publish
    in that language, ``NothingToConfirm``, or ``IncompleteTranslation`` when the source has texts that were not there
    before and are not translated.
    """
    state = SourceState.objects.select_for_update().filter(translation_key=translation_key).first()
    translation = state and _translation(state, language)
    if not state or not translation:
        raise NothingToConfirm
    if not may_publish(actor, translation):
        raise PermissionDenied
    record, _created = TranslationRecord.objects.get_or_create(
        translation_key=translation_key,
        locale=translation.locale,
        defaults={"made_from": state.current, "holds_for": state.current, "at": timezone.now(), "by": actor},
    )
    source = source_of(translation_key)
    if source:
        carry_over(source, record.holds_for, [translation.locale_id])
        is_written = write_again(source, record, are_words_right=True)
        if not is_written and (lacking := texts_nobody_sees(source, translation)):
            raise IncompleteTranslation(lacking)
        record.refresh_from_db()
    record.holds_for, record.at, record.by = state.current, timezone.now(), actor
    record.save(update_fields=["holds_for", "at", "by"])
    return record


def _translation(state: SourceState, language: str) -> TranslatableMixin | None:
    model: Any = state.content_type.model_class()
    rows = model._default_manager.filter(translation_key=state.translation_key, locale__language_code=language)
    found: TranslatableMixin | None = rows.select_related("locale").first()
    return found if found and getattr(found, "live", True) else None
