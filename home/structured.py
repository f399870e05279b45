"""What search engines read in a guide (schema.org). It says nothing that the page does not say."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from city.queries import Name
from city.structured import contact_data, place_data

from .guides import Guide
from .rows import Row

# The same three as json_script: no text can end the element or begin another.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def guide_data(guide: Guide, address: str, unit: Name | None) -> dict[str, Any]:
    """Return the guide as a ``GovernmentService``."""
    page = guide.page
    found = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": page.title,
        "description": page.lead,
        "url": address,
        "inLanguage": page.language,
        "audience": [{"@type": "Audience", "audienceType": row.words["who"]} for row in guide.groups],
        "offers": [_offer(row) for row in guide.fees],
        "availableChannel": [_channel(kind, card) for kind, card in guide.points if getattr(card, "is_active", True)],
        "provider": {"@type": "GovernmentOrganization", "name": unit.text} if unit else None,
        "termsOfService": [row["url"] for row in guide.law],
    }
    return {name: value for name, value in found.items() if value}


def as_json(data: dict[str, Any]) -> SafeString:
    """Return JSON that no text in it can break out of a script element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped just here


def _offer(row: Row) -> dict[str, Any]:
    price = "0" if row.facts["is_free"] or row.facts["amount"] is None else str(row.facts["amount"])
    return {"@type": "Offer", "description": row.words["what"], "price": price, "priceCurrency": "PLN"}


def _channel(kind: str, card: Any) -> dict[str, Any]:
    if kind == "place":
        return {"@type": "ServiceChannel", "serviceLocation": place_data(card)}
    channel = {"@type": "ServiceChannel", "name": card.name.text, "servicePhone": contact_data(card)}
    return channel | ({"serviceLocation": place_data(card.place)} if card.place else {})
