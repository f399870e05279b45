"""What is kept when a source or a translation becomes public. Called by ``signals``, ``guard`` and ``following``."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Locale, Revision, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from .models import DraftOrigin, SourceState, SourceText, TranslationRecord
from .texts import digest_of, texts_of


def keep_text(source: TranslatableMixin) -> SourceText:
    """Return the words of a source as they are on the given instance; kept once for each wording."""
    text, _created = SourceText.objects.get_or_create(
        translation_key=source.translation_key,
        digest=digest_of(source),
        defaults={"segments": texts_of(source)},
    )
    return text


@transaction.atomic
def note_source(source: TranslatableMixin) -> tuple[SourceText | None, SourceText]:
    """Keep what a published source says now; returns what it said before, if it was published, and what it says."""
    before = SourceState.objects.select_for_update().filter(translation_key=source.translation_key).first()
    text = keep_text(source)
    if before is None or before.current_id != text.pk:
        kind = ContentType.objects.get_for_model(type(source))
        SourceState.objects.update_or_create(
            translation_key=source.translation_key,
            defaults={"content_type": kind, "current": text, "changed_at": timezone.now()},
        )
    return before.current if before else None, text


def note_draft(revision: Revision, source: TranslationSource, locale: Locale) -> None:
    """Keep from which words of the source a draft of a translation was written."""
    DraftOrigin.objects.update_or_create(
        revision=revision,
        defaults={"made_from": keep_text(source.as_instance()), "is_machine_made": has_machine_texts(source, locale)},
    )


@transaction.atomic
def note_translation(translation: TranslatableMixin, *, revision: Revision | None = None, by: Any = None) -> None:
    """Keep from what the translation that readers see now was made.

    A version written by hand, without the translators' editor, says nothing about its source: what was known stays,
    and somebody may confirm that it is right. Only the first version counts as made from the source as it is now.
    """
    origin = revision and DraftOrigin.objects.filter(revision=revision).select_related("made_from").first()
    if origin:
        _record(translation, origin.made_from, is_machine_made=origin.is_machine_made, by=by)
        older = Revision.objects.for_instance(translation).filter(pk__lte=origin.revision_id)
        DraftOrigin.objects.filter(revision__in=older).delete()
    elif not _records_of(translation).exists():
        state = SourceState.objects.filter(translation_key=translation.translation_key).first()
        if state:
            _record(translation, state.current, is_machine_made=False, by=by)


def note_written(source: TranslationSource, translation: TranslatableMixin, *, by: Any) -> None:
    """Keep that a translation without drafts was written from the source as the translators have it."""
    machine = has_machine_texts(source, translation.locale)
    _record(translation, keep_text(source.as_instance()), is_machine_made=machine, by=by)


def forget(instance: TranslatableMixin) -> None:
    """Drop what was kept of a deleted translation; of a deleted source and all its translations."""
    key = instance.translation_key
    if not SourceState.objects.filter(translation_key=key).exists() or not is_source(instance):
        _records_of(instance).delete()
        return
    TranslationRecord.objects.filter(translation_key=key).delete()
    SourceState.objects.filter(translation_key=key).delete()
    unused = SourceText.objects.filter(translation_key=key)
    DraftOrigin.objects.filter(made_from__in=unused).delete()
    unused.delete()


def drop_unused_texts() -> None:
    """Forget wordings of sources that nothing points at any more."""
    pointing = (
        (SourceState, "current"),
        (TranslationRecord, "made_from"),
        (TranslationRecord, "holds_for"),
        (DraftOrigin, "made_from"),
    )
    unused = SourceText.objects.all()
    for model, name in pointing:
        unused = unused.filter(~Exists(model.objects.filter(**{name: OuterRef("pk")})))
    unused.delete()


def has_machine_texts(source: TranslationSource, locale: Locale) -> bool:
    """Say whether a machine wrote any text of the translation, even if a person has checked it since."""
    written = StringSegment.objects.filter(source=source).get_translations(locale)
    machine = Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE) | ~Q(tool_name="")
    return bool(written.filter(machine).exists())


def source_of(translation_key: UUID) -> TranslationSource | None:
    """Return what the translators have of the source; None when nobody has submitted it."""
    rows = TranslationSource.objects.filter(object_id=translation_key, locale__language_code=settings.LANGUAGE_CODE)
    found: TranslationSource | None = rows.first()
    return found


def is_source(instance: TranslatableMixin) -> bool:
    """Say whether this is the version in the language in which texts begin."""
    return bool(instance.locale.language_code == settings.LANGUAGE_CODE)


def _records_of(translation: TranslatableMixin) -> Any:
    return TranslationRecord.objects.filter(
        translation_key=translation.translation_key, locale_id=translation.locale_id
    )


def _record(translation: TranslatableMixin, text: SourceText, *, is_machine_made: bool, by: Any) -> None:
    TranslationRecord.objects.update_or_create(
        translation_key=translation.translation_key,
        locale_id=translation.locale_id,
        defaults={
            "made_from": text,
            "holds_for": text,
            "is_machine_made": is_machine_made,
            "at": timezone.now(),
            "by": by,
        },
    )
