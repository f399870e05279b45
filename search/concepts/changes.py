"""What happened to a concept, told from its history and that of its labels and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User

from .importing import FACTS, SHIPPED
from .models import Concept, ConceptLabel, ConceptLink, LabelKind, LinkKind

_TOGETHER = 2.0  # seconds: what one press of "Save" writes


@dataclass
class Change:
    """What somebody did to a concept at one time, in sentences. ``by`` is None for the product itself."""

    at: datetime
    by: User | None
    is_shipped: bool
    texts: list[str]


def changes_of(concept: Concept) -> list[Change]:
    """Return what happened to the concept, the newest first. A constant number of queries."""
    rows = sorted(_rows(concept.pk), key=lambda row: (row.history_date, row.history_id))
    keys = dict(Concept.objects.values_list("pk", "key"))
    before: dict[tuple[type, int], Any] = {}
    changes: list[Change] = []
    for row in rows:
        texts = list(_told(row, before.get((type(row), row.id)), keys))
        before[type(row), row.id] = row
        if texts:
            _add(changes, row, texts)
    return changes[::-1]


def _rows(pk: int) -> Iterator[Any]:
    yield from Concept.history.filter(id=pk).select_related("history_user")
    for model in (ConceptLabel, ConceptLink):
        yield from model.history.filter(concept_id=pk).select_related("history_user")


def _add(changes: list[Change], row: Any, texts: list[str]) -> None:
    last = changes[-1] if changes else None
    if last and last.by == row.history_user and (row.history_date - last.at).total_seconds() <= _TOGETHER:
        last.texts += texts
    else:
        is_shipped = row.history_change_reason == SHIPPED
        changes.append(Change(row.history_date, row.history_user, is_shipped, texts))


def _told(row: Any, before: Any, keys: dict[int, str]) -> Iterator[str]:
    if hasattr(row, "key"):
        yield from _facts_told(row, before)
        return
    shown = _label_shown(row) if hasattr(row, "text") else _link_shown(row, keys)
    if row.history_type == "+":
        yield _("Added %(what)s.") % {"what": shown}
    elif row.history_type == "-":
        yield _("Removed %(what)s.") % {"what": shown}
    elif before is not None:
        was = _label_shown(before) if hasattr(row, "text") else _link_shown(before, keys)
        if was != shown:
            yield _("Changed %(before)s to %(after)s.") % {"before": was, "after": shown}


def _facts_told(row: Any, before: Any) -> Iterator[str]:
    if row.history_type == "+":
        yield _("Created the concept “%(key)s”.") % {"key": row.key}
    elif before is not None:
        for name in ("key", *FACTS):
            if getattr(before, name) != getattr(row, name):
                yield _("Changed the %(field)s from “%(before)s” to “%(after)s”.") % {
                    "field": Concept._meta.get_field(name).verbose_name,
                    "before": getattr(before, name), "after": getattr(row, name),
                }  # fmt: skip


def _label_shown(row: Any) -> str:
    return _("“%(text)s” (%(language)s, %(kind)s)") % {
        "text": row.text, "language": row.language, "kind": LabelKind(row.kind).label,
    }  # fmt: skip


def _link_shown(row: Any, keys: dict[int, str]) -> str:
    key = keys.get(row.other_id, _("a concept that was deleted"))
    return _("the link to “%(key)s” (%(kind)s)") % {"key": key, "kind": LinkKind(row.kind).label}
