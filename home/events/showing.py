"""What the page of an event shows: its dates in words, where, for whom, how to take part."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .facts import ACCESS
from .schedule import Occurrence, State
from .structured import structured
from .wording import repetition, when

if TYPE_CHECKING:
    from home.models import EventPage

SHOWN_AHEAD = 8
SHOWN_PAST = 5


@dataclass(frozen=True, slots=True)
class Date:
    """One date in words; ``mark`` says what is special about it, in the reader's language."""

    words: str
    machine: str
    mark: str
    is_cancelled: bool
    note: str

    @classmethod
    def of(cls, one: Occurrence) -> "Date":
        """Return the date in words of the active language."""
        machine = one.starts_on.isoformat() if one.is_all_day else one.start.isoformat(timespec="minutes")
        return cls(when(one), machine, _mark(one), one.is_cancelled, one.note)


def _mark(one: Occurrence) -> str:
    marks = {
        State.CANCELLED: _("Cancelled"),
        State.MOVED: _("Moved"),
        State.EXTRA: _("Additional date"),
    }
    return marks.get(one.state, "")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Everything about an event that is said in the reader's language."""

    next: Date | None
    ahead: list[Date]
    past: list[Date]
    repetition: str
    is_over: bool
    can_register: bool
    languages: list[str]
    access: list[str]
    calendar_url: str
    structured: dict[str, Any]


def event_facts(page: "EventPage", request: HttpRequest, now: datetime) -> EventFacts:
    """Return what the page shows at that moment. Asks the database nothing."""
    schedule = page.schedule
    ahead, past = schedule.upcoming(now, SHOWN_AHEAD), schedule.past(now, SHOWN_PAST)
    following = None if page.is_cancelled else schedule.next(now)
    return EventFacts(
        next=Date.of(following) if following else None,
        ahead=[Date.of(one) for one in ahead],
        past=[Date.of(one) for one in past],
        repetition=repetition(schedule),
        is_over=not ahead,
        can_register=_can_register(page, now, is_ahead=following is not None),
        languages=languages_spoken(page),
        access=access_of(page),
        calendar_url=reverse("events:one", args=[page.translation_key]),
        structured=structured(page, following or next(iter(ahead + past), None), request.build_absolute_uri),
    )


def _can_register(page: "EventPage", now: datetime, *, is_ahead: bool) -> bool:
    in_time = page.registration_until is None or timezone.localtime(now).date() <= page.registration_until
    return bool(page.registration_url) and is_ahead and in_time


def languages_spoken(page: "EventPage") -> list[str]:
    """Return the names of the languages the event is held in."""
    return [_(LANG_INFO[code]["name"]) for code in page.languages_spoken if code in LANG_INFO]


def access_of(page: "EventPage") -> list[str]:
    """Return what helps people take part, as far as it is there."""
    return [str(label) for name, label in ACCESS.items() if getattr(page, name)]
