"""Facts stand once: what the source language says of dates and numbers holds in every language, at once.

wagtail-localize brings facts over only when somebody translates anew. Until then a Ukrainian reader would come to an
event that was cancelled in Polish, so publishing carries the facts over; words are left to the translators.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from .models import EventPage, NewsPage

WORDS_OF_CHANGES = frozenset({"reason", "note"})


def carry_facts(page: Page) -> None:
    """Give every translation of an event or a news the facts of the live source page, and nothing else."""
    if not isinstance(page, EventPage | NewsPage):
        return
    versions = type(page)._default_manager.filter(translation_key=page.translation_key)
    with transaction.atomic():
        found = list(versions.select_for_update(of=("self",)).select_related("locale"))
        source = next((one for one in found if one.live and one.language == settings.LANGUAGE_CODE), None)
        if source is None:
            return
        values = {name: getattr(source, name) for name in columns_of(type(page))}
        for other in found:
            if other.pk != source.pk:
                versions.filter(pk=other.pk).update(**values, **_single_dates(source, other))


def columns_of(model: type[Page]) -> list[str]:
    """Return the names of the fields that are facts and stand in the page's own tables."""
    facts = [field.field_name for field in model.override_translatable_fields if isinstance(field, SynchronizedField)]
    return [name for name in facts if not model._meta.get_field(name).many_to_many]


def _single_dates(source: Any, other: Any) -> dict[str, Any]:
    """Return the single dates of the source with the words of the translation; none where there is none yet."""
    if not isinstance(source, EventPage):
        return {}
    translated = {block["id"]: block["value"] for block in other.changes.get_prep_value()}
    merged = []
    for block in source.changes.get_prep_value():
        words = translated.get(block["id"], {})
        value = {
            name: words.get(name, "") if name in WORDS_OF_CHANGES else fact for name, fact in block["value"].items()
        }
        merged.append(block | {"value": value})
    return {"changes": StreamValue(source.changes.stream_block, merged, is_lazy=True)}
