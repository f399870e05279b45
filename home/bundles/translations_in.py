"""Brings a translation in as translators know it: the texts they were given, and what they made of each."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

from accounts.models import User

from .fields import HEAD, children, columns, many
from .problems import Refused
from .records import Record


class Given(NamedTuple):
    """A text of the source with its translation; ``machine`` names the tool that wrote it, if a machine did."""

    segment: StringSegment
    text: str
    machine: str = ""
    is_checked: bool = True

    @property
    def kind(self) -> str:
        """Return who answers for the text, in the words of wagtail-localize."""
        is_machines = self.machine and not self.is_checked
        kinds = StringTranslation.TRANSLATION_TYPE_MACHINE, StringTranslation.TRANSLATION_TYPE_MANUAL
        return str(kinds[0] if is_machines else kinds[1])


def snapshot(page: Page) -> TranslationSource:
    """Put the page, as the object is, before the translators."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    return source


def put_on_list(source: TranslationSource, record: Record, locale: Locale) -> None:
    """Put the page on the translators' list of a language."""
    is_enabled = (record.given.get("translation") or {}).get("enabled", True)
    Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": bool(is_enabled)})


def begin(page: Page, original: Page, record: Record) -> None:
    """Give a translation that is not stored yet what the record does not name, as it stands in the source."""
    model: type[Model] = type(page)
    for name, field in columns(model).items():
        if name not in record.content and name not in HEAD:
            setattr(page, field.attname, getattr(original, field.attname))
    for name in many(model):
        if name not in record.content:
            setattr(page, name, list(getattr(original, name).all()))
    for name in children(model):
        if name not in record.content:
            original.copy_child_relation(name, page)


def finish(page: Page, source: TranslationSource) -> None:
    """Close the translation as its source is closed, and note when it was written."""
    source.sync_view_restrictions(source.get_source_instance(), page)
    TranslationLog.objects.create(source=source, locale=page.locale, revision=page.latest_revision)


def take_address(page: Page, slug: str) -> Page:
    """Give a page readers never had its address at once, so that no redirect from the makeshift one stays."""
    if not slug or page.slug == slug or page.first_published_at is not None:
        return page
    above = page.url_path[: -len(page.slug) - 1]
    Page.objects.filter(pk=page.pk).update(slug=slug, url_path=f"{above}{slug}/")
    return Page.objects.get(pk=page.pk).specific


def write_texts(source: TranslationSource, record: Record, page: Page, original: Page, *, actor: User) -> None:
    """Store what translators made of each text. Raises ``Refused`` when a live translation would not be whole."""
    segments = list(StringSegment.objects.filter(source=source).order_by("order").select_related("string", "context"))
    translation = record.given.get("translation")
    given = list(_named(segments, translation, record) if translation else _derived(segments, record, page))
    missing = len({segment.pk for segment in segments} - {it.segment.pk for it in given})
    if missing and not translation and record.state == "live":
        text = ngettext(
            "%(count)d text of the page has no translation here. Translate it, or bring the page in as a draft.",
            "%(count)d texts of the page have no translation here. Translate them, or bring the page in as a draft.",
            missing,
        )
        raise Refused("untranslated", text % {"count": missing})
    _store(given, page.locale, actor)
    _override(source, record, page, original)


def _named(segments: list[StringSegment], translation: dict[str, Any], record: Record) -> Iterator[Given]:
    texts = {(text["path"], text["source"]): text for text in translation.get("texts", [])}
    for segment in segments:
        text = texts.pop((segment.context.path, segment.string.data), None)
        if text and text["text"]:
            yield Given(segment, text["text"], str(text.get("machine", ""))[:255], bool(text.get("checked")))
    for path, words in texts:
        sentence = _("The source page has no text “%(text)s” at %(path)s any more; its translation was left out.")
        record.notes.warn("unknown_text", sentence % {"text": words[:60], "path": path[:120]})


def _derived(segments: list[StringSegment], record: Record, page: Page) -> Iterator[Given]:
    """Pair the texts of both pages by their place; only fields that the record names were translated."""
    translated: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in extract_segments(page):
        if isinstance(value, StringSegmentValue) and value.path.partition(".")[0] in record.content:
            translated[value.path].append(value)
    wanted: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        wanted[segment.context.path].append(segment)
    for path in wanted.keys() | translated.keys():
        sources, texts = wanted[path], translated[path]
        if texts and len(sources) != len(texts):
            text = _(
                "“%(field)s” has other parts than in the source language. Keep headings, paragraphs and list points in "
                "the same order and number."
            )
            raise Refused("shape", text % {"field": path.partition(".")[0]})
        yield from (Given(segment, value.string.data) for segment, value in zip(sources, texts, strict=False))


def _store(given: list[Given], locale: Locale, actor: User) -> None:
    """Write all texts at once; one with mark-up of its own is kept but used by nobody, as wagtail-localize has it."""
    present = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            locale=locale,
            translation_of__in=[it.segment.string_id for it in given],
            context__in=[it.segment.context_id for it in given],
        )
    }
    fresh: dict[tuple[int, int], StringTranslation] = {}
    for it in given:
        key = (it.segment.string_id, it.segment.context_id)
        row = present.get(key) or StringTranslation(
            translation_of=it.segment.string, context=it.segment.context, locale=locale
        )
        is_new = row.pk is None
        if not is_new and (row.data, row.translation_type, row.tool_name) == (it.text, it.kind, it.machine):
            continue
        row.data, row.translation_type, row.tool_name, row.last_translated_by = it.text, it.kind, it.machine, actor
        row.has_error, row.field_error = not _is_sound(it), ""
        if is_new:
            fresh[key] = row
        else:
            row.save()
    StringTranslation.objects.bulk_create(fresh.values())


def _is_sound(it: Given) -> bool:
    try:
        StringValue.from_translated_html(it.text)
        validate_translation_links(it.segment.string.data, it.text)
    except ValueError:
        return False
    return True


def _override(source: TranslationSource, record: Record, page: Page, original: Page) -> None:
    """Keep what the translation shows instead of the source: another picture, another address of a link."""
    before = _overridable(original)
    wanted = {path: data for path, data in _overridable(page).items() if path in before and before[path] != data}
    rows = OverridableSegment.objects.filter(source=source).select_related("context") if wanted else []
    for row in rows:
        if row.context.path in wanted and row.context.path.partition(".")[0] in record.content:
            SegmentOverride.objects.update_or_create(
                context=row.context, locale=page.locale, defaults={"data_json": json.dumps(wanted[row.context.path])}
            )


def _overridable(page: Page) -> dict[str, Any]:
    return {value.path: value.data for value in extract_segments(page) if isinstance(value, OverridableSegmentValue)}
