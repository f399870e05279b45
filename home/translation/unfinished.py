"""Translations among pages about to be published that are not ready for readers."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail_localize.models import Translation

from .guard import why_not_publish


def unfinished(pages: Iterable[Page]) -> list[tuple[Page, ValidationError]]:
    """Return those whose texts are missing or unchecked, each with what is to be done first."""
    found = [(page, why_not_publish(it.source, it.target_locale)) for page, it in being_translated(pages)]
    return [(page, refusal) for page, refusal in found if refusal]


def being_translated(pages: Iterable[Page]) -> list[tuple[Page, Translation]]:
    """Return those of the pages that have a draft and are made in the translators' editor, with what that holds."""
    waiting = {(page.translation_key, page.locale_id): page for page in pages if page.has_unpublished_changes}
    translations = Translation.objects.filter(
        source__object_id__in={key for key, _locale in waiting}, enabled=True
    ).select_related("source", "target_locale")
    found = [(waiting.get((it.source.object_id, it.target_locale_id)), it) for it in translations]
    return [(page, translation) for page, translation in found if page]
