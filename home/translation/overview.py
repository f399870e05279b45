"""Things and languages in one table: what state each is in, how many words are left, and what to do next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .looks import ICONS
from .models import SourceState
from .states import State, Status, statuses
from .subjects import Subject, kind_of, subjects
from .words import count_words


@dataclass(frozen=True)
class Step:
    """What a person does next with a translation, and where."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in one language."""

    subject: Subject
    status: Status
    words_left: int

    @property
    def icon(self) -> str:
        """Return the name of the icon of the state."""
        return ICONS[self.status.state]

    @property
    def compare_url(self) -> str:
        """Return where source and translation stand side by side."""
        return reverse(
            "translation:side_by_side", args=[kind_of(self.subject.model), self.status.language, self.subject.key]
        )

    @cached_property
    def days(self) -> int | None:
        """Return for how many days the state has mattered."""
        return (timezone.now() - self.status.since).days if self.status.since else None

    def next_step(self) -> Step:
        """Return what brings the translation forward."""
        state, target = self.status.state, self.status.target_pk
        if state is State.OUTDATED:
            return Step(_("See what changed"), self.compare_url)
        if state is State.MACHINE_TRANSLATED:
            return Step(_("Check the machine’s texts"), self.compare_url)
        if state in {State.UP_TO_DATE, State.IN_REVIEW}:
            return Step(_("Compare with the source"), self.compare_url)
        if target and self.status.translation_id:
            return Step(_("Translate"), self.subject.edit_url(target))
        query = urlencode({"select_locale": self.status.language})
        return Step(_("Start the translation"), f"{self.subject.submit_url()}?{query}")


@dataclass(frozen=True)
class Row:
    """One thing with an entry for each language."""

    subject: Subject
    entries: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a person wants to see of the table; empty means everything."""

    text: str = ""
    section: str = ""
    unit: str = ""
    page_type: str = ""
    state: str = ""
    older_than: int = 0

    def keeps_subject(self, subject: Subject) -> bool:
        """Say whether the thing itself is wanted."""
        pairs = ((self.section, subject.section), (self.unit, subject.unit), (self.page_type, subject.kind))
        return all(not wanted or wanted == has for wanted, has in pairs)

    def keeps_entry(self, entry: Entry) -> bool:
        """Say whether the thing in this language is wanted."""
        if self.state and entry.status.state != self.state:
            return False
        since = entry.status.since
        return not self.older_than or bool(since and since < timezone.now() - timedelta(days=self.older_than))

    @property
    def asks_for_entries(self) -> bool:
        """Say whether rows depend on their states."""
        return bool(self.state or self.older_than)


def table(kind: str, languages: Sequence[str], wanted: Wanted | None = None) -> list[Row]:
    """Return a row for each thing of the kind that is wanted; the number of queries does not grow with the rows."""
    wanted = wanted or Wanted()
    found = [subject for subject in subjects(kind, text=wanted.text) if wanted.keeps_subject(subject)]
    rows = _rows(found, languages)
    if wanted.asks_for_entries:
        rows = [row for row in rows if any(wanted.keeps_entry(entry) for entry in row.entries)]
    return rows


def _rows(found: Sequence[Subject], languages: Sequence[str]) -> list[Row]:
    if not found:
        return []
    keys = [subject.key for subject in found]
    states = statuses(keys, found[0].model, languages)
    words = source_words({key for (key, _code), status in states.items() if not status.translation_id})
    return [
        Row(subject, [_entry(subject, states[subject.key, code], words) for code in languages]) for subject in found
    ]


def entry_of(subject: Subject, language: str) -> Entry:
    """Return one thing in one language."""
    return _rows([subject], [language])[0].entries[0]


def _entry(subject: Subject, status: Status, words: dict[UUID, int]) -> Entry:
    if status.state is State.UP_TO_DATE:
        left = 0
    elif status.translation_id:
        left = status.words_left
    else:  # nobody has made a list of its texts yet, so all of them are left
        left = words.get(subject.key, 0)
    return Entry(subject=subject, status=status, words_left=left)


def source_words(keys: Collection[UUID]) -> dict[UUID, int]:
    """Return how many words each published source has; one query."""
    rows: Iterable[Any] = SourceState.objects.filter(translation_key__in=keys).select_related("current")
    return {row.translation_key: sum(count_words(text) for _path, text in row.current.segments) for row in rows}
