"""An event as schema.org/Event, for search engines and readers' software."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.fallback import address_of, readers_language

from .recurrence import WEEKDAYS, Frequency, Recurrence
from .schedule import Occurrence, Schedule, State

if TYPE_CHECKING:
    from home.models import EventPage

DAYS = dict(zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
_UNITS = {Frequency.DAILY: "D", Frequency.WEEKLY: "W", Frequency.MONTHLY: "M", Frequency.YEARLY: "Y"}


def structured(page: "EventPage", one: Occurrence | None, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return the event with the date a reader should know; empty parts are left out."""
    schedule = page.schedule
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.lead,
        "inLanguage": page.language,
        "url": absolute(address_of(page, readers_language()) or "/"),
        "startDate": one and (_day(one) if one.is_all_day else one.start.isoformat()),
        "endDate": one and _end(one),
        "eventStatus": f"https://schema.org/{_status(page, one)}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(page)}",
        "location": _places(page),
        "organizer": page.organiser and {"@type": "Organization", "name": page.organiser},
        "isAccessibleForFree": page.is_free,
        "audience": page.audience and {"@type": "Audience", "audienceType": page.audience},
        "eventSchedule": schedule.recurrence and _schedule(schedule, schedule.recurrence),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _day(one: Occurrence) -> str:
    return one.starts_on.isoformat()


def _end(one: Occurrence) -> str | None:
    if one.is_all_day:
        return one.ends_on.isoformat()
    return one.end.isoformat() if one.ends_at else None


def _status(page: "EventPage", one: Occurrence | None) -> str:
    if page.is_cancelled or (one and one.is_cancelled):
        return "EventCancelled"
    return "EventRescheduled" if one and one.state is State.MOVED else "EventScheduled"


def _attendance(page: "EventPage") -> str:
    if page.online_url:
        return "MixedEventAttendanceMode" if page.address or page.place_name else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _places(page: "EventPage") -> list[dict[str, str]]:
    found = []
    if page.place_name or page.address:
        found.append({"@type": "Place", "name": page.place_name or page.address, "address": page.address})
    if page.online_url:
        found.append({"@type": "VirtualLocation", "url": page.online_url})
    return found


def _schedule(schedule: Schedule, rule: Recurrence) -> dict[str, Any]:
    unit = _UNITS.get(rule.frequency, "M")
    place = str(rule.position) if rule.position else ""
    days = [place + WEEKDAYS[day] if place else f"https://schema.org/{DAYS[WEEKDAYS[day]]}" for day in rule.weekdays]
    found = {
        "@type": "Schedule",
        "repeatFrequency": f"P{rule.interval}{unit}",
        "startDate": schedule.starts_on.isoformat(),
        "endDate": rule.until and rule.until.isoformat(),
        "repeatCount": rule.count,
        "startTime": schedule.starts_at and schedule.starts_at.isoformat(timespec="minutes"),
        "endTime": schedule.ends_at and schedule.ends_at.isoformat(timespec="minutes"),
        "byDay": days,
        "exceptDate": [day.isoformat() for day in sorted(schedule.left_out)],
        "scheduleTimezone": settings.TIME_ZONE,
    }
    return {name: value for name, value in found.items() if value}
