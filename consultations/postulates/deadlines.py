"""By when the city must answer or pass a case on, and how that day was found, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.deadlines import explain
from city.explanations import Explanation
from city.queries import rule_on
from city.wording import sentences

from .models import ClockEvent, Postulate
from .queries import received_on
from .workflow import LegalKind

Kind = ClockEvent.Kind


@dataclass(frozen=True, slots=True)
class TransferTerms:
    """By when a case that is another body's must be passed on, under which law, and how the day was counted."""

    explanation: Explanation

    @property
    def due_on(self) -> date:
        return self.explanation.last_day

    @property
    def legal_basis(self) -> str:
        return self.explanation.rule.legal_basis

    @property
    def is_late(self) -> bool:
        """Say whether that day has passed."""
        return timezone.localdate() > self.due_on

    @property
    def sentences(self) -> list[str]:
        """The way to the day, in the active language."""
        return sentences(self.explanation)


def transfer_terms(postulate: Postulate) -> TransferTerms:
    """Return the term for passing the case on (KPA art. 231 and 243: 7 days; act on petitions, art. 6: 30 days)."""
    code = "petition-transfer" if postulate.legal_kind == LegalKind.PETITION else "transfer"
    received = received_on(postulate)
    return TransferTerms(explain(received, rule_on(code, received)))


def clock_story(postulate: Postulate) -> list[str]:
    """Return, in the active language, how the day of the answer came about: every change, the oldest first.

    Names of laws and reasons that people wrote are not among the sentences: they are Polish and a page marks them so.
    """
    story: list[str] = []
    was_started = False
    for event in postulate.clock_events.all():
        story += _TELLERS[Kind(event.kind)](event, was_started)
        was_started = was_started or event.kind == Kind.START
    return story


def _started(event: ClockEvent, was_started: bool) -> list[str]:
    told = _counted(event)
    is_anew = event.explanation.get("received") == timezone.localdate(event.at).isoformat()
    if was_started and is_anew:
        told[0] = _("The case was reopened on %(day)s; that day is not counted.") % {"day": _moment(event)}
    return told


def _requalified(event: ClockEvent, was_started: bool) -> list[str]:
    changed = _("On %(day)s the legal kind changed, so the time was counted anew.") % {"day": _moment(event)}
    return [changed, *_counted(event)]


def _counted(event: ClockEvent) -> list[str]:
    """Say how the day was counted, from what was kept then; older events kept only the day."""
    if event.explanation:
        return sentences(Explanation.from_dict(event.explanation))
    return [_("The answer is due on %(day)s.") % {"day": _day(event.new_due)}] if event.new_due else []


def _paused(event: ClockEvent, was_started: bool) -> list[str]:
    return [_("On %(day)s the unit asked the author a question; the clock stood still.") % {"day": _moment(event)}]


def _resumed(event: ClockEvent, was_started: bool) -> list[str]:
    days = event.explanation.get("days")
    if days is None or event.new_due is None:
        return [_("On %(day)s the clock ran again.") % {"day": _moment(event)}]
    text = ngettext(
        "On %(day)s the clock ran again. It had stood still for %(days)s day, so the answer is due on %(due)s.",
        "On %(day)s the clock ran again. It had stood still for %(days)s days, so the answer is due on %(due)s.",
        days,
    )
    return [text % {"day": _moment(event), "days": days, "due": _day(event.new_due)}]


def _extended(event: ClockEvent, was_started: bool) -> list[str]:
    text = _("On %(day)s the time was extended from %(old)s to %(new)s, with a public reason.")
    return [text % {"day": _moment(event), "old": _day(event.old_due), "new": _day(event.new_due)}]


def _stopped(event: ClockEvent, was_started: bool) -> list[str]:
    return [_("On %(day)s the clock ended.") % {"day": _moment(event)}]


def _moment(event: ClockEvent) -> str:
    return _day(timezone.localdate(event.at))


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


_TELLERS: dict[Any, Callable[[ClockEvent, bool], list[str]]] = {
    Kind.START: _started,
    Kind.REQUALIFY: _requalified,
    Kind.PAUSE: _paused,
    Kind.RESUME: _resumed,
    Kind.EXTEND: _extended,
    Kind.STOP: _stopped,
}
