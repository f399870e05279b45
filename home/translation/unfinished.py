"""Translations among pages about to be published that are not ready for readers."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail_localize.models import Translation

from .guard import refusal_of
from .progress import Progress, progress_of


def unfinished(pages: Iterable[Page]) -> list[tuple[Page, ValidationError]]:
    """Return those whose texts are missing or unchecked, each with what is to be done first; a query per language."""
    found = being_translated(pages)
    sources: dict[str, set[int]] = defaultdict(set)
    for _page, it in found:
        sources[it.target_locale.language_code].add(it.source_id)
    progress = {language: progress_of(pks, language) for language, pks in sources.items()}
    refusals = [
        (page, refusal_of(progress[it.target_locale.language_code].get(it.source_id, Progress()))) for page, it in found
    ]
    return [(page, refusal) for page, refusal in refusals if refusal]


def being_translated(pages: Iterable[Page]) -> list[tuple[Page, Translation]]:
    """Return those of the pages that have a draft and are made in the translators' editor, with what that holds."""
    waiting = {(page.translation_key, page.locale_id): page for page in pages if page.has_unpublished_changes}
    translations = Translation.objects.filter(
        source__object_id__in={key for key, _locale in waiting}, enabled=True
    ).select_related("source", "target_locale")
    found = [(waiting.get((it.source.object_id, it.target_locale_id)), it) for it in translations]
    return [(page, translation) for page, translation in found if page]
