"""Events as an iCalendar file (RFC 5545) for readers of one language.

An event keeps its UID in every language and through every change, so a calendar that is subscribed to replaces what it
had. A text that is not translated yet stands in it in the source language and says so.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cms.addresses import absolute
from cms.alternates import language_name
from cms.calendars import add_revision, as_file, new_calendar, plain, uid
from cms.fallback import address_of, readers_language

from .reading import editions
from .recurrence import Recurrence
from .schedule import Occurrence, Schedule, State, city_time

if TYPE_CHECKING:
    from home.models import EventPage


def calendar_of(pages: Iterable["EventPage"], name: str) -> bytes:
    """Return a calendar of the events; the reader's language is the active one."""
    pages = list(pages)
    calendar = new_calendar(name)
    published = editions(page.translation_key for page in pages)
    for page in pages:
        for component in components(page, published):
            calendar.add_component(component)
    _add_time_zone(calendar, pages)
    return as_file(calendar)


def uid_of(key: UUID) -> str:
    """Return the identifier of an event in every calendar of the site."""
    return uid(str(key))


def components(page: "EventPage", published: Mapping[UUID, int]) -> list[Event]:
    """Return the event and each of its dates that differs from the rule."""
    schedule = page.schedule
    whole = _described(page, published)
    _put_time(whole, _usual(schedule))
    whole.add("status", "CANCELLED" if page.is_cancelled else "CONFIRMED")
    if schedule.recurrence:
        whole["RRULE"] = _rule(schedule.recurrence, schedule.starts_at)
    if schedule.left_out:
        whole.add("exdate", [_start(day, schedule.starts_at) for day in sorted(schedule.left_out)])
    singled = schedule.singled_out()
    if extra := [one for one in singled if one.state is State.EXTRA]:
        whole.add("rdate", [_start(one.starts_on, one.starts_at) for one in extra])
    return [whole, *(_single(page, one, schedule, published) for one in singled if _differs(one, schedule))]


def _usual(schedule: Schedule) -> Occurrence:
    last = schedule.starts_on + schedule.lasts_days
    return Occurrence(schedule.starts_on, schedule.starts_on, schedule.starts_at, last, schedule.ends_at)


def _differs(one: Occurrence, schedule: Schedule) -> bool:
    """Say whether a date needs a component of its own; an additional one at the usual hours does not."""
    return one.state is not State.EXTRA or one.starts_at != schedule.starts_at or one.ends_at != schedule.ends_at


def _single(page: "EventPage", one: Occurrence, schedule: Schedule, published: Mapping[UUID, int]) -> Event:
    event = _described(page, published, one.note)
    planned_at = one.starts_at if one.state is State.EXTRA else schedule.starts_at
    event.add("recurrence-id", _start(one.original, planned_at))
    _put_time(event, one)
    event.add("status", "CANCELLED" if one.is_cancelled or page.is_cancelled else "CONFIRMED")
    return event


def _described(page: "EventPage", published: Mapping[UUID, int], note: str = "") -> Event:
    """Return a component with everything but its dates."""
    event = Event()
    written_in = {"LANGUAGE": page.language}
    event.add("uid", uid_of(page.translation_key))
    add_revision(event, page.last_published_at, published.get(page.translation_key, 0))
    event.add("summary", plain(page.title), parameters=written_in)
    event.add("description", plain(_description(page, note)), parameters=written_in)
    if where := ", ".join(part for part in (page.place_name, page.address) if part) or page.online_url:
        event.add("location", plain(where), parameters=written_in)
    event.add("url", absolute(address_of(page, readers_language()) or "/"))
    return event


def _description(page: "EventPage", note: str) -> str:
    lines = [note, page.cancellation_reason if page.is_cancelled else "", page.lead, page.online_url]
    if page.language != readers_language():
        lines.insert(0, _("Not translated yet (%(language)s).") % {"language": language_name(page.language)})
    return "\n\n".join(line for line in lines if line)


def _start(day: date, at: time | None) -> date | datetime:
    return day if at is None else city_time(day, at)


def _put_time(event: Event, one: Occurrence) -> None:
    """Give start and end; a whole day ends, by the standard, where the next begins."""
    event.add("dtstart", _start(one.starts_on, one.starts_at))
    if one.is_all_day:
        event.add("dtend", one.ends_on + timedelta(days=1))
    elif one.ends_at:
        event.add("dtend", city_time(one.ends_on, one.ends_at))


def _rule(rule: Recurrence, at: time | None) -> str:
    """Return the rule; where there is an hour, the standard wants the last day as a moment of world time."""
    if rule.until is None or at is None:
        return rule.rrule()
    last = city_time(rule.until, at)
    return rule.rrule(until=last.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))


def _add_time_zone(calendar: Calendar, pages: list["EventPage"]) -> None:
    """Describe the city's clock for the years that the events need."""
    if not any(page.starts_at for page in pages):
        return
    years = [page.starts_on.year for page in pages] + [(page.last_on or page.starts_on).year for page in pages]
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(*years, timezone.localdate().year + 5), 12, 31))
