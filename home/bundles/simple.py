"""Rows of ``pages.csv``, which people fill in by hand, as the records that programs write."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from django.db.models import BooleanField, DateField, Field, IntegerField, Model
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField

from . import form
from .fields import columns, many, page_types
from .problems import Notes
from .records import type_named

ALIASES = {"unit": "owner_unit", "text": "body"}
_HEAD = {"key", "parent", "type", "language", "slug", "title", "state", "position", "owner"}
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def known_columns() -> set[str]:
    """Return every column a table of pages may have."""
    models: list[type[Model]] = list(page_types().values())
    fields = {name for model in models for name in (*columns(model), *many(model))}
    return _HEAD | fields | set(ALIASES)


def record_of(row: Mapping[str, str], notes: Notes) -> dict[str, Any]:
    """Return the record a row stands for; empty cells say nothing."""
    record: dict[str, Any] = {name: cell for name, cell in row.items() if cell and name in _HEAD}
    if record.get("position", "").isdigit():
        record["position"] = int(record["position"])
    model = type_named(record.get("type", ""))
    named = {ALIASES.get(name, name): cell for name, cell in row.items() if cell and name not in _HEAD}
    if model and named:
        record["fields"] = {name: _value(model, name, cell, notes) for name, cell in named.items()}
    return record


def _value(model: type[Model], name: str, cell: str, notes: Notes) -> Any:
    if name in many(model):
        return [part.strip() for part in re.split(r"[,;]", cell) if part.strip()]
    field = columns(model).get(name)
    if isinstance(field, StreamField):
        return blocks_of(cell)
    if isinstance(field, RichTextField):
        return "".join(block["value"] for block in blocks_of(cell) if block["type"] == "paragraph")
    return cell if field is None else _plain_value(field, cell, notes)


def _plain_value(field: "Field[Any, Any]", cell: str, notes: Notes) -> Any:
    if isinstance(field, BooleanField):
        if cell.lower() not in form.YES | form.NO:
            text = _("%(name)s: write yes or no, not “%(cell)s”.") % {"name": field.name, "cell": cell[:40]}
            notes.error("yes_or_no", text)
        return cell.lower() in form.YES
    if isinstance(field, IntegerField) and cell.isdigit():
        return int(cell)
    if isinstance(field, DateField) and (found := _DAY_FIRST.match(cell)):
        day, month, year = found.groups()
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}{cell[found.end() :]}"
    return cell


def blocks_of(text: str) -> list[dict[str, Any]]:
    """Return paragraphs, headings (``## ``) and lists (``- ``) of plain text; an empty line ends each of them."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))]
    return [_block(part) for part in parts if part]


def _block(part: str) -> dict[str, Any]:
    lines = [line.strip() for line in part.split("\n")]
    if lines[0].startswith("#") and len(lines) == 1:
        level = "h3" if lines[0].startswith("###") else "h2"
        return {"type": "heading", "value": {"text": lines[0].lstrip("# "), "level": level}}
    if all(line.startswith(("- ", "* ", "• ")) for line in lines):
        points = "".join(f"<li>{escape(line[2:].strip(), quote=False)}</li>" for line in lines)
        return {"type": "paragraph", "value": f"<ul>{points}</ul>"}
    return {"type": "paragraph", "value": f"<p>{'<br/>'.join(escape(line, quote=False) for line in lines)}</p>"}
