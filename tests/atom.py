"""Reads feeds the way a reader does, and holds them to what RFC 4287 asks of every feed."""

import re
from collections import Counter
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as Xml

import feedparser
from django.test import Client

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IRI = re.compile(r"(tag:[^,]+,\d{4}:.+|urn:uuid:[0-9a-f-]{36}|https?://.+)")


def read_feed(client: Client, address: str) -> Any:
    """Return a feed as feedparser understands it; it must be valid."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert faults_of(answer.content) == []
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def faults_of(content: bytes) -> list[str]:
    """Return what the standard would refuse."""
    root = Xml.fromstring(content)
    if root.tag != f"{_ATOM}feed":
        return ["The root is no feed."]
    entries = root.findall(f"{_ATOM}entry")
    faults = [*_faults_of(root, "feed"), *(fault for entry in entries for fault in _faults_of(entry, "entry"))]
    has_author = root.find(f"{_ATOM}author/{_ATOM}name") is not None
    if not has_author and not all(entry.find(f"{_ATOM}author/{_ATOM}name") is not None for entry in entries):
        faults.append("Neither the feed nor each entry has an author.")
    if not [link for link in root.findall(f"{_ATOM}link") if link.get("rel") == "self"]:
        faults.append("The feed does not say its own address.")
    times = Counter(entry.findtext(f"{_ATOM}id") for entry in entries)
    faults += [f"{identity} is used {count} times." for identity, count in times.items() if count > 1]
    if root.get(_LANGUAGE) is None or any(not entry.get(_LANGUAGE) for entry in entries):
        faults.append("Feed or entry does not say its language.")
    return faults


def _faults_of(element: Xml.Element, kind: str) -> list[str]:
    faults = [
        f"A {kind} has {count} elements {name}."
        for name in ("id", "title", "updated")
        if (count := len(element.findall(f"{_ATOM}{name}"))) != 1
    ]
    identity = element.findtext(f"{_ATOM}id", "")
    if not _IRI.fullmatch(identity):
        faults.append(f"{identity!r} is no identity.")
    for name in ("updated", "published"):
        for date in element.findall(f"{_ATOM}{name}"):
            if not _DATE.fullmatch(date.text or "") or datetime.fromisoformat(date.text or "").tzinfo is None:
                faults.append(f"{date.text!r} is no moment.")
    if not [link for link in element.findall(f"{_ATOM}link") if link.get("rel") == "alternate" and link.get("href")]:
        faults.append(f"A {kind} leads nowhere.")
    return faults
