"""A table that translators see: wagtail-localize passes over Wagtail's own, and readers would get it in the source."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import FieldBlock
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail_localize.segments import StringSegmentValue

CAPTION = "caption"


class TableBlock(WagtailTableBlock):
    """Rows and columns with a caption and at least one row or column of headings, so that it can be read aloud."""

    def clean(self, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """Refuse a table that somebody who does not see it cannot follow."""
        cleaned: dict[str, Any] | None = super().clean(value)
        if cleaned and not self.is_deferred_validation and (sentences := list(_faults(cleaned))):
            raise ValidationError(sentences)
        return cleaned

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        """Return the caption and every cell with words in it; the same words are translated once.

        A cell is known by its words, not by its place: a row put in between loses no translation below it.
        """
        if not value:
            return []
        caption = [StringSegmentValue(CAPTION, value["table_caption"])] if value.get("table_caption") else []
        words = dict.fromkeys(cell for row in _rows(value) for cell in row if _has_words(cell))
        return caption + [StringSegmentValue(_path(cell), cell) for cell in words]

    def restore_translated_segments(
        self, block_value: dict[str, Any], segments: Iterable[StringSegmentValue]
    ) -> dict[str, Any]:
        """Return the table with every text that has a translation in that translation; numbers stay."""
        texts = {segment.path: segment.render_text() for segment in segments}
        data = [
            [texts.get(_path(cell), cell) if _has_words(cell) else cell for cell in row] for row in _rows(block_value)
        ]
        caption = texts.get(CAPTION, block_value.get("table_caption", ""))
        return {**block_value, "data": data, "table_caption": caption}

    def get_searchable_content(self, value: dict[str, Any] | None) -> list[str]:
        """Return the caption and the cells."""
        cells: list[str] = super().get_searchable_content(value)
        return [value["table_caption"], *cells] if value and value.get("table_caption") else cells

    def render(self, value: dict[str, Any] | None, context: dict[str, Any] | None = None) -> str:
        """Return the table as the site draws it, not as Wagtail does."""
        html: str = FieldBlock.render(self, value, context=context)
        return html

    def get_context(self, value: dict[str, Any] | None, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the table in parts: ``caption``, ``head``, and ``rows`` of cells that know their column."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | (_parts(value) if value else {})

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        template = "cms/blocks/table.html"


def _rows(value: dict[str, Any]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in value.get("data") or []]


def _has_words(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


def _path(cell: str) -> str:
    return f"cell-{sha256(cell.encode()).hexdigest()[:16]}"


def _has_head(value: dict[str, Any]) -> bool:
    return value.get("table_header_choice") in {"row", "both"}


def _has_first_column(value: dict[str, Any]) -> bool:
    return value.get("table_header_choice") in {"column", "both"}


def _faults(value: dict[str, Any]) -> Iterator[str]:
    rows = _rows(value)
    if not (value.get("table_caption") or "").strip():
        yield _("Give the table a caption that says what it shows.")
    if not (_has_head(value) or _has_first_column(value)):
        yield _("Say whether the first row, the first column or both are headings.")
    corner = 1 if _has_head(value) and _has_first_column(value) else 0
    if _has_head(value) and not all(cell.strip() for cell in rows[0][corner:]):
        yield _("Every column needs a heading in the first row.")
    if _has_first_column(value) and not all(row[0].strip() for row in rows[corner:] if row):
        yield _("Every row needs a heading in the first column.")


def _parts(value: dict[str, Any]) -> dict[str, Any]:
    rows = _rows(value)
    head = rows[0] if _has_head(value) and rows else []
    below = rows[1:] if head else rows
    labels = head or [""] * max((len(row) for row in rows), default=0)
    return {
        "caption": value.get("table_caption") or "",
        "head": head,
        "rows": [
            [
                {"text": cell, "label": label, "is_heading": place == 0 and _has_first_column(value)}
                for place, (cell, label) in enumerate(zip(row, labels, strict=False))
            ]
            for row in below
        ],
    }
