"""A place and a contact point with hours, for tests."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from wagtail.models import Locale

from city.models import ContactPoint, Place

WORKING_DAYS = "12345"
STREAMS = ("hours", "exceptions", "barrier_free")


def week(days: str = WORKING_DAYS, opens: time = time(8), closes: time = time(16)) -> list[dict[str, Any]]:
    return [{"type": "open", "value": {"weekday": day, "opens": opens, "closes": closes}} for day in days]


def closed(first: date, last: date | None = None, reason: str = "Szkolenie") -> dict[str, Any]:
    return {
        "type": "day",
        "value": {"first": first, "last": last, "opens": None, "closes": None, "reason": reason},
    }


def short_day(day: date, opens: time, closes: time) -> dict[str, Any]:
    return {"type": "day", "value": {"first": day, "last": None, "opens": opens, "closes": closes, "reason": "Krócej"}}


def fact(kind: str, answer: str, note: str = "") -> dict[str, Any]:
    return {"type": "fact", "value": {"kind": kind, "answer": answer, "note": note}}


def place(code: str = "office", **fields: Any) -> Place:
    values = {
        "name": "Urząd przykładowy",
        "street": "Przykładowa",
        "number": "1",
        "postcode": "31-004",
        "latitude": Decimal("50.06600"),
        "longitude": Decimal("19.94250"),
        "way_there": "Tramwaj do przystanku Przykładowa.",
        **fields,
    }
    row = Place(code=code, locale=Locale.get_default(), **{k: v for k, v in values.items() if k not in STREAMS})
    return _saved(row, values)


def contact(code: str = "embassy", **fields: Any) -> ContactPoint:
    values = {
        "name": "Ambasada przykładowa",
        "responsibility": "Pomaga na początku.",
        "phone": "+48 12 000 00 01",
        **fields,
    }
    row = ContactPoint(code=code, locale=Locale.get_default(), **{k: v for k, v in values.items() if k not in STREAMS})
    return _saved(row, values)


def _saved(row: Any, values: dict[str, Any]) -> Any:
    """Put the lists into a row, every item with an id of its own, and save it."""
    for name in STREAMS:
        if name in values:
            block = row._meta.get_field(name).stream_block
            value = block.to_python([{**item, "value": _plain(item["value"])} for item in values[name]])
            for child in value:
                child.value  # noqa: B018 - reading it builds the block
            setattr(row, name, block.to_python(block.get_prep_value(value)))
    row.full_clean(exclude=["translation_key"])
    row.save()
    return row


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part.isoformat() if isinstance(part, date | time) else part for name, part in value.items()}
