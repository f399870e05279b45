"""Notes on what was published before anything was noted; part of preparing the site, safe to repeat."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail_localize.models import Translation

from . import records
from .guard import missing_texts
from .models import SourceState, TranslationRecord
from .rights import translatable_snippets
from .texts import by_path, texts_of


@transaction.atomic
def adopt_what_is_published() -> None:
    """Note every published source, and every translation of which it is certain from what it was made.

    A translation that differs from what its translators' editor holds gets no record: it counts as outdated until
    somebody translates or confirms it.
    """
    for page in _unknown_sources(Page).filter(live=True, depth__gt=1).specific():
        records.note_source(page)
    for page in _unknown_translations(Page).filter(live=True, depth__gt=1, alias_of__isnull=True).specific():
        _adopt_page(page)
    for model in translatable_snippets():
        for row in _unknown_sources(model):
            records.note_source(row)
        for row in _unknown_translations(model):
            records.note_translation(row)


def _unknown_sources(model: type[Any]) -> Any:
    known = SourceState.objects.filter(translation_key=OuterRef("translation_key"))
    return model._default_manager.filter(~Exists(known), locale__language_code=settings.LANGUAGE_CODE)


def _unknown_translations(model: type[Any]) -> Any:
    known = TranslationRecord.objects.filter(translation_key=OuterRef("translation_key"), locale_id=OuterRef("locale"))
    others = model._default_manager.exclude(locale__language_code=settings.LANGUAGE_CODE)
    return others.filter(~Exists(known)).select_related("locale")


def _adopt_page(page: Page) -> None:
    source = records.source_of(page.translation_key)
    is_used = source and Translation.objects.filter(source=source, target_locale=page.locale_id, enabled=True).exists()
    if not source or not is_used or missing_texts(source, page.locale):
        return
    written = source.get_ephemeral_translated_instance(page.locale, fallback=True)
    if by_path(texts_of(written)) == by_path(texts_of(page)):
        records.note_written(source, page, by=None)
