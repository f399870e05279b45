"""Single dates of an event hold in every language at once.

Facts that are fields are shared by ``home.translation``. A single date is a fact with words in it: a translation that
waits for the words must not keep the date from a Ukrainian reader, who would come to what was cancelled in Polish.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Page

from .models import EventPage

WORDS = frozenset({"reason", "note"})


def carry_single_dates(page: Page) -> None:
    """Give every translation of an event the single dates of the live source page, with the words it has for them."""
    if not isinstance(page, EventPage):
        return
    versions = EventPage.objects.filter(translation_key=page.translation_key)
    with transaction.atomic():
        found = list(versions.select_for_update(of=("self",)).select_related("locale"))
        source = next((one for one in found if one.live and one.language == settings.LANGUAGE_CODE), None)
        if source is None:
            return
        for other in found:
            if other.pk != source.pk:
                versions.filter(pk=other.pk).update(changes=_single_dates(source, other))


def _single_dates(source: Any, other: Any) -> StreamValue:
    """Return the dates of the source; their words are those of the translation, none where there are none yet."""
    translated = {block["id"]: block["value"] for block in other.changes.get_prep_value()}
    merged = []
    for block in source.changes.get_prep_value():
        words = translated.get(block["id"], {})
        value = {name: words.get(name, "") if name in WORDS else fact for name, fact in block["value"].items()}
        merged.append(block | {"value": value})
    return StreamValue(source.changes.stream_block, merged, is_lazy=True)
