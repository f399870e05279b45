"""Reads a whole bundle once and puts its pages in order: each after the page above it, all its languages together.

What is wrong with a page's place is found here, before anything is written. Texts stay on the disk meanwhile.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from . import form
from .decoding import json_lines, refuse_other_encodings, table_rows
from .limits import MAX_PAGES
from .opening import Opened
from .problems import BundleRefused, Notes, Problem, Refused
from .records import Record, parsed, unknown_name, uuid_of
from .references import FRONT
from .simple import known_columns, record_of


@dataclass(frozen=True)
class Entry:
    """Where a record is, and the little of it that order needs."""

    key: str
    language: str
    parent: str | None
    slug: str
    position: int
    digest: str
    file: str
    line: int
    offset: int


@dataclass
class Group:
    """A page in all the languages the bundle has it in."""

    key: str
    uuid: UUID
    entries: dict[str, Entry] = field(default_factory=dict)
    type: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def first(self) -> Entry:
        """Return the record that decides where the page stands: the source's where there is one."""
        return self.entries.get(settings.LANGUAGE_CODE) or next(iter(self.entries.values()))

    def error(self, entry: Entry, code: str, text: str) -> None:
        """Keep the page out."""
        self.problems.append(Problem(entry.file, entry.line, code, text, entry.key, entry.language))


class Plan:
    """The pages of a bundle in the order in which they are written."""

    def __init__(self, bundle: Opened, front: UUID) -> None:
        self.problems: list[Problem] = list(bundle.notes.found)
        self.groups: dict[str, Group] = {}
        self.source = _manifest(bundle)
        self._front = front
        self._spool = bundle.work / "records.jsonl"
        self._read(bundle)
        self.order = list(self._in_order())
        self._refuse_clashes()

    def records(self, group: Group) -> Iterator[Record]:
        """Yield the records of a page, the source first, then in the order of the site's languages."""
        with self._spool.open("rb") as spool:
            for language, _name in settings.LANGUAGES:
                if entry := group.entries.get(language):
                    spool.seek(entry.offset)
                    notes = Notes(entry.file, entry.line)
                    record = parsed(json.loads(spool.readline()), notes)
                    if record:
                        record.uuid = group.uuid
                        yield record

    def uuid(self, key: str) -> UUID:
        """Return the key on this site of a page named in the bundle."""
        return self._front if key == FRONT else uuid_of(self.source, key)

    def _read(self, bundle: Opened) -> None:
        name = form.PAGES if form.PAGES in bundle.names else form.TABLE
        with self._spool.open("wb") as spool:
            for notes, given in _given(bundle, name):
                record = parsed(given, notes) if given else None
                self.problems += notes.found
                if record is None or notes.has_errors:
                    self._mark(str(given.get("key", "")), notes)
                    continue
                offset = spool.tell()
                spool.write(form.line_of(given).encode())
                self._add(record, offset)

    def _mark(self, key: str, notes: Notes) -> None:
        """Remember a page one of whose records is unreadable: its other languages stay out with it."""
        if notes.has_errors and key:
            group = self.groups.setdefault(key, Group(key, self.uuid(key)))
            group.problems += notes.found

    def _add(self, record: Record, offset: int) -> None:
        notes = record.notes
        group = self.groups.setdefault(record.key, Group(record.key, self.uuid(record.key)))
        entry = Entry(
            record.key, record.language, record.parent, str(record.given.get("slug") or ""),
            int(record.given.get("position") or 0), record.digest, notes.file, notes.line, offset,
        )  # fmt: skip
        if twin := group.entries.get(record.language):
            text = _(
                "This page is in the bundle twice in this language; the first is on line %(line)s. Keep one of them."
            )
            group.error(entry, "twice", text % {"line": twin.line})
            self.problems.append(group.problems[-1])
            return
        if group.type and group.type != record.type._meta.label:
            group.error(
                entry, "type", _("A page has one type in all languages. Give this line the type of the others.")
            )
            self.problems.append(group.problems[-1])
        group.type = record.type._meta.label
        group.entries[record.language] = entry

    def _in_order(self) -> Iterator[Group]:
        """Yield each page after the one above; those that go round in a circle are refused."""
        whole = {key: group for key, group in self.groups.items() if group.entries}
        waiting: dict[str | None, list[Group]] = {}
        for group in whole.values():
            above = group.first.parent
            waiting.setdefault(above if above in whole else None, []).append(group)
        stack = sorted(waiting.pop(None, []), key=_place, reverse=True)
        while stack:
            group = stack.pop()
            yield group
            stack += sorted(waiting.pop(group.key, []), key=_place, reverse=True)
        for group in sorted((it for left in waiting.values() for it in left), key=_place):
            text = _("The page stands below itself, by way of “%(parent)s”. Correct the parent of one of them.")
            group.error(group.first, "cycle", text % {"parent": group.first.parent})
            self.problems.append(group.problems[-1])

    def _refuse_clashes(self) -> None:
        seen: dict[tuple[str, str | None, str], Entry] = {}
        for group in self.order:
            for entry in group.entries.values():
                if not entry.slug:
                    continue
                first = seen.setdefault((entry.language, entry.parent, entry.slug), entry)
                if first is not entry:
                    text = _(
                        "The address “%(slug)s” is that of line %(line)s already, below the same page. Change one."
                    )
                    group.error(entry, "slug_clash", text % {"slug": entry.slug, "line": first.line})
                    self.problems.append(group.problems[-1])


def _place(group: Group) -> tuple[int, int]:
    return group.first.position or 10**9, group.first.line


def _given(bundle: Opened, name: str) -> Iterator[tuple[Notes, dict[str, Any]]]:
    path = bundle.root / name
    refuse_other_encodings(path, name)
    rows: Iterable[tuple[int, Any]] = json_lines(path) if name == form.PAGES else _table(path, name)
    for count, (line, given) in enumerate(rows, 1):
        if count > MAX_PAGES:
            text = _("The bundle has more than %(limit)s records. Divide it.") % {"limit": MAX_PAGES}
            raise BundleRefused(Problem(name, line, "too_many", text))
        notes = Notes(name, line)
        if isinstance(given, Refused):
            notes.error(given.code, given)
            yield notes, {}
        elif name == form.TABLE:
            yield notes, record_of(given, notes)
        else:
            yield notes, given


def _table(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    known = known_columns()
    for line, row in table_rows(path, name):
        if unknown := [column for column in row if column not in known]:
            raise BundleRefused(Problem(name, 1, "unknown_column", unknown_name(unknown[0], sorted(known))))
        yield line, row


def _manifest(bundle: Opened) -> str:
    """Return where the bundle is from. A table filled in by hand needs no manifest."""
    path = bundle.path(form.MANIFEST)
    if path is None and form.TABLE in bundle.names:
        return ""
    if path is None:
        text = _('Add manifest.json with {"format": "%(format)s", "version": %(version)s, "source": …}.')
        told = {"format": form.FORMAT, "version": form.VERSION}
        raise BundleRefused(Problem(form.MANIFEST, 0, "manifest", text % told))
    refuse_other_encodings(path, form.MANIFEST)
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BundleRefused(
            Problem(
                form.MANIFEST,
                1,
                "json",
                _("This file is no JSON: %(fault)s. Correct it there, or export the bundle again.") % {"fault": error},
            )
        ) from error
    if not isinstance(told, dict) or told.get("format") != form.FORMAT or told.get("version") != form.VERSION:
        text = _("This site reads “%(format)s” version %(version)s. The manifest says something else.")
        raise BundleRefused(
            Problem(form.MANIFEST, 1, "version", text % {"format": form.FORMAT, "version": form.VERSION})
        )
    return str(told.get("source", ""))
