"""The rows of the demo's guides: facts as they are, words in three languages."""

from typing import Any

from city.models import ContactPoint, Place
from cms.blocks.body import body_from
from home.models import GuidePage

from .page_data import PageText
from .texts import Block, Rich, Text, source

ISAP = "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id="
MODELS = {"contact": ContactPoint, "place": Place}


def guide_fields(text: PageText) -> dict[str, Any]:
    """Return the fields only a guide has, as the editor stores them; empty for every other page."""
    if not issubclass(text.type, GuidePage):
        return {}
    fields: dict[str, Any] = {name: _rows(name, source(rows)) for name, rows in text.parts.items()}
    return fields | {"points": _rows("points", [_point(kind, code) for kind, code in text.points])}


def _rows(name: str, rows: list[Block]) -> Any:
    field: Any = GuidePage._meta.get_field(name)
    return body_from(rows, field.stream_block)


def _point(kind: str, code: str) -> Block:
    row = MODELS[kind].objects.facts().get(code=code)  # type: ignore[attr-defined]
    return {"type": kind, "value": row.pk}


def group(who: Text, *note: Text) -> Block:
    """Return people the guide is for."""
    return {"type": "group", "value": {"who": who, "note": Rich(note) if note else ""}}


def step(title: Text, text: Text) -> Block:
    """Return one thing to do."""
    return {"type": "step", "value": {"title": title, "text": Rich((text,))}}


def paper(name: Text, form: str, note: Text | str = "") -> Block:
    """Return a document to bring."""
    return {"type": "document", "value": {"name": name, "form": form, "note": note}}


def fee(what: Text, amount: str | None, how_to_pay: Text | str = "") -> Block:
    """Return a fee; without an amount it is free of charge."""
    return {"type": "fee", "value": {"what": what, "is_free": not amount, "amount": amount, "how_to_pay": how_to_pay}}


def takes(what: Text, number: int, unit: str, *, limit: bool = False, note: Text | str = "") -> Block:
    """Return how long something takes; ``limit`` where the law allows no more."""
    value = {"what": what, "number": number, "unit": unit, "is_legal_limit": limit, "note": note}
    return {"type": "time", "value": value}


def form(name: Text, url: str) -> Block:
    """Return a form or the page where it is."""
    return {"type": "form", "value": {"name": name, "url": url, "document": None}}


def law(act: str, article: str, isap: str) -> Block:
    """Return an article of an act, with its number in ISAP."""
    return {"type": "reference", "value": {"act": act, "article": article, "url": f"{ISAP}{isap}"}}
