"""A checklist as the reader gets it: guides and units in their language, terms in a sentence. At most three queries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from city.models import Unit
from city.queries import Name, names
from cms.fallback import Version, address_of, best_versions, readers_language

from .blocks import Kind, Since
from .plan import Item


def checklist(items: Iterable[Item], request: HttpRequest | None) -> list[dict[str, Any]]:
    """Return the parts of the checklist that hold something, each with its heading and entries."""
    items = list(items)
    guides = _guides(items)
    units = names(Unit, readers_language()) if any(item.value["unit"] for item in items) else {}
    entries = [(item.kind, _entry(item, guides, units, request)) for item in items]
    headings = {
        Kind.STEP: _("What to do"),
        Kind.DOCUMENT: _("What to bring"),
        Kind.CONTACT: _("Whom to ask"),
    }
    parts = [
        {"kind": kind.value, "title": title, "entries": [entry for of, entry in entries if of == kind]}
        for kind, title in headings.items()
    ]
    return [part for part in parts if part["entries"]]


def _guides(items: Iterable[Item]) -> Mapping[Any, Version]:
    keys = [item.value["page"].translation_key for item in items if item.value["page"]]
    return best_versions(keys, readers_language()) if keys else {}


def _entry(
    item: Item, guides: Mapping[Any, Version], units: Mapping[Any, Name], request: HttpRequest | None
) -> dict[str, Any]:
    page: Page | None = item.value["page"]
    unit: Unit | None = item.value["unit"]
    return {
        "code": item.code,
        "title": item.value["title"],
        "text": item.value["text"],
        "term": term(item.value["days"], item.value["since"]),
        "guide": _link(guides.get(page.translation_key), request) if page else None,
        "unit": unit and {"name": units.get(unit.translation_key), "row": unit},
        "url": item.value["url"],
    }


def _link(version: Version | None, request: HttpRequest | None) -> dict[str, str] | None:
    """Return the guide as the reader gets it; None when it is not public (any more)."""
    if version is None:
        return None
    return {
        "title": version.page.title,
        "url": address_of(version.page, readers_language(), request) or "",
        "language": version.page.locale.language_code,
    }


def term(days: int | None, since: str | None) -> str:
    """Say a term in the reader's language; empty when the item has none."""
    if not days or not since:
        return ""
    sentences = {
        Since.ARRIVAL: ngettext(
            "Within %(days)d day after coming to Poland.", "Within %(days)d days after coming to Poland.", days
        ),
        Since.MOVING: ngettext("Within %(days)d day after moving in.", "Within %(days)d days after moving in.", days),
        Since.CHANGE: ngettext("Within %(days)d day after the change.", "Within %(days)d days after the change.", days),
        Since.END: ngettext(
            "At least %(days)d day before your legal stay ends.",
            "At least %(days)d days before your legal stay ends.",
            days,
        ),
    }
    return sentences[Since(since)] % {"days": days}
