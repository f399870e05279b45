"""Reads calendars the way a calendar program does, and holds them to what RFC 5545 asks of every file."""

import re
from collections import Counter

from django.test import Client
from icalendar import Calendar, Event

_MOMENT = re.compile(r"\d{8}T\d{6}")
_DAY = re.compile(r"\d{8}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_calendar(client: Client, address: str) -> Calendar:
    """Return a calendar as the library icalendar understands it; it must be valid."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert faults_of(answer.content) == []
    return Calendar.from_ical(answer.content)


def events_in(client: Client, address: str) -> dict[str, Event]:
    """Return the events of a calendar by their UID."""
    return {str(event["UID"]): event for event in read_calendar(client, address).walk("VEVENT")}


def faults_of(content: bytes) -> list[str]:
    """Return what the standard would refuse."""
    faults = []
    physical = content.split(b"\r\n")
    if physical.pop() != b"" or any(b"\n" in line or b"\r" in line for line in physical):
        faults.append("Not every line ends with CRLF.")
    for number, line in enumerate(physical, start=1):
        if len(line) > 75:
            faults.append(f"Line {number} has {len(line)} octets.")
        try:
            line.decode()
        except UnicodeDecodeError:
            faults.append(f"Line {number} is cut within a letter.")
    text = content.decode().replace("\r\n ", "")
    if _CONTROL.search(text):
        faults.append("There are control characters in the file.")
    lines = [line for line in text.split("\r\n") if line]
    if (lines[0], lines[-1]) != ("BEGIN:VCALENDAR", "END:VCALENDAR"):
        faults.append("The file is not one calendar.")
    return [*faults, *_faults_of_the_head(lines), *_faults_of_the_events(lines)]


def _faults_of_the_head(lines: list[str]) -> list[str]:
    names = Counter(_name(line) for line in lines[1 : _first_component(lines)])
    faults = [f"The calendar has {names[name]} of {name}." for name in ("PRODID", "VERSION") if names[name] != 1]
    if "VERSION:2.0" not in lines:
        faults.append("The version is not 2.0.")
    if _first_component(lines) == len(lines) - 1:
        faults.append("The calendar is empty.")
    return faults


def _first_component(lines: list[str]) -> int:
    begun = (number for number, line in enumerate(lines[1:], start=1) if line.startswith("BEGIN:"))
    return next(begun, len(lines) - 1)


def _faults_of_the_events(lines: list[str]) -> list[str]:
    zones = {line.partition(":")[2] for line in lines if _name(line) == "TZID"}
    faults: list[str] = []
    identities: Counter[tuple[str, str]] = Counter()
    for event in _events(lines):
        faults += _faults_of_an_event(event, zones)
        identities[(_value(event, "UID"), _value(event, "RECURRENCE-ID"))] += 1
    return faults + [f"{identity} stands for {count} events." for identity, count in identities.items() if count > 1]


def _faults_of_an_event(event: list[str], zones: set[str]) -> list[str]:
    names = Counter(_name(line) for line in event)
    faults = [f"An event has {names[name]} of {name}." for name in ("UID", "DTSTAMP", "DTSTART") if names[name] != 1]
    once = ("SUMMARY", "DESCRIPTION", "SEQUENCE", "STATUS", "TRANSP", "URL", "LOCATION", "LAST-MODIFIED", "DTEND")
    faults += [f"An event has {names[name]} of {name}." for name in once if names[name] > 1]
    if names["VALARM"] or any(line == "BEGIN:VALARM" for line in event):
        faults.append("An event rings.")
    for line in event:
        if _name(line) in {"DTSTAMP", "LAST-MODIFIED"} and not line.endswith("Z"):
            faults.append(f"Not in world time: {line}")
        if _name(line) in {"DTSTART", "DTEND", "EXDATE", "RDATE", "RECURRENCE-ID"}:
            faults += _faults_of_a_time(line, zones)
    if not _value(event, "SEQUENCE").isdecimal():
        faults.append("An event has no sequence.")
    return faults


def _faults_of_a_time(line: str, zones: set[str]) -> list[str]:
    head, _colon, value = line.partition(":")
    parameters = dict(part.split("=", 1) for part in head.split(";")[1:])
    for one in value.split(","):
        if parameters.get("VALUE") == "DATE":
            if not _DAY.fullmatch(one):
                return [f"Not a day: {line}"]
        elif "TZID" in parameters:
            if parameters["TZID"] not in zones or not _MOMENT.fullmatch(one):
                return [f"Not a moment of a zone in this file: {line}"]
        elif not _MOMENT.fullmatch(one.removesuffix("Z")) or not one.endswith("Z"):
            return [f"A moment of no zone: {line}"]
    return []


def _events(lines: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    inside = False
    for line in lines:
        if line == "BEGIN:VEVENT":
            inside = True
            found.append([])
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            found[-1].append(line)
    return found


def _value(event: list[str], name: str) -> str:
    return next((line.partition(":")[2] for line in event if _name(line) == name), "")


def _name(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0]
