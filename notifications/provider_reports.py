"""What providers of mail report by calling us: django-anymail has checked the secret and speaks for all of them."""

import re
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking

from .bounces import severity
from .deliveries import note_report
from .message import DELIVERY_METADATA
from .models import Delivery, DeliveryStep

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPORTED = {
    EventType.DELIVERED: DeliveryStep.What.DELIVERED,
    EventType.DEFERRED: DeliveryStep.What.DELAYED,
    EventType.BOUNCED: DeliveryStep.What.BOUNCED,
    EventType.REJECTED: DeliveryStep.What.BOUNCED,
    EventType.COMPLAINED: DeliveryStep.What.COMPLAINED,
}
_HARD = {RejectReason.INVALID, RejectReason.BOUNCED}


def connect() -> None:
    """Listen to django-anymail; called once, when the apps are ready."""
    tracking.connect(_reported, dispatch_uid="notifications.provider_reports")


def _reported(sender: object, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    what = _REPORTED.get(event.event_type)
    identity = _identity(event)
    if what is None or not identity:
        return
    answer = str(event.mta_response or event.description or event.reject_reason or "")
    bounce = _bounce(event, answer) if what == DeliveryStep.What.BOUNCED else ""
    if event.event_type == EventType.REJECTED and event.reject_reason == RejectReason.SPAM:
        what, bounce = DeliveryStep.What.COMPLAINED, ""
    key = f"{esp_name} {event.event_id or ''} {event.event_type} {event.timestamp or ''}"
    note_report(identity, what, key=key, answer=answer, bounce=bounce, at=event.timestamp)


def _identity(event: AnymailTrackingEvent) -> str:
    """Return the Message-ID of our mail, from what we gave the provider with it, or from the provider's own id."""
    told = (event.metadata or {}).get(DELIVERY_METADATA) or event.message_id or ""
    return f"<{str(told).strip('<>')}>" if "@" in str(told) else ""


def _bounce(event: AnymailTrackingEvent, answer: str) -> str:
    found = _STATUS.search(answer)
    if found:
        return severity(found.group(1))
    is_soft = "soft" in f"{event.description} {event.esp_event}".lower()
    return Delivery.Bounce.HARD if event.reject_reason in _HARD and not is_soft else Delivery.Bounce.SOFT
