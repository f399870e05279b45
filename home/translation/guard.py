"""Keeps wagtail-localize from showing readers what no translator has written.

Left alone it fills missing texts with the source language and publishes them, writes drafts into the live row, and
makes live aliases of untranslated parents. All its doors (editor, bulk update, submission, its own functions) lead
through ``TranslationSource.create_or_update_translation``; ``install`` puts ours there for pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.utils.translation import ngettext
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
    post_save_string_translation,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from cms.slugs import slug_of

from . import records
from .progress import Progress, progress_of
from .schedule import follow_source

Words: TypeAlias = Mapping[str, Sequence[str]]


class _Writer(Protocol):
    def __call__(self, source: TranslationSource, locale: Locale, **options: Any) -> tuple[Any, bool]: ...


class IncompleteTranslation(ValidationError):
    """Somebody tried to publish a translation with texts still missing; ``missing`` says how many."""

    def __init__(self, missing: int) -> None:
        self.missing = missing
        super().__init__(
            ngettext(
                "%(count)d text has no translation yet. Translate it before publishing.",
                "%(count)d texts have no translation yet. Translate them before publishing.",
                missing,
            )
            % {"count": missing}
        )


class UncheckedMachineTexts(ValidationError):
    """Somebody tried to publish texts of a machine that no person has checked; ``unchecked`` says how many."""

    def __init__(self, unchecked: int) -> None:
        self.unchecked = unchecked
        super().__init__(
            ngettext(
                "%(count)d text was written by a machine and nobody has checked it yet. Check it before publishing.",
                "%(count)d texts were written by a machine and nobody has checked them yet. "
                "Check them before publishing.",
                unchecked,
            )
            % {"count": unchecked}
        )


def missing_texts(source: TranslationSource, locale: Locale) -> int:
    """Return how many texts of the source have no usable translation into the language."""
    return _progress(source, locale).texts_left


def why_not_publish(source: TranslationSource, locale: Locale) -> ValidationError | None:
    """Return what a translator has to do before the translation may be published; None when it may."""
    return refusal_of(_progress(source, locale))


def refusal_of(progress: Progress) -> ValidationError | None:
    """Return what is left to do before a translation that is so far may be published."""
    if progress.texts_left:
        return IncompleteTranslation(progress.texts_left)
    if progress.unchecked:
        return UncheckedMachineTexts(progress.unchecked)
    return None


def _progress(source: TranslationSource, locale: Locale) -> Progress:
    return progress_of([source.pk], locale.language_code).get(source.pk, Progress())


def install() -> None:
    """Put the guard before wagtail-localize's own writer; called once at start-up."""
    unguarded: _Writer = TranslationSource.create_or_update_translation

    def guarded(
        source: TranslationSource, locale: Locale, user: Any = None, publish: bool = True, **options: Any
    ) -> tuple[Any, bool]:
        if issubclass(source.specific_content_type.model_class(), Page):
            return write_page(source, locale, user=user, publish=publish)
        if publish and (unchecked := _progress(source, locale).unchecked):
            raise UncheckedMachineTexts(unchecked)
        translation, created = unguarded(source, locale, user=user, publish=publish, **options)
        records.note_written(source, translation, by=user)
        return translation, created

    TranslationSource.create_or_update_translation = guarded
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_save.connect(_keep_draft_title, sender=StringTranslation)


def write_page(
    source: TranslationSource, locale: Locale, *, user: Any, publish: bool, words: Words | None = None
) -> tuple[Page, bool]:
    """Save the translation as a draft and publish it when asked to; the live text changes only by publishing.

    ``words`` stand in the place of what the translators have: the words of each place in the page, by its path.

    Raises ``IncompleteTranslation`` when asked to publish with texts missing, ``UncheckedMachineTexts`` when nobody
    has read what a machine wrote, ``PermissionDenied`` when the person may not publish there, ``ValidationError`` when
    a text does not fit its field.
    """
    if publish and words is None and (refusal := why_not_publish(source, locale)):
        raise refusal
    try:
        with transaction.atomic():
            page, created = _target(source, locale, user)
            revision = _draft(source, locale, page, user, words)
            records.note_draft(revision, source, locale)
            source.sync_view_restrictions(source.get_source_instance(), page)
            TranslationLog.objects.create(source=source, locale=locale, revision=revision)
            if publish:
                revision.publish(user=user)
    except ValidationError as error:
        _mark_texts(source, locale, error)
        raise
    page.refresh_from_db()
    return page, created


def _target(source: TranslationSource, locale: Locale, user: Any) -> tuple[Page, bool]:
    try:
        page = source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        original = source.as_instance()
        _submit_parent(original, locale, user)
        return original.copy_for_translation(locale), True
    if page.alias_of_id:
        page.alias_of = None
        page.save(update_fields=["alias_of"], clean=False)
        page.unpublish(log_action=False)
    return page, False


def _submit_parent(page: Page, locale: Locale, user: Any) -> None:
    parent = page.get_parent()
    if parent.is_root() or parent.get_translations().filter(locale=locale, alias_of__isnull=True).exists():
        return
    submit(parent.specific, locale, user=user)


def submit(page: Page, locale: Locale, *, user: Any) -> Translation:
    """Put a page on the translators' list of a language, with a draft to fill; its parents too where missing."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    write_page(source, locale, user=user, publish=False)
    return translation


def _draft(source: TranslationSource, locale: Locale, page: Page, user: Any, words: Words | None) -> Revision:
    draft = _in_words(source, locale, words) if words else source.get_ephemeral_translated_instance(locale, True)
    follow_source(draft)
    parent = page.get_parent()
    if page.first_published_at is None and not parent.is_root():
        slug = slug_of(draft.title, locale.language_code)
        draft.slug = find_available_slug(parent, slug, ignore_page_id=page.pk)
    return draft.save_revision(user=user)


def _in_words(source: TranslationSource, locale: Locale, words: Words) -> Page:
    """Return the page as the source is now with the words given instead of those the translators have."""
    original, page = source.as_instance(), source.get_translated_instance(locale)
    copy_synchronised_fields(original, page)
    left = {path: iter(texts) for path, texts in words.items()}
    segments = [
        StringSegmentValue(segment.path, StringValue(next(left[segment.path])), segment.attrs, order=segment.order)
        if isinstance(segment, StringSegmentValue)
        else segment
        for segment in sorted(source._get_segments_for_translation(locale, fallback=True), key=lambda it: it.order)
    ]
    ingest_segments(original, page, source.locale, locale, segments)
    return page


def _keep_draft_title(instance: StringTranslation, **kwargs: Any) -> None:
    """Show a translated title in lists of pages, cut to what they can hold.

    The original writes it whole, so that PostgreSQL refuses a long one with a server error. The title itself is
    measured when somebody publishes, and the translator is told.
    """
    if instance.context.path == "title":
        pages = Page.objects.filter(translation_key=instance.context.object_id, locale_id=instance.locale_id)
        pages.update(draft_title=instance.data[: Page._meta.get_field("draft_title").max_length])


def _mark_texts(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Show each refused text to the translator beside its field."""
    for field, errors in error.error_dict.items():
        texts = StringTranslation.objects.filter(
            context__object_id=source.object_id, context__path=field, locale=locale
        )
        for text in texts:
            text.set_field_error(errors)
