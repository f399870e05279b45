"""What a change of one concept does to searches: the same questions, asked with the dictionary before and after it.

The engine and its index are the real ones and stay untouched: concepts are matched when a question is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.analysis import keys_of, words
from search.analysis.languages import readers, script_of
from search.documents import SearchDocument
from search.queries import Finding, Found, find
from search.questions import asked_in_vain, rarely_opened
from search.reading import guessed_language

from .book import Concept, ConceptBook, Kind, Label
from .files import Entry
from .memory import book
from .queries import entries

MOST_QUESTIONS = 5
_RECENTLY = timedelta(days=30)
_MOST_READ = 200


class Move(models.TextChoices):
    """What becomes of a finding."""

    STAYS = "", ""
    NEW = "new", pgettext_lazy("search result", "new")
    HIGHER = "higher", _("higher than now")
    LOWER = "lower", _("lower than now")
    GONE = "gone", _("no longer on the first page")


@dataclass(frozen=True)
class Place:
    """A finding on the first page of results, and how that differs from the other version."""

    document: SearchDocument
    title: str
    found_through: str
    move: Move


@dataclass(frozen=True)
class Effect:
    """The first page of results of a question, now and with the change."""

    question: str
    language: str
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    total_before: int
    total_after: int

    @property
    def differs(self) -> bool:
        """Say whether people would see anything else than now."""
        return [place.document.id for place in self.before] != [place.document.id for place in self.after]


def effects(before: Concept | None, after: Concept, question: str = "") -> list[Effect]:
    """Return what people find now, and would find if the first version of a concept were replaced by the second.

    Asked are the question given; what readers looked for lately without a finding, or without opening one, that names
    the concept; and its new and its preferred labels. The whole book is made anew for it, which takes a moment.
    """
    changed = ConceptBook(_with_change(before, after))
    now = book()
    questions = islice(_questions(before, after, question), MOST_QUESTIONS)
    return [_effect(text, language, now, changed) for text, language in questions]


def _with_change(before: Concept | None, after: Concept) -> Iterator[Concept]:
    """Yield the dictionary as it would be; links to the concept follow it to a new key."""
    old = before.key if before else after.key
    for entry in entries():
        if entry.key != old:
            yield replace(
                entry, broader=_renamed(entry.broader, old, after), related=_renamed(entry.related, old, after)
            )
    yield after


def _renamed(keys: tuple[str, ...], old: str, after: Concept) -> tuple[str, ...]:
    return tuple(after.key if key == old else key for key in keys)


def _questions(before: Concept | None, after: Concept, question: str) -> Iterator[tuple[str, str]]:
    """Yield each question once, with its language."""
    asked: set[str] = set()
    candidates = (*_typed(question), *_asked_lately(before, after), *_labels(before, after))
    for text, language in candidates:
        if text.casefold() not in asked:
            asked.add(text.casefold())
            yield text, language


def _typed(question: str) -> Iterator[tuple[str, str]]:
    spelled = [word for _start, _end, word in words(question)]
    if spelled:
        yield question, guessed_language(spelled, settings.LANGUAGE_CODE, script_of(spelled[0]))


def _asked_lately(before: Concept | None, after: Concept) -> Iterator[tuple[str, str]]:
    versions = [replace(version, key=str(number)) for number, version in enumerate((before, after)) if version]
    either = ConceptBook(versions)
    since = timezone.localdate() - _RECENTLY
    for asked in (*asked_in_vain(since=since)[:_MOST_READ], *rarely_opened(since=since)[:_MOST_READ]):
        if names(asked.text, asked.language, either):
            yield asked.text, asked.language


def names(text: str, language: str, concepts: ConceptBook) -> bool:
    """Say whether a text names one of the concepts, in any form of its words."""
    spelled = [word for _start, _end, word in words(text)]
    keys = [
        {key: 1.0 for code, _analyzer in readers(word, language) for key in keys_of(word, code)} for word in spelled
    ]
    return bool(concepts.met_by(keys, spelled))


def _labels(before: Concept | None, after: Concept) -> Iterator[tuple[str, str]]:
    old = set(before.labels) if before else set[Label]()
    new = [label for label in after.labels if label not in old]
    preferred = [label for label in after.labels if label.kind is Kind.PREFERRED]
    yield from ((label.text, label.language) for label in (*new, *preferred))


def _effect(text: str, language: str, now: ConceptBook, changed: ConceptBook) -> Effect:
    before, after = (find(text, user_language=language, concepts=each) for each in (now, changed))
    ranks_before, ranks_after = _ranks(before), _ranks(after)
    return Effect(
        question=text,
        language=language,
        before=tuple(_place(each, _stays(each, ranks_after)) for each in before.findings),
        after=tuple(_place(each, _move(each, ranks_before, ranks_after)) for each in after.findings),
        total_before=before.total,
        total_after=after.total,
    )


def _ranks(found: Found) -> dict[str, int]:
    return {finding.document.id: rank for rank, finding in enumerate(found.findings)}


def _place(finding: Finding, move: Move) -> Place:
    return Place(finding.document, finding.title, finding.found_through, move)


def _stays(finding: Finding, after: dict[str, int]) -> Move:
    return Move.STAYS if finding.document.id in after else Move.GONE


def _move(finding: Finding, before: dict[str, int], after: dict[str, int]) -> Move:
    identifier = finding.document.id
    if identifier not in before:
        return Move.NEW
    if after[identifier] == before[identifier]:
        return Move.STAYS
    return Move.HIGHER if after[identifier] < before[identifier] else Move.LOWER


def entry_of(concept: Any) -> Entry:
    """Return a row as it is in the form: with the labels and links typed there, saved or not."""
    labels = [row for row in concept.labels.all() if row.text and row.language]
    links = [row for row in concept.links.all() if row.other_id]
    return Entry(
        key=concept.key or "new",
        labels=tuple(Label(row.language, row.text, Kind(row.kind)) for row in labels),
        broader=_others(links, "broader"),
        related=_others(links, "related"),
        topic=concept.topic,
    )


def _others(links: Iterable[Any], kind: str) -> tuple[str, ...]:
    return tuple(link.other.key for link in links if link.kind == kind)
