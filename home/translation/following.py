"""What happens to translations when their source is published: facts follow at once, words wait for a person.

A translation is written anew without anybody's help only when that changes no word that readers see: when the source
changed a number, a link, a picture or the order, dropped a text, or was edited in a way its editor called minor.
"""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import SegmentOverride, TranslationSource

from .carrying import carry_over
from .facts import Fact, facts_of
from .guard import write_page
from .models import TranslationRecord
from .records import note_source
from .texts import by_path, texts_of


@transaction.atomic
def follow_page(page: Page, *, is_minor: bool = False) -> None:
    """Bring the translations of a page that was just published as far as no translator is needed."""
    before, now = note_source(page)
    for translation in page.get_translations().filter(alias_of__isnull=True).specific():
        share_facts(page, translation)
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale_id=page.locale_id).first()
    if source is None or before == now:
        return
    source, _created = TranslationSource.update_or_create_from_instance(page)
    records = TranslationRecord.objects.filter(translation_key=page.translation_key).select_related("locale")
    for record in records.exclude(holds_for=now):
        is_slip = is_minor and record.holds_for == before
        if is_slip:
            carry_over(source, record.holds_for, [record.locale_id])
        write_again(source, record, are_words_right=is_slip)


def follow_snippet(row: TranslatableMixin) -> None:
    """Give the translations of a snippet its facts, and the translators its words."""
    note_source(row)
    for translation in row.get_translations():
        share_facts(row, translation)
    if TranslationSource.objects.filter(object_id=row.translation_key, locale_id=row.locale_id).exists():
        TranslationSource.update_or_create_from_instance(row)


def write_again(source: TranslationSource, record: TranslationRecord, *, are_words_right: bool = False) -> bool:
    """Publish the translation from the source as it is now in the words readers see; say whether that was possible.

    It is when each text of the source has words of its own in the published translation that are right for it: the
    text is as it was, or the words are what the translators have for it, or somebody said so (``are_words_right``).
    Whatever a translator has not published stays unpublished.
    """
    page = _published(source, record)
    words = page and _words_for(source, record, page, are_words_right)
    if words is None:
        return False
    try:
        write_page(source, record.locale, user=None, publish=True, words=words)
    except ValidationError:
        return False
    return True


def texts_nobody_sees(source: TranslationSource, translation: TranslatableMixin) -> int:
    """Return how many texts of the source have no words in the published translation."""
    seen = by_path(texts_of(translation))
    places = by_path(texts_of(source.as_instance()))
    return sum(max(0, len(texts) - len(seen.get(path, ()))) for path, texts in places.items())


def _published(source: TranslationSource, record: TranslationRecord) -> Page | None:
    """Return the published page that is made in the translators' editor and is not being reviewed."""
    if not source.translations.filter(target_locale=record.locale_id, enabled=True).exists():
        return None
    try:
        page = source.get_translated_instance(record.locale)
    except ObjectDoesNotExist:
        return None
    return page if page.live and not page.workflow_in_progress else None


def _words_for(
    source: TranslationSource, record: TranslationRecord, page: Page, are_words_right: bool
) -> dict[str, list[str]] | None:
    """Return the published words by the place they stand in, or None when a text has none that are right for it."""
    seen, made_from = by_path(texts_of(page)), by_path(record.holds_for.texts)
    known = _translators_words(source, record.locale)
    places = by_path(texts_of(source.as_instance()))
    for path, texts in places.items():
        if len(seen.get(path, ())) != len(texts):
            return None
        was = made_from.get(path, [])
        is_same = are_words_right or was == texts
        if not is_same and any(known.get((path, text)) != word for text, word in zip(texts, seen[path], strict=True)):
            return None
    return {path: seen[path] for path in places}


def _translators_words(source: TranslationSource, locale: Locale) -> dict[tuple[str, str], str]:
    segments = source.stringsegment_set.annotate_translation(locale)
    rows = segments.values_list("context__path", "string__data", "translation")
    return {(path, text): translation for path, text, translation in rows}


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
