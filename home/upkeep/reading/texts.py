"""The running text of a page: what people read in sentences, without headings, names of facts and buttons."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField

EASY_TEXT = "easy_text"  # written beside the text for those who need it; it must not make the text look easier
_BREAKS = ("</p>", "</li>", "<br/>", "<br>", "</h2>", "</h3>", "</h4>")


def paragraphs_of(page: models.Model) -> list[str]:
    """Return the paragraphs of a page in their order, each as plain text."""
    found: list[str] = []
    for field in page._meta.get_fields():
        if field.name == EASY_TEXT:
            continue
        if isinstance(field, StreamField):
            value = getattr(page, field.attname)
            found += _in_block(field.stream_block, field.stream_block.get_prep_value(value))
        elif isinstance(field, RichTextField):
            found += _in_html(getattr(page, field.attname))
        elif field.name == "lead":
            found.append(getattr(page, field.name))
    return [text for text in found if text.strip()]


def _in_block(block: Any, raw: Any) -> Iterator[str]:
    if not raw:
        return
    if isinstance(block, RichTextBlock):
        yield from _in_html(raw)
    elif isinstance(block, TextBlock):
        yield raw
    for child, value in _parts(block, raw):
        yield from _in_block(child, value)


def _parts(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, StreamBlock):
        yield from ((block.child_blocks.get(item["type"]), item["value"]) for item in raw)
    elif isinstance(block, ListBlock):
        yield from ((block.child_block, item["value"]) for item in raw)
    elif isinstance(block, StructBlock) and isinstance(raw, dict):
        yield from ((child, raw.get(name)) for name, child in block.child_blocks.items())


def _in_html(html: str) -> Iterator[str]:
    for tag in _BREAKS:
        html = html.replace(tag, f"{tag}\n")
    yield from (unescape(strip_tags(line)).strip() for line in html.split("\n"))
