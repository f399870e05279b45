"""A public case as plain values: the one list of fields that leave in exports, feeds and the read API.

What is not named here stays inside. Names stand only with consent; codes are language-neutral.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from .models import Assignment, CoSignature, Postulate, PostulateQuerySet, Response
from .promises import PublicPromise
from .queries import received_on
from .timeline import Reader, timeline
from .workflow import ResponseStatus

CASE_FIELDS = (
    "reference", "url", "title", "language", "status", "outcome", "legal_kind", "topics", "district", "lead_unit",
    "contributing_units", "channel", "received_on", "registered_on", "due_on", "is_overdue", "answered_on",
    "submitted_by", "submitted_by_organisation", "co_signers", "number_of_co_signers", "joined_with", "passed_to",
    "licence",
)  # fmt: skip
PROMISE_FIELDS = (
    "url", "case", "text", "language", "condition", "responsible_unit", "promised_on", "due_on", "first_due_on",
    "status", "is_overdue", "progress", "last_report_on", "evidence_url", "licence",
)  # fmt: skip


def with_public_parts(postulates: PostulateQuerySet) -> PostulateQuerySet:
    """Load what a record needs, in a constant number of queries."""
    return postulates.select_related("organisation", "author", "duplicate_of", "district").prefetch_related(
        "topics",
        Prefetch("assignments", Assignment.objects.filter(is_current=True).select_related("unit")),
        Prefetch("responses", Response.objects.filter(status=ResponseStatus.PUBLISHED)),
        Prefetch(
            "co_signatures",
            CoSignature.objects.filter(state=CoSignature.State.ACCEPTED).select_related("organisation"),
        ),
    )


def case_record(postulate: Postulate, url: str) -> dict[str, Any]:
    """Return the public fields of a public case loaded by ``with_public_parts``; the caller asked the gate."""
    response, lead = postulate.published_response, postulate.lead
    signatures = list(postulate.co_signatures.all())
    joined = postulate.duplicate_of
    return {
        "reference": postulate.reference,
        "url": url,
        "title": postulate.title,
        "language": postulate.language,
        "status": postulate.status,
        "outcome": response.outcome if response else "",
        "legal_kind": postulate.legal_kind,
        "topics": sorted(topic.code for topic in postulate.topics.all()),
        "district": postulate.district.code if postulate.district else "",
        "lead_unit": lead.unit.code if lead else "",
        "contributing_units": [row.unit.code for row in postulate.contributions],
        "channel": postulate.channel,
        "received_on": _day(received_on(postulate)),
        "registered_on": _day(postulate.registered_at),
        "due_on": _day(postulate.due_on),
        "is_overdue": postulate.is_overdue,
        "answered_on": _day(postulate.answered_at),
        "submitted_by": postulate.filer_name if postulate.show_name else "",
        "submitted_by_organisation": postulate.organisation_id is not None,
        "co_signers": [row.organisation.legal_name for row in signatures if row.show_name],
        "number_of_co_signers": len(signatures),
        "joined_with": joined.reference if joined else "",
        "passed_to": postulate.transferred_to,
        "licence": settings.DATA_LICENCE,
    }


def full_record(postulate: Postulate, url: str, promises: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the record with its texts, its answer, its promises and its public history."""
    return case_record(postulate, url) | {
        "problem": postulate.problem,
        "request": postulate.request,
        "concerns": postulate.concerns,
        "answer": _answer(postulate.published_response),
        "commitments": promises,
        "history": [
            {
                "at": entry.at.isoformat(),
                "what": entry.title,
                "who": entry.actor,
                "details": [{"label": fact.label, "value": fact.value} for fact in entry.facts],
            }
            for entry in timeline(postulate, Reader.PUBLIC)
        ],
    }


def promise_record(promise: PublicPromise, url: str) -> dict[str, Any]:
    """Return the public fields of a promise."""
    row, last = promise.row, promise.last_report
    return {
        "url": url,
        "case": row.response.postulate.reference,
        "text": row.text,
        "language": row.response.language,
        "condition": row.condition,
        "responsible_unit": row.responsible_unit.code,
        "promised_on": _day(row.promised_on),
        "due_on": _day(row.due_on),
        "first_due_on": _day(_first_due(promise)),
        "status": row.status,
        "is_overdue": row.is_overdue,
        "progress": row.progress,
        "last_report_on": _day(last.at if last else None),
        "evidence_url": next((report.evidence_url for report in reversed(promise.reports) if report.evidence_url), ""),
        "licence": settings.DATA_LICENCE,
    }


def flat(record: Mapping[str, Any]) -> list[Any]:
    """Return the values as cells: lists joined by semicolons, truth as 1 and 0, nothing as an empty cell."""
    return [_cell(value) for value in record.values()]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else value


def _first_due(promise: PublicPromise) -> date | None:
    return promise.moved[0].old_due if promise.moved else promise.row.due_on


def _answer(response: Response | None) -> dict[str, Any] | None:
    if response is None:
        return None
    return {
        "outcome": response.outcome,
        "text": response.body,
        "language": response.language,
        "published_on": _day(response.published_at),
    }


def _day(value: date | datetime | None) -> str | None:
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return value.isoformat() if value else None
