"""Reads a calendar file that somebody else made. What is broken in it is named by its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar.parser import Contentline

from home.limits import MAX_CALENDAR_KB, MOST_IMPORTED


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line of the file; line 0 stands for the whole file."""

    line: int
    text: str


class BrokenCalendar(ValueError):
    """The file cannot be read as a calendar; ``faults`` says where."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.line}: {fault.text}" for fault in faults))


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT and the line in which it begins."""

    line: int
    event: Any


@dataclass(slots=True)
class _Line:
    number: int
    text: str

    @property
    def name(self) -> str:
        return self.text.partition(":")[0].partition(";")[0].strip().upper()

    @property
    def value(self) -> str:
        return self.text.partition(":")[2].strip().upper()


def entries_of(content: bytes) -> list[Entry]:
    """Return every event of the file. Raises ``BrokenCalendar`` with all faults; never a part of the events."""
    lines = _lines(_text(content))
    if faults := [*_misspelt(lines), *_badly_nested(lines)]:
        raise BrokenCalendar(faults)
    begun = [line for line in lines if line.name == "BEGIN" and line.value == "VEVENT"]
    if not begun:
        raise BrokenCalendar([Fault(0, _("There is no event in this file."))])
    if len(begun) > MOST_IMPORTED:
        text = _("There are %(count)d events in this file; at most %(most)d are taken at once. Divide it.")
        raise BrokenCalendar([Fault(0, text % {"count": len(begun), "most": MOST_IMPORTED})])
    return _parsed(lines, begun)


def _text(content: bytes) -> str:
    if len(content) > MAX_CALENDAR_KB * 1024:
        text = _("The file is larger than %(most)d kB. Export a shorter time from your calendar.")
        raise BrokenCalendar([Fault(0, text % {"most": MAX_CALENDAR_KB})])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenCalendar([Fault(line, _("This is not UTF-8 text. Save the file as UTF-8."))]) from error


def _lines(text: str) -> list[_Line]:
    """Return the content lines; one that goes on in the next, which begins with a space, keeps its first number."""
    found: list[_Line] = []
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if raw[:1] in {" ", "\t"} and found:
            found[-1].text += raw[1:]
        elif raw.strip():
            found.append(_Line(number, raw))
    return found


def _misspelt(lines: list[_Line]) -> Iterator[Fault]:
    for line in lines:
        try:
            Contentline(line.text).parts()  # type: ignore[no-untyped-call]
        except ValueError:
            yield Fault(line.number, _("“%(text)s” is not a line of a calendar.") % {"text": line.text[:60]})


def _badly_nested(lines: list[_Line]) -> Iterator[Fault]:
    if not lines or (lines[0].name, lines[0].value) != ("BEGIN", "VCALENDAR"):
        yield Fault(lines[0].number if lines else 0, _("A calendar file begins with BEGIN:VCALENDAR."))
        return
    opened: list[_Line] = []
    for line in lines:
        if line.name == "BEGIN":
            opened.append(line)
        elif line.name == "END":
            if not opened or opened.pop().value != line.value:
                yield Fault(line.number, _("END:%(name)s closes nothing that was begun.") % {"name": line.value})
                return
        elif not opened:
            yield Fault(line.number, _("This line stands outside the calendar."))
            return
    for line in opened:
        yield Fault(line.number, _("BEGIN:%(name)s is never closed.") % {"name": line.value})


def _parsed(lines: list[_Line], begun: list[_Line]) -> list[Entry]:
    calendars = Calendar.from_ical("\r\n".join(line.text for line in lines), multiple=True)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    found = [Entry(line.number, event) for line, event in zip(begun, events, strict=True)]
    if faults := [fault for entry in found for fault in _unreadable(entry, lines)]:
        raise BrokenCalendar(faults)
    return found


def _unreadable(entry: Entry, lines: list[_Line]) -> Iterator[Fault]:
    for name, _problem in entry.event.errors:
        place = next((line for line in lines if line.number > entry.line and line.name == str(name).upper()), None)
        value = place.value[:60] if place else ""
        text = _("The value of %(name)s cannot be read: %(value)s") % {"name": name, "value": value}
        yield Fault(place.number if place else entry.line, text)
