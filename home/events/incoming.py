"""An event of a foreign calendar in the terms of ours; what we could not say truly is not taken."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from .calendar_file import Entry
from .recurrence import Recurrence, UnknownRule

LONGEST_UID = 250


class Untakeable(ValueError):
    """The event says something that ours cannot; the message is for the editor."""


@dataclass(frozen=True)
class Incoming:
    """An event as fields of ours; ``changes`` are pairs of the kind of a single date and its value."""

    uid: str
    line: int
    title: str
    fields: dict[str, Any]
    changes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not taken, and why."""

    line: int
    title: str
    reason: str


class _Moment(NamedTuple):
    day: date
    at: time | None


def incoming(entries: Iterable[Entry]) -> list[Incoming | Refused]:
    """Return each event of the file with its single dates, in the order of the file."""
    by_uid: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_uid[str(entry.event.get("uid", "")).strip()].append(entry)
    return [_one(uid, entries) for uid, entries in by_uid.items()]


def _one(uid: str, entries: list[Entry]) -> Incoming | Refused:
    whole = [entry for entry in entries if "recurrence-id" not in entry.event]
    first = (whole or entries)[0]
    title = str(first.event.get("summary", "")).strip()
    try:
        if not uid or len(uid) > LONGEST_UID:
            raise Untakeable(_("It has no usable identifier (UID)."))
        if len(whole) != 1:
            raise Untakeable(_("There must be exactly one main entry for the identifier %(uid)s.") % {"uid": uid})
        return _taken(uid, first, title, [entry.event for entry in entries if entry is not first])
    except Untakeable as reason:
        return Refused(first.line, title, str(reason))
    except UnknownRule as rule:
        words = _("Its repetition is not one that this site knows: %(part)s") % {"part": rule.part}
        return Refused(first.line, title, words)


def _taken(uid: str, entry: Entry, title: str, single: list[Any]) -> Incoming:
    event = entry.event
    if not title:
        raise Untakeable(_("It has no title (SUMMARY)."))
    if "dtstart" not in event:
        raise Untakeable(_("It does not say when it begins (DTSTART)."))
    is_cancelled = _says_cancelled(event)
    about = str(event.get("description", "")).strip()
    fields = {
        **_time(event),
        "recurrence": _rule(event),
        "lead": about or title,
        "place_name": str(event.get("location", ""))[:150].strip(),
        "is_cancelled": is_cancelled,
        "cancellation_reason": _("Cancelled by the organiser.") if is_cancelled else "",
    }
    return Incoming(uid, entry.line, title[:255], fields, _changes(event, single))


def _says_cancelled(event: Any) -> bool:
    return str(event.get("status", "")).upper() == "CANCELLED"


def _moment(value: Any) -> _Moment:
    """Return day and hour on the city's clock; a time without a zone is meant as it stands."""
    if not isinstance(value, datetime):
        return _Moment(value, None)
    local = value if value.tzinfo is None else value.astimezone(timezone.get_default_timezone())
    return _Moment(local.date(), local.time().replace(second=0, microsecond=0))


def _time(event: Any) -> dict[str, Any]:
    start = _moment(event["dtstart"].dt)
    end = _end(event, start)
    same_day = end is None or end.day == start.day
    return {
        "starts_on": start.day,
        "starts_at": start.at,
        "ends_on": None if same_day or end is None else end.day,
        "ends_at": end.at if end and start.at else None,
    }


def _end(event: Any, start: _Moment) -> _Moment | None:
    begins = event["dtstart"].dt
    ends = event["dtend"].dt if "dtend" in event else None
    if ends is None and "duration" in event:
        ends = begins + event["duration"].dt
    if ends is None or ends == begins:
        return None
    if start.at is None:  # by the standard a whole day ends where the next begins
        return _Moment(_moment(ends).day - timedelta(days=1), None)
    return _moment(ends)


def _rule(event: Any) -> str:
    rule = event.get("rrule")
    if rule is None:
        return ""
    if isinstance(rule, list):
        raise UnknownRule("RRULE")
    if not _keeps_our_time(event["dtstart"].dt):
        raise Untakeable(_("It repeats by the clock of another time zone, so its hours here would change in spring."))
    parts = dict(part.split("=", 1) for part in rule.to_ical().decode().upper().split(";"))
    if "UNTIL" in parts:
        parts["UNTIL"] = _last_day(rule["UNTIL"][0])
    known = Recurrence.parse(";".join(f"{name}={value}" for name, value in parts.items()))
    return known.rrule() if known else ""


def _last_day(until: Any) -> str:
    return f"{_moment(until).day:%Y%m%d}"


def _keeps_our_time(begins: Any) -> bool:
    """Say whether a zone shows the same time as the city in winter and in summer."""
    if not isinstance(begins, datetime) or begins.tzinfo is None:
        return True
    seasons = [datetime(begins.year, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
    here = timezone.get_default_timezone()
    return all(at.astimezone(begins.tzinfo).utcoffset() == at.astimezone(here).utcoffset() for at in seasons)


def _changes(event: Any, single: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = [("left_out", {"day": one.day}) for one in _dates(event, "exdate")]
    found += [
        ("extra", {"day": one.day, "starts_at": one.at, "ends_at": None, "note": ""}) for one in _dates(event, "rdate")
    ]
    return found + [_singled_out(one) for one in single]


def _dates(event: Any, name: str) -> list[_Moment]:
    value = event.get(name)
    lists = value if isinstance(value, list) else [value] if value is not None else []
    moments = [one.dt for part in lists for one in part.dts]
    if any(isinstance(one, tuple) for one in moments):
        raise Untakeable(_("It has additional dates with hours of their own (RDATE with a period)."))
    return [_moment(one) for one in moments]


def _singled_out(event: Any) -> tuple[str, dict[str, Any]]:
    planned = _moment(event["recurrence-id"].dt).day
    if _says_cancelled(event):
        return "cancelled", {"day": planned, "reason": _("Cancelled by the organiser.")}
    if "dtstart" not in event:
        raise Untakeable(_("A moved date does not say when it takes place (DTSTART)."))
    when = _time(event)
    return "moved", {
        "day": planned,
        "to_day": when["starts_on"],
        "starts_at": when["starts_at"],
        "ends_at": when["ends_at"],
        "reason": _("Changed by the organiser."),
    }
