"""Walks the value of a StreamField with the blocks that describe it; both directions are the same walk."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.blocks import (
    Block,
    CharBlock,
    ChooserBlock,
    ListBlock,
    PageChooserBlock,
    RawHTMLBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.models import Page

from .problems import Refused


class Mapper(Protocol):
    """What changes between a site and a bundle: formatted texts, references, and ids nobody gave."""

    def rich_text(self, html: str, features: list[str] | None) -> str: ...

    def reference(self, model: type[Model], value: Any) -> Any: ...

    def item_id(self, given: Any, path: str) -> str: ...


def walk(block: Block, value: Any, mapper: Mapper, path: str) -> Any:
    """Return the raw value of a block with every part mapped. Raises ``Refused`` for what the block cannot hold."""
    if isinstance(block, StreamBlock):
        return [_stream_item(block, item, mapper, f"{path}.{at}") for at, item in enumerate(_list(value, path))]
    if isinstance(block, ListBlock):
        return [_list_item(block, item, mapper, f"{path}.{at}") for at, item in enumerate(_list(value, path))]
    if isinstance(block, StructBlock):
        return _struct(block, value, mapper, path)
    return _simple(block, value, mapper, path)


def _simple(block: Block, value: Any, mapper: Mapper, path: str) -> Any:
    if isinstance(block, ChooserBlock):
        model = Page if isinstance(block, PageChooserBlock) else block.model_class
        return None if value in (None, "") else mapper.reference(model, value)
    if isinstance(block, RichTextBlock):
        return mapper.rich_text(_text(value, path), block.features)
    if isinstance(block, CharBlock | TextBlock):
        return value if value is None else _text(value, path)
    if isinstance(block, RawHTMLBlock):
        raise Refused("html", _("%(path)s: raw HTML cannot be imported or exported.") % {"path": path})
    return value


def _stream_item(block: StreamBlock, item: Any, mapper: Mapper, path: str) -> dict[str, Any]:
    if not isinstance(item, Mapping) or "type" not in item or "value" not in item:
        raise Refused("block", _('%(path)s: a block is written as {"type": …, "value": …}.') % {"path": path})
    child = block.child_blocks.get(item["type"])
    if child is None:
        raise Refused(
            "unknown_block",
            _("%(path)s: there is no block “%(name)s” here. There are: %(known)s.")
            % {"path": path, "name": str(item["type"])[:60], "known": ", ".join(block.child_blocks)},
        )
    value = walk(child, item["value"], mapper, f"{path}.{item['type']}")
    return {"type": item["type"], "value": value, "id": mapper.item_id(item.get("id"), path)}


def _list_item(block: ListBlock, item: Any, mapper: Mapper, path: str) -> dict[str, Any]:
    """Take an item with an id, or its bare value as people write it."""
    is_whole = isinstance(item, Mapping) and item.get("type") == "item" and "value" in item
    value, given = (item["value"], item.get("id")) if is_whole else (item, None)
    return {
        "type": "item",
        "value": walk(block.child_block, value, mapper, path),
        "id": mapper.item_id(given, path),
    }


def _struct(block: StructBlock, value: Any, mapper: Mapper, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused("block", _("%(path)s: parts with names are expected here, {…}.") % {"path": path})
    if unknown := [name for name in value if name not in block.child_blocks]:
        raise Refused(
            "unknown_part",
            _("%(path)s: there is no part “%(name)s” here. There are: %(known)s.")
            % {"path": path, "name": str(unknown[0])[:60], "known": ", ".join(block.child_blocks)},
        )
    return {
        name: walk(child, value[name], mapper, f"{path}.{name}")
        for name, child in block.child_blocks.items()
        if name in value
    }


def _list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise Refused("block", _("%(path)s: a list is expected here, […].") % {"path": path})
    return value


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise Refused("block", _("%(path)s: a text is expected here.") % {"path": path})
    return value
