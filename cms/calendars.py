"""Calendar files (RFC 5545) as other calendars subscribe to them: what every one of the site has in common.

A deadline is a VEVENT at its moment, without length and TRANSPARENT, so that it blocks nobody's time. A VTODO with DUE
would say it more exactly, but Google Calendar and Outlook leave to-dos out of calendars they subscribe to, and Apple's
Calendar shows them in no view: nobody would see the deadline. Moments are written in world time: they are right before
and after each change of the clock, in every program, without a description of the city's time zone. What has no hour
is a day (VALUE=DATE). Nothing rings: whoever subscribes decides that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from icalendar import Calendar, Event, Timezone, vText

from .addresses import absolute, host

ASKED_AGAIN_AFTER = timedelta(hours=6)
TOLD_AFTERWARDS = timedelta(days=90)
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # for what does not know when it changed: the same at each reading
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day or moment in the words of one language.

    ``name`` identifies it on this site for ever, ``sequence`` grows with each change of it.
    """

    name: str
    at: date | datetime
    summary: str
    description: str
    url: str
    language: str
    changed: datetime | None
    sequence: int = 0
    location: str = ""
    is_cancelled: bool = False
    is_appointment: bool = False

    def component(self) -> Event:
        """Return it as it stands in a file."""
        event = Event()
        written_in = {"LANGUAGE": self.language}
        event.add("uid", uid(self.name))
        add_revision(event, self.changed, self.sequence)
        event.add("dtstart", self.at.astimezone(UTC) if isinstance(self.at, datetime) else self.at)
        event.add("summary", plain(self.summary), parameters=written_in)
        for name, text in (("description", self.description), ("location", self.location)):
            if text:
                event.add(name, plain(text), parameters=written_in)
        event.add("url", absolute(self.url))
        event.add("status", "CANCELLED" if self.is_cancelled else "CONFIRMED")
        event.add("transp", "OPAQUE" if self.is_appointment else "TRANSPARENT")
        return event


def new_calendar(name: str) -> Calendar:
    """Return a calendar without entries; the reader's language is the active one."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{get_language() or settings.LANGUAGE_CODE}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    line = vText(" ".join(plain(name).split()))
    calendar.add("name", line)
    calendar.add("x-wr-calname", line)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    return calendar


def calendar_file(entries: Iterable[CalendarEntry], name: str) -> bytes:
    """Return a calendar of the entries."""
    calendar = new_calendar(name)
    for entry in entries:
        calendar.add_component(entry.component())
    return as_file(calendar)


def as_file(calendar: Calendar) -> bytes:
    """Return the calendar as a file. The standard knows no empty one: it then describes the city's clock alone."""
    if not calendar.subcomponents:
        calendar.add_component(
            Timezone.from_tzid(settings.TIME_ZONE, first_date=date(2026, 1, 1), last_date=date(2040, 1, 1))
        )
    return calendar.to_ical()


def calendar_response(content: bytes, file_name: str) -> HttpResponse:
    """Return a calendar as it is sent, under a name in plain letters and without its ending."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}.ics"'
    response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    return response


def uid(name: str) -> str:
    """Return the identifier of a thing in every calendar of the site."""
    return f"{name}@{host()}"


def plain(text: str) -> str:
    """Return the text without characters that the standard knows no way to write."""
    return _NO_TEXT.sub(" ", text)


def add_revision(event: Event, changed: datetime | None, sequence: int) -> None:
    """Say of which edition an event is: the same at each reading of what did not change."""
    moment = (changed or _SINCE).astimezone(UTC)
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", sequence)
