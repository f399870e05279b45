"""How the day by which the city must answer was computed, change by change, in words of the active language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.deadlines import explain
from city.explanations import Explanation
from city.wording import sentences

from .hidden_words import hidden_words, shown
from .models import ClockEvent, Postulate
from .permissions import Secret
from .queries import received_on
from .timeline import Reader, Secrets
from .workflow import LegalKind

Kind = ClockEvent.Kind


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the day; ``law`` and ``reason`` are in the language of the office, ``who`` is for staff only."""

    at: date
    title: str
    sentences: list[str]
    law: str
    note: str
    old_due: date | None
    new_due: date | None
    reason: str
    who: str

    @property
    def moved(self) -> bool:
        return self.old_due is not None and self.old_due != self.new_due


def changes_of_the_clock(
    postulate: Postulate, reader: Reader = Reader.PUBLIC, secrets: Secrets = frozenset()
) -> list[Change]:
    """Return every change of the day, the oldest first, without what the reader may not see. At most two queries."""
    events = list(postulate.clock_events.select_related("rule", "by"))
    hidden = {} if Secret.ORIGINAL in secrets else hidden_words([postulate.pk])
    return [
        Change(
            at=timezone.localdate(event.at),
            title=_title(event),
            sentences=_sentences(event, postulate, events[:number]),
            law=_law(event),
            note=event.rule.note if event.rule else "",
            old_due=event.old_due,
            new_due=event.new_due,
            reason=shown(_reason(event), postulate.pk, hidden),
            who=str(event.by) if event.by and reader is Reader.STAFF else "",
        )
        for number, event in enumerate(events)
    ]


def when_late(postulate: Postulate) -> list[str]:
    """Say in general what the author can do when the answer does not come in time. No advice about the single case."""
    first = _("You can write to the unit that leads the case or to the dialogue department and ask for the reason.")
    last = _("This is general information, not legal advice.")
    return [first, _remedy(postulate.legal_kind), last]


def _remedy(kind: str) -> str:
    if kind in {LegalKind.WNIOSEK, LegalKind.COMPLAINT}:
        return _(
            "The Code of Administrative Procedure (KPA) says: who does not settle such a case in time must give the "
            "sender the reasons and a new date. The sender may send a reminder (ponaglenie, KPA art. 37) or complain "
            "about the delay (skarga, KPA art. 227)."
        )
    if kind == LegalKind.PETITION:
        return _(
            "The act on petitions sets the time for the answer. When it does not come, the sender may complain about "
            "the delay (skarga, KPA art. 227)."
        )
    if kind == LegalKind.PUBLIC_INFORMATION:
        return _(
            "The act on access to public information sets the time for the answer. When it does not come, the sender "
            "may complain to the administrative court about inaction (skarga na bezczynność)."
        )
    return _(
        "The city answers within the time that the law sets for motions (wniosek). Everybody may also complain about "
        "careless or slow work of the office (skarga, KPA art. 227)."
    )


def _title(event: ClockEvent) -> str:
    return {
        Kind.START: _("The clock started"),
        Kind.REQUALIFY: _("The legal kind changed, and the time was counted anew"),
        Kind.PAUSE: _("The clock was stopped"),
        Kind.RESUME: _("The clock runs again"),
        Kind.EXTEND: _("The time was extended"),
        Kind.STOP: _("The clock ended"),
    }[Kind(event.kind)]


def _sentences(event: ClockEvent, postulate: Postulate, earlier: list[ClockEvent]) -> list[str]:
    if kept := explanation_of(event, postulate):
        return _counted(kept, event, earlier)
    say = _SAY.get(Kind(event.kind))
    return say(event, earlier) if say else []


def _counted(explanation: Explanation, event: ClockEvent, earlier: list[ClockEvent]) -> list[str]:
    """Say how the day was counted; a reopened case counts from that day, on which nothing was received."""
    told = sentences(explanation)
    day = timezone.localdate(event.at)
    if explanation.received == day and any(row.kind == Kind.START for row in earlier) and event.kind == Kind.START:
        told[0] = _("The case was reopened on %(day)s; that day is not counted.") % {
            "day": date_format(day, "DATE_FORMAT")
        }
    return told


def explanation_of(event: ClockEvent, postulate: Postulate) -> Explanation | None:
    """Return the way to the day as it was kept; for an event without one, as its rule gives it, if that still fits."""
    if "steps" in event.explanation:
        return Explanation.from_dict(event.explanation)
    if event.rule is None or event.new_due is None:
        return None
    for day in (received_on(postulate), timezone.localdate(event.at)):
        found = explain(day, event.rule)
        if found.last_day == event.new_due:
            return found
    return None


def _law(event: ClockEvent) -> str:
    if "steps" in event.explanation:
        return Explanation.from_dict(event.explanation).rule.legal_basis
    return event.rule.legal_basis if event.rule else ""


def _reason(event: ClockEvent) -> str:
    """Return the reason somebody gave; a start repeats its law there, which has a place of its own."""
    return "" if event.rule and event.reason == event.rule.legal_basis else event.reason


def _paused(event: ClockEvent, earlier: list[ClockEvent]) -> list[str]:
    return [_("The unit asked the author a question. Until the reply comes, the clock stands still.")]


def _resumed(event: ClockEvent, earlier: list[ClockEvent]) -> list[str]:
    began, ended = _stood_still(event, earlier)
    days = (ended - began).days
    if days == 0:
        return [_("The clock stood still for less than a day, so the date did not change.")]
    return [
        ngettext(
            "The clock stood still for %(days)s day, from %(began)s to %(ended)s. It was added to the date.",
            "The clock stood still for %(days)s days, from %(began)s to %(ended)s. They were added to the date.",
            days,
        )
        % {"days": days, "began": date_format(began, "DATE_FORMAT"), "ended": date_format(ended, "DATE_FORMAT")},
        _("A date that falls on a Saturday or a day off moves to the next working day."),
    ]


def _stood_still(event: ClockEvent, earlier: list[ClockEvent]) -> tuple[date, date]:
    """Return the days as they were kept; for an event that kept none, those of the pause before it."""
    if kept := event.explanation:
        return date.fromisoformat(kept["paused_on"]), date.fromisoformat(kept["resumed_on"])
    pause = next((row for row in reversed(earlier) if row.kind == Kind.PAUSE), event)
    return timezone.localdate(pause.at), timezone.localdate(event.at)


def _extended(event: ClockEvent, earlier: list[ClockEvent]) -> list[str]:
    return [_("The city could not answer in time. It set a new date and told the author why.")]


def _ended(event: ClockEvent, earlier: list[ClockEvent]) -> list[str]:
    if event.new_due is None:
        return [_("The city does not have to answer any more: the case was withdrawn, joined or passed on.")]
    answered = timezone.localdate(event.at)
    if answered <= event.new_due:
        return [_("The city published its answer in time.")]
    days = (answered - event.new_due).days
    return [
        ngettext(
            "The city published its answer %(days)s day late.",
            "The city published its answer %(days)s days late.",
            days,
        )
        % {"days": days}
    ]


_SAY: dict[ClockEvent.Kind, Callable[[ClockEvent, list[ClockEvent]], list[str]]] = {
    Kind.PAUSE: _paused,
    Kind.RESUME: _resumed,
    Kind.EXTEND: _extended,
    Kind.STOP: _ended,
}
