"""Translations among pages about to be published that are not ready for readers."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail_localize.models import Translation

from .guard import why_not_publish


def unfinished(pages: Iterable[Page]) -> list[tuple[Page, ValidationError]]:
    """Return those whose drafts miss texts or hold unchecked machine texts, each with what is to be done first."""
    waiting = {(page.translation_key, page.locale_id): page for page in pages if page.has_unpublished_changes}
    translations = Translation.objects.filter(
        source__object_id__in={key for key, _locale in waiting}, enabled=True
    ).select_related("source", "target_locale")
    found = []
    for translation in translations:
        page = waiting.get((translation.source.object_id, translation.target_locale_id))
        refusal = why_not_publish(translation.source, translation.target_locale) if page else None
        if page and refusal:
            found.append((page, refusal))
    return found
