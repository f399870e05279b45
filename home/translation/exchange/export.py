"""The texts of a translation as they leave the house."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.slugs import slug_of


class Outgoing(NamedTuple):
    """One text with its translation so far; ``by_machine`` while nobody has checked it."""

    path: str
    key: UUID
    source: str
    target: str
    by_machine: bool


def outgoing(translation: Translation) -> list[Outgoing]:
    """Return every text of the source in the order of the page; one query."""
    stored = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale=translation.target_locale_id
    )
    rows = (
        StringSegment.objects.filter(source=translation.source_id)
        .order_by("order", "pk")
        .select_related("string", "context")
        .annotate(target=Subquery(stored.values("data")), made_by=Subquery(stored.values("translation_type")))
    )
    return [
        Outgoing(
            row.context.path,
            row.string.data_hash,
            row.string.data,
            row.target or "",
            row.made_by == StringTranslation.TRANSLATION_TYPE_MACHINE,
        )
        for row in _once(rows)
    ]


def _once(rows: Sequence[StringSegment]) -> list[StringSegment]:
    """Keep the first of equal texts at one place: they share one translation."""
    return list({(row.context_id, row.string_id): row for row in reversed(list(rows))}.values())[::-1]


def file_name(translation: Translation, extension: str) -> str:
    """Return a name that says page and language and is unique among translations."""
    slug = slug_of(translation.source.object_repr, translation.source.locale.language_code) or "text"
    return f"{slug[:60]}-{translation.pk}-{translation.target_locale.language_code}.{extension}"
