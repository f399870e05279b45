"""A call as schema.org/MonetaryGrant, for search engines and readers' software: nothing that the page does not say."""

from typing import Any

from django.utils import timezone

from city.queries import Name
from home.models import CallPage

from .facts import Facts


def call_data(page: CallPage, facts: Facts, address: str, unit: Name | None) -> dict[str, Any]:
    """Return the grant, and while it can still be applied for, from when until when and where."""
    call = facts.call
    found = {
        "@context": "https://schema.org",
        "@type": "MonetaryGrant",
        "identifier": call.reference,
        "name": page.title,
        "description": page.lead,
        "url": address,
        "funder": {"@type": "GovernmentOrganization", "name": unit.text} if unit else None,
        "amount": _amount(facts),
        "potentialAction": _apply(facts) if facts.is_ahead else None,
    }
    return {name: value for name, value in found.items() if value}


def _amount(facts: Facts) -> dict[str, Any] | None:
    if facts.call.max_grant is None:
        return None
    return {"@type": "MonetaryAmount", "currency": "PLN", "maxValue": str(facts.call.max_grant)}


def _apply(facts: Facts) -> dict[str, Any]:
    found = {
        "@type": "ApplyAction",
        "startTime": timezone.localtime(facts.call.opens_at).isoformat(),
        "endTime": timezone.localtime(facts.closes.at).isoformat() if facts.closes else None,
        "target": facts.call.external_url if facts.takes_offers else None,
    }
    return {name: value for name, value in found.items() if value}
