"""What happens to translations when their source is published: facts follow at once, words wait for a person.

A translation is written anew without anybody's help only when that changes no word that readers see: when the source
changed a number, a link, a picture or the order, dropped a text, or was edited in a way its editor called minor.
"""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource

from .carrying import carry_over
from .facts import Fact, facts_of
from .guard import missing_texts, write_page
from .models import SourceText, TranslationRecord
from .records import note_source
from .texts import by_path, texts_of


@transaction.atomic
def follow_page(page: Page, *, is_minor: bool = False) -> None:
    """Bring the translations of a page that was just published as far as no translator is needed."""
    before, now = note_source(page)
    for translation in page.get_translations().filter(alias_of__isnull=True).specific():
        share_facts(page, translation)
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale_id=page.locale_id).first()
    if source is None or before is None or before == now:
        return
    source, _created = TranslationSource.update_or_create_from_instance(page)
    current = _locales_it_held_for(before)
    if is_minor:
        carry_over(source, before, current)
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        bring_up_to_date(source, translation.target_locale)
    if is_minor:
        _keep_current(source, before, now, current)


def follow_snippet(row: TranslatableMixin) -> None:
    """Give the translations of a snippet its facts, and the translators its words."""
    note_source(row)
    for translation in row.get_translations():
        share_facts(row, translation)
    if TranslationSource.objects.filter(object_id=row.translation_key, locale_id=row.locale_id).exists():
        TranslationSource.update_or_create_from_instance(row)


def bring_up_to_date(source: TranslationSource, locale: Locale) -> bool:
    """Publish the translation from the source as it is now, if no word that readers see changes; say whether it was.

    Somebody's unpublished words, a review under way and texts that a machine wrote and nobody checked are left alone.
    """
    try:
        page = source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        return False
    if not page.live or page.workflow_in_progress or missing_texts(source, locale) or has_unchecked(source, locale):
        return False
    seen, written = (by_path(texts_of(it)) for it in (page, source.get_ephemeral_translated_instance(locale)))
    if any(seen.get(path) != texts for path, texts in written.items()):
        return False
    try:
        write_page(source, locale, user=None, publish=True)
    except ValidationError:
        return False
    return True


def has_unchecked(source: TranslationSource, locale: Locale) -> bool:
    """Say whether the translation has texts that a machine wrote and no person has checked."""
    written = source.stringsegment_set.get_translations(locale)
    return bool(written.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE).exists())


def share_facts(source: TranslatableMixin, translation: TranslatableMixin) -> None:
    """Give a translation the facts of its source, in the row that readers see; its words and drafts stay."""
    changed = [fact for fact in _facts(source, translation) if fact.of(source) != fact.of(translation)]
    for fact in changed:
        fact.copy(source, translation)
    if changed and isinstance(translation, Page):
        translation.save(clean=False)
    elif changed:
        translation.save()


def _facts(source: TranslatableMixin, translation: TranslatableMixin) -> list[Fact]:
    """Return the facts of a thing, without those that somebody has set otherwise for this language."""
    overrides = SegmentOverride.objects.filter(
        context__object_id=source.translation_key, locale_id=translation.locale_id
    )
    own = set(overrides.values_list("context__path", flat=True))
    return [fact for fact in facts_of(source.__class__) if fact.name not in own]


def _locales_it_held_for(text: SourceText) -> list[int]:
    return list(TranslationRecord.objects.filter(holds_for=text).values_list("locale_id", flat=True))


def _keep_current(source: TranslationSource, before: SourceText, now: SourceText, locales: list[int]) -> None:
    """After a minor edit, let translations hold that could not be written anew but miss no text."""
    left = TranslationRecord.objects.filter(holds_for=before, locale_id__in=locales).select_related("locale")
    for record in left:
        if not missing_texts(source, record.locale):
            record.holds_for = now
            record.save(update_fields=["holds_for"])
