"""The single dates of an event stand once: a date cancelled in Polish is cancelled in every language, at once.

The facts of a page reach its translations by themselves (``home.translation.following``). Single dates are facts
inside a list that also holds words, so they are carried over one by one, and the words are left to the translators.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Page

from .models import EventPage

WORDS_OF_CHANGES = frozenset({"reason", "note"})


@transaction.atomic
def carry_single_dates(page: Page) -> None:
    """Give every translation of an event the single dates of the live source page, with the words it has for them."""
    if not isinstance(page, EventPage) or page.language != settings.LANGUAGE_CODE:
        return
    others = EventPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for other in others.select_for_update(of=("self",)):
        others.filter(pk=other.pk).update(changes=_single_dates(page, other))


def _single_dates(source: EventPage, other: EventPage) -> StreamValue:
    """Return the single dates of the source with the words of the translation; none where there is none yet."""
    translated = {block["id"]: block["value"] for block in other.changes.get_prep_value()}
    merged: list[dict[str, Any]] = []
    for block in source.changes.get_prep_value():
        words = translated.get(block["id"], {})
        value = {
            name: words.get(name, "") if name in WORDS_OF_CHANGES else fact for name, fact in block["value"].items()
        }
        merged.append(block | {"value": value})
    return StreamValue(source.changes.stream_block, merged, is_lazy=True)
