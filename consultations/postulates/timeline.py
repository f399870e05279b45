"""The history of a case as a reader may see it: the public, a party to it, or staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from city.models import Unit
from city.queries import names
from consultations.organisations.models import Organisation

from .models import ApprovalStep, CaseEvent, CoSignature, Postulate, Redaction, RejectionReason, Report
from .permissions import Actor, Secret
from .queries import is_on_the_desk, is_party
from .workflow import Audience, CommitmentStatus, LegalKind, Outcome, occurrence

WRITTEN = frozenset({"reason", "note", "question", "opinion", "reply", "body", "commitment", "milestone", "resolution"})
HIDES = {"file": gettext_lazy("the file"), "name": gettext_lazy("the name of the file")}


Secrets = frozenset[Secret]


class Reader(Enum):
    """How much of a case somebody may see."""

    PUBLIC = 1
    PARTY = 2
    STAFF = 3


def reader_of(actor: Actor, postulate: Postulate) -> Reader:
    """Say how much of the case the person sees."""
    if is_party(actor, postulate):
        return Reader.PARTY
    return Reader.STAFF if is_on_the_desk(actor, postulate) else Reader.PUBLIC


@dataclass(frozen=True, slots=True)
class Fact:
    """A detail of an event; ``language`` is that of a text somebody wrote, empty for words of the interface."""

    label: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline, in words of the active language."""

    at: datetime
    title: str
    actor: str
    note: str
    facts: list[Fact]
    tone: str


@dataclass(frozen=True, slots=True)
class _Lookups:
    """Names behind the keys that events keep, loaded once for all of them."""

    units: Mapping[int, str]
    organisations: Mapping[int, str]
    reasons: Mapping[int, str]
    cases: Mapping[int, str]
    people: Mapping[int, str]
    hidden: Mapping[int, str]
    consenting: frozenset[tuple[int, int]]


def timeline(postulate: Postulate, reader: Reader, secrets: Secrets = frozenset()) -> list[Entry]:
    """Return what happened, the oldest first, without what the reader may not see. A constant number of queries.

    Without ``secrets`` even staff read neither what moderation keeps among itself nor words that were hidden.
    """
    everything = postulate.events.select_related("actor") if reader is Reader.STAFF else postulate.events.all()
    events = [event for event in everything if is_seen_by(event, reader, secrets)]
    lookups = _look_up(events)
    return [entry(event, reader, lookups, secrets) for event in events]


def is_seen_by(event: CaseEvent, reader: Reader, secrets: Secrets = frozenset()) -> bool:
    """Say whether the reader may know that the event happened."""
    row = occurrence(event.move)
    if row.is_confidential:
        return Secret.MODERATION in secrets
    if event.is_public or reader is Reader.STAFF:
        return True
    tells = row.tells
    is_theirs = event.acting_as in {"author", "co_signer"}
    return reader is Reader.PARTY and (is_theirs or Audience.AUTHOR in tells)


def entry(event: CaseEvent, reader: Reader, lookups: _Lookups | None = None, secrets: Secrets = frozenset()) -> Entry:
    """Return one event in words."""
    lookups = lookups or _look_up([event])
    row = occurrence(event.move)
    return Entry(
        at=event.at,
        title=str(row.did),
        actor=_who(event, lookups, reader),
        note="" if event.is_public else _("not public"),
        facts=_facts(event, reader, lookups, secrets),
        tone=row.tone.value,
    )


def _look_up(events: list[CaseEvent]) -> _Lookups:
    units = {unit.pk: unit.translation_key for unit in Unit.objects.facts()}
    unit_names = names(Unit)
    reason_names = names(RejectionReason)
    reasons = dict(RejectionReason.objects.values_list("pk", "translation_key"))
    wanted: dict[str, set[int]] = {"organisation": set(), "duplicate_of": set(), "officer": set(), "claimant": set()}
    for event in events:
        for name, keys in wanted.items():
            if name in event.details:
                keys.add(event.details[name])
    return _Lookups(
        units={pk: str(unit_names[key]) for pk, key in units.items()},
        organisations=dict(Organisation.objects.filter(pk__in=wanted["organisation"]).values_list("pk", "legal_name")),
        reasons={pk: str(reason_names[key]) for pk, key in reasons.items()},
        cases={case.pk: case.reference for case in Postulate.objects.filter(pk__in=wanted["duplicate_of"])},
        hidden=dict(
            Redaction.objects.filter(event__in=[event.pk for event in events], is_current=True).values_list(
                "event_id", "reason"
            )
        ),
        consenting=_consenting(events),
        people={
            person.pk: str(person) for person in User.objects.filter(pk__in=wanted["officer"] | wanted["claimant"])
        },
    )


def _consenting(events: list[CaseEvent]) -> frozenset[tuple[int, int]]:
    """Return case and organisation of every signature whose name may be shown today."""
    signed = CoSignature.objects.filter(
        postulate__in={event.postulate_id for event in events if event.move == "co_sign"},
        state=CoSignature.State.ACCEPTED,
        show_name=True,
    )
    return frozenset(signed.values_list("postulate_id", "organisation_id"))


def _who(event: CaseEvent, lookups: _Lookups, reader: Reader) -> str:
    """Return the capacity in which somebody acted; staff also read who it really was, for example a deputy."""
    capacity = _capacity(event, lookups)
    return f"{capacity} · {event.actor}" if reader is Reader.STAFF and event.actor else capacity


def _capacity(event: CaseEvent, lookups: _Lookups) -> str:
    if event.acting_as.startswith("unit:"):
        return lookups.units.get(int(event.acting_as.removeprefix("unit:")), _("City unit"))
    return {
        "author": _("Author"),
        "co_signer": _("Co-signing organisation"),
        "moderator": _("Moderation"),
        "reader": _("A reader"),
        "coordinator": _("Dialogue department"),
    }.get(event.acting_as, _("City"))


def _facts(event: CaseEvent, reader: Reader, lookups: _Lookups, secrets: Secrets) -> list[Fact]:
    labels = _labels()
    return [
        Fact(labels[name], _value(name, value, lookups), _language_of(name, event))
        for name, value in _without_hidden(event, lookups, secrets).items()
        if name in labels
        and value not in (None, "", [])
        and _may_read(name, event, reader)
        and not (reader is Reader.PUBLIC and name == "organisation" and not _is_named(event, value, lookups))
    ]


def _is_named(event: CaseEvent, organisation: int, lookups: _Lookups) -> bool:
    """Say whether the name may still be shown: who took the consent back is named no more, in old entries too."""
    return (event.postulate_id, organisation) in lookups.consenting


def _without_hidden(event: CaseEvent, lookups: _Lookups, secrets: Secrets) -> dict[str, Any]:
    """Return the details; words that a moderator hid become a marker for all but those who may read the original."""
    if Secret.ORIGINAL in secrets or event.pk not in lookups.hidden:
        return event.details
    said = _("[removed: %(reason)s]") % {"reason": Redaction.Reason(lookups.hidden[event.pk]).label}
    return {name: said if name in WRITTEN else value for name, value in event.details.items()}


def _language_of(detail: str, event: CaseEvent) -> str:
    """Return the language of a written text: the author's own, else that of the office."""
    if detail not in WRITTEN:
        return ""
    return event.postulate.language if event.acting_as == "author" else settings.LANGUAGE_CODE


def _may_read(detail: str, event: CaseEvent, reader: Reader) -> bool:
    row = occurrence(event.move)
    if reader is Reader.STAFF:
        return True
    return detail in row.shows or (reader is Reader.PARTY and detail in row.confides)


def _labels() -> dict[str, str]:
    return {
        "reason": _("Reason"),
        "report_reason": _("What is wrong"),
        "resolution": _("What was done"),
        "note": _("Note to the author"),
        "question": _("Question"),
        "reply": _("Reply"),
        "due_on": _("By"),
        "old_due_on": _("Date before"),
        "legal_kind": _("Legal kind"),
        "rejection_reason": _("Reason for rejection"),
        "lead_unit": _("Leading unit"),
        "contributing_units": _("Contributing units"),
        "body": _("Passed to"),
        "duplicate_of": _("Joined with"),
        "organisation": _("Organisation"),
        "outcome": _("Outcome"),
        "unit": _("Unit"),
        "opinion": _("Opinion"),
        "officer": _("Official in charge"),
        "claimant": _("Moderator in charge"),
        "way": _("How it was decided"),
        "channel": _("How it came"),
        "language": _("Language"),
        "target": _("What was hidden"),
        "hides": _("What was hidden"),
        "redaction_reason": _("Why it was hidden"),
        "legal_basis": _("Legal basis"),
        "is_late": _("Passed on in time"),
        "milestone": _("Step"),
        "progress": _("Progress"),
        "evidence_url": _("Evidence"),
        "commitment": _("Commitment"),
        "commitment_status": _("State of the commitment"),
    }


def _value(name: str, value: Any, lookups: _Lookups) -> str:
    if name in {"due_on", "old_due_on"}:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if name == "progress":
        return _("%(number)s per cent") % {"number": value}
    if name == "contributing_units":
        return ", ".join(lookups.units[pk] for pk in value)
    named: dict[str, Mapping[Any, Any]] = {
        "lead_unit": lookups.units,
        "unit": lookups.units,
        "organisation": lookups.organisations,
        "rejection_reason": lookups.reasons,
        "duplicate_of": lookups.cases,
        "legal_kind": dict(LegalKind.choices),
        "outcome": dict(Outcome.choices),
        "commitment_status": dict(CommitmentStatus.choices),
        "channel": dict(Postulate.Channel.choices),
        "language": dict(settings.LANGUAGES),
        "target": dict(Redaction.Target.choices),
        "hides": HIDES,
        "redaction_reason": dict(Redaction.Reason.choices),
        "report_reason": dict(Report.Reason.choices),
        "officer": lookups.people,
        "claimant": lookups.people,
        "way": dict(ApprovalStep.Way.choices),
        "is_late": {True: _("no, later than the law says"), False: _("yes")},
    }
    return str(named[name].get(value, value)) if name in named else str(value)
