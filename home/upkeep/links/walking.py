"""Finds every address in a page or row, whatever its fields and blocks, and can put another in its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import (
    EmailBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .addresses import DOCUMENT, MAIL, PAGE, PHONE

_LINK = re.compile(r"<a\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_NOTHING = ""  # a whole address needs nothing in front
_OWN_POINTERS = frozenset({"alias_of", "page_ptr"})


@dataclass(frozen=True)
class Place:
    """Where in a page an address stands: the field, and the block of it that an editor sees."""

    field: str
    block: str = ""
    block_id: str = ""


Visit = Callable[[str, Place], str]
"""Sees an address in its place and returns the one that shall stand there; the same one to change nothing."""


def walk(row: models.Model, visit: Visit) -> bool:
    """Show every address of a row and of its inline rows to ``visit``; say whether one was changed in memory."""
    changed = [_walk_field(row, field, visit) for field in row._meta.get_fields() if _is_own_field(field)]
    for relation in get_all_child_relations(type(row)):
        for child in getattr(row, relation.get_accessor_name()).all():
            changed += [_walk_field(child, field, visit) for field in child._meta.get_fields() if _is_own_field(field)]
    return any(changed)


def _is_own_field(field: Any) -> bool:
    return isinstance(field, models.Field) and field.name not in _OWN_POINTERS


def _walk_field(row: models.Model, field: Any, visit: Visit) -> bool:
    before = _raw(row, field)
    if not before:
        return False
    place = Place(field.name)
    after = _rewritten_field(field, before, place, visit)
    if after == before:
        return False
    setattr(row, field.attname, field.to_python(after) if isinstance(field, StreamField) else after)
    return True


def _raw(row: models.Model, field: Any) -> Any:
    value = getattr(row, field.attname)
    return field.stream_block.get_prep_value(value) if isinstance(field, StreamField) else value


def _rewritten_field(field: Any, value: Any, place: Place, visit: Visit) -> Any:
    if isinstance(field, StreamField):
        return rewritten(field.stream_block, value, place, visit)
    if isinstance(field, RichTextField):
        return _rewritten_html(value, place, visit)
    prefix = _prefix_of_field(field)
    return value if prefix is None else _replaced(prefix, value, place, visit)


def _prefix_of_field(field: Any) -> str | None:
    """Return what makes the field's value an address, ``None`` for a field that holds none."""
    if isinstance(field, models.EmailField):
        return MAIL
    if isinstance(field, models.CharField) and "phone" in field.name:
        return PHONE
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Page):
        return PAGE
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, get_document_model()):
        return DOCUMENT
    return _NOTHING if isinstance(field, models.URLField) else None


_LEAVES: tuple[tuple[type, str], ...] = (
    (URLBlock, _NOTHING), (EmailBlock, MAIL), (PageChooserBlock, PAGE), (DocumentChooserBlock, DOCUMENT),
)  # fmt: skip


def rewritten(block: Any, raw: Any, place: Place, visit: Visit) -> Any:
    """Return the stored value of a block with the addresses that ``visit`` wants."""
    if not raw:
        return raw
    if isinstance(block, StreamBlock):
        return [_rewritten_item(block.child_blocks.get(item["type"]), item, place, visit) for item in raw]
    if isinstance(block, StructBlock):
        children = block.child_blocks
        return {name: rewritten(children.get(name), value, place, visit) for name, value in raw.items()}
    if isinstance(block, ListBlock):
        return [_rewritten_item(block.child_block, item, place, visit) for item in raw]
    if isinstance(block, RichTextBlock):
        return _rewritten_html(raw, place, visit)
    prefix = next((prefix for leaf, prefix in _LEAVES if isinstance(block, leaf)), None)
    return raw if prefix is None else _replaced(prefix, raw, place, visit)


def _rewritten_item(block: Any, item: Any, place: Place, visit: Visit) -> Any:
    """Rewrite an item of a list or stream; the outermost block is what editors see, so it names the place."""
    here = place if place.block else replace(place, block=item["type"], block_id=item.get("id") or "")
    return {**item, "value": rewritten(block, item["value"], here, visit)}


def _replaced(prefix: str, value: Any, place: Place, visit: Visit) -> Any:
    before = f"{prefix}{value}"
    after = visit(before, place)
    if after == before:
        return value
    bare = after.removeprefix(prefix)
    return int(bare) if isinstance(value, int) else bare


def _rewritten_html(html: str, place: Place, visit: Visit) -> str:
    return _LINK.sub(lambda tag: _rewritten_tag(tag.group(), place, visit), html)


def _rewritten_tag(tag: str, place: Place, visit: Visit) -> str:
    attributes = dict(_ATTRIBUTE.findall(tag))
    if attributes.get("linktype") in {"page", "document"}:
        visit(f"{attributes['linktype']}:{attributes.get('id', '')}", place)
        return tag
    written = attributes.get("href")
    if not written:
        return tag
    before = unescape(written)
    after = visit(before, place)
    return tag if after == before else tag.replace(f'href="{written}"', f'href="{escape(after)}"')


def addresses_in(row: models.Model) -> Iterator[tuple[str, Place]]:
    """Yield every address of a row with its place; a place on the same page names the page."""
    found: list[tuple[str, Place]] = []

    def note(address: str, place: Place) -> str:
        found.append((address.strip(), place))
        return address

    walk(row, note)
    for address, place in found:
        if address.startswith("#"):
            yield f"{PAGE}{row.pk}{address}", place
        elif address:
            yield address, place
