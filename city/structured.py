"""Places and contact points as search engines read them (schema.org)."""

from datetime import time
from typing import Any

from .contacts import ContactCard, Opening, PlaceCard
from .opening import Exceptional, Hours, Span

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def place_data(card: PlaceCard) -> dict[str, Any]:
    """Return a ``Place`` with its address, position and hours."""
    place = card.facts
    found: dict[str, Any] = {
        "@type": "Place",
        "name": card.name.text,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{place.street} {place.number}",
            "postalCode": place.postcode,
            "addressLocality": place.town,
            "addressCountry": "PL",
        },
    }
    if card.has_map:
        position = {"latitude": float(place.latitude or 0), "longitude": float(place.longitude or 0)}
        found["geo"] = {"@type": "GeoCoordinates", **position}
    return found | opening_data(card.opening)


def contact_data(card: ContactCard) -> dict[str, Any]:
    """Return a ``ContactPoint`` with how to reach it, in what languages and when."""
    facts = {
        "name": card.name.text,
        "contactType": card.responsibility.text,
        "telephone": card.facts.phone,
        "email": card.facts.email,
        "url": card.facts.website,
        "availableLanguage": [code for code, _name in card.languages],
    }
    hours = hours_data(card.opening.hours) if card.opening else []
    found = {"@type": "ContactPoint", **{name: value for name, value in facts.items() if value}}
    return found | ({"hoursAvailable": hours} if hours else {})


def opening_data(opening: Opening | None) -> dict[str, Any]:
    """Return the usual week and the days that differ from it."""
    if opening is None:
        return {}
    special = [row for one in opening.hours.exceptions for row in _special(one)]
    found: dict[str, Any] = {"openingHoursSpecification": hours_data(opening.hours)}
    return found | ({"specialOpeningHoursSpecification": special} if special else {})


def hours_data(hours: Hours) -> list[dict[str, Any]]:
    """Return a specification for each span of the usual week."""
    return [
        _specification(span) | {"dayOfWeek": f"https://schema.org/{DAYS[number - 1]}"}
        for number, spans in sorted(hours.week.items())
        for span in spans
    ]


def _special(one: Exceptional) -> list[dict[str, Any]]:
    days = {"validFrom": one.first.isoformat(), "validThrough": one.last.isoformat()}
    # Equal times are how schema.org says that it is closed all day.
    return [_specification(span) | days for span in one.spans or (Span(time(), time()),)]


def _specification(span: Span) -> dict[str, Any]:
    return {"@type": "OpeningHoursSpecification", "opens": f"{span.opens:%H:%M}", "closes": f"{span.closes:%H:%M}"}
