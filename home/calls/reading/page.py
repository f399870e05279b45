"""Everything the page of a call shows: facts from the call, words from the page in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.models import AbstractDocument

from city.contacts import ContactCard, cards
from city.models import Unit
from city.queries import Name, names, names_among
from cms.alternates import language_name
from cms.fallback import readers_language
from home.calls.fields import in_words
from home.calls.models import Announcement, Call, CallResult
from home.models import CallPage
from home.money import money_words
from home.queries import related_cards
from home.rows import Row, rows_of, source_of

from .cards import labelled
from .facts import Facts, facts_of
from .structured import call_data
from .words import Moment, contribution_words, kinds_words

RESULT_TONES = {
    CallResult.Outcome.AWARDED: "success",
    CallResult.Outcome.RESERVE: "progress",
    CallResult.Outcome.NOT_AWARDED: "neutral",
    CallResult.Outcome.FORMAL_FAULT: "warning",
}


class File(NamedTuple):
    """A file to download: its address, kind and size, and its language."""

    url: str
    about: str
    language: str
    language_name: str

    @classmethod
    def of(cls, document: AbstractDocument, language: str) -> "File":
        """Return the file of a document."""
        size = document.file_size
        parts = [document.file_extension.upper(), *([filesizeformat(size)] if size else [])]
        return cls(document.url, ", ".join(parts), language, language_name(language))


class Download(NamedTuple):
    """A document of the call: its title, the file for the reader, a warning when that is in another language."""

    title: str
    language: str
    file: File
    warning: str
    others: list[File]


class Result(NamedTuple):
    """A row of the results, and its outcome as a badge."""

    row: CallResult
    badge: dict[str, Any]
    amount: str


class Correction(NamedTuple):
    """When and why results were corrected, and what was public until then."""

    done: Moment
    reason: Name | None
    results: list[Result]
    file: File | None


@dataclass(frozen=True, slots=True)
class CallShown:
    """What the template shows beside the words of the page."""

    facts: Facts
    deadline: Any
    budget: str
    max_grant: str
    contribution: str
    kinds: list[str]
    host: str
    attachments: list[Row]
    downloads: list[Download]
    announcements: list[Announcement]
    results: list[Result]
    results_file: File | None
    corrections: list[Correction]
    contact: ContactCard | None


def shown(page: CallPage, address: str, now: datetime) -> dict[str, Any]:
    """Return the context of the page at a moment; a constant number of queries."""
    facts, source = facts_of([page.call_id], now)[page.call_id], source_of(page)
    page.call = call = facts.call  # whoever draws more of the page finds it read, with its state
    points = cards(contacts=[call.contact_id], moment=now) if call.contact_id else None
    unit = (points.units if points else names(Unit)).get(call.unit.translation_key)
    return {
        "call": _call(page, source, facts, points and points.contact.get(call.contact_id)),
        "unit": unit,
        "topics": list(names_among(call.topics.all()).values()),
        "cards": related_cards(page),
        "structured": call_data(page, facts, address, unit),
    }


def _call(page: CallPage, source: CallPage, facts: Facts, contact: ContactCard | None) -> CallShown:
    call = facts.call
    has_results = facts.is_resolved
    results = _results(call) if has_results else {}
    return CallShown(
        facts=facts,
        deadline=labelled(facts),
        budget=money_words(call.budget) if call.budget is not None else "",
        max_grant=money_words(call.max_grant) if call.max_grant is not None else "",
        contribution=contribution_words(call),
        kinds=kinds_words(call),
        host=urlsplit(call.external_url).hostname or "",
        attachments=rows_of(page, source, "attachments"),
        downloads=[found for row in rows_of(page, source, "documents") if (found := _download(row))],
        announcements=list(call.announcements.all()),
        results=results.get(None, []),
        results_file=File.of(call.results_file, source.language) if has_results and call.results_file else None,
        corrections=_corrections(call, results, source.language) if facts.is_corrected else [],
        contact=contact,
    )


def _download(row: Row) -> Download | None:
    """Return the document with the file for the reader, else that of the source language; None when all are gone."""
    language = readers_language()
    files = {
        value["language"]: File.of(value["document"], value["language"])
        for value in row.facts["files"]
        if value["document"]
    }
    if not files:
        return None
    first = files.get(language) or files.get(settings.LANGUAGE_CODE) or next(iter(files.values()))
    others = [file for file in files.values() if file is not first]
    warning = _("There is no version in your language. This file is in: %(language)s.")
    warning = "" if first.language == language else warning % {"language": first.language_name}
    return Download(row.words["title"], row.language, first, warning, others)


def _results(call: Call) -> Mapping[int | None, list[Result]]:
    """Return the rows that hold, and by correction those that held until it. One query."""
    found: dict[int | None, list[Result]] = {}
    for row in call.results.all():
        found.setdefault(row.replaced_by_id, []).append(_result(row))
    return found


def _corrections(call: Call, results: Mapping[int | None, list[Result]], language: str) -> list[Correction]:
    """Return how the results were corrected, the newest act first. One query."""
    acts = call.corrections.select_related("earlier_file").order_by("-at", "-pk")
    return [
        Correction(
            done=Moment.day_of(act.at),
            reason=in_words(act.reason),
            results=results.get(act.pk, []),
            file=File.of(act.earlier_file, language) if act.earlier_file else None,
        )
        for act in acts
    ]


def _result(row: CallResult) -> Result:
    outcome = CallResult.Outcome(row.outcome)
    badge = {"label": outcome.label, "tone": RESULT_TONES[outcome]}
    return Result(row, badge, money_words(row.amount) if row.amount is not None else "")
