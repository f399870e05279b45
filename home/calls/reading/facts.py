"""State and deadlines of calls as a reader sees them at a moment; a constant number of queries, however many calls."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef
from django.utils.functional import Promise

from city.queries import Name
from home.calls.fields import in_words
from home.calls.models import Call, CallDeadline, ResultsCorrection, State

from .words import Moment, time_left

TONES = {
    State.PLANNED: "neutral",
    State.OPEN: "success",
    State.CLOSING_SOON: "warning",
    State.CLOSED: "neutral",
    State.IN_EVALUATION: "progress",
    State.RESOLVED: "info",
    State.CANCELLED: "stop",
}
TAKES_OFFERS = frozenset({State.OPEN, State.CLOSING_SOON})
AHEAD = frozenset({State.PLANNED, *TAKES_OFFERS})
Kind = CallDeadline.Kind


class Act(NamedTuple):
    """A row of an extension."""

    old: datetime
    new: datetime
    reason: dict[str, str]
    decision_number: str
    at: datetime


class _Row(NamedTuple):
    """A row of a deadline with its extensions, the first one first."""

    kind: str
    at: datetime
    acts: list[Act]


@dataclass(frozen=True, slots=True)
class Extension:
    """How a deadline was moved; the reason is in the reader's language or marked with its own."""

    label: str | Promise
    old_at: datetime
    old: Moment
    new: Moment
    reason: Name | None
    decision_number: str
    done_at: datetime
    done: Moment

    @classmethod
    def of(cls, row: Act, label: str | Promise) -> "Extension":
        """Return the act on the deadline that is called so, in words of the active language."""
        return cls(
            label=label,
            old_at=row.old,
            old=Moment.of(row.old),
            new=Moment.of(row.new),
            reason=in_words(row.reason),
            decision_number=row.decision_number,
            done_at=row.at,
            done=Moment.day_of(row.at),
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when something may be done: in words, with every moment that stood there before."""

    kind: str
    label: str | Promise
    at: datetime
    moment: Moment
    left: str
    extensions: list[Extension]

    @property
    def unlabelled(self) -> "Deadline":
        """Return the same for where its name stands beside it."""
        return replace(self, label="")

    @property
    def old(self) -> list[Moment]:
        """Return the moments that hold no more, oldest first."""
        return [extension.old for extension in self.extensions]


class Facts:
    """A call at a moment. Words are made when somebody asks for them."""

    def __init__(self, call: Call, deadlines: Sequence[_Row], now: datetime) -> None:
        self.call, self.now, self._rows = call, now, deadlines
        self.state = State(call.state)
        self.is_corrected: bool = getattr(call, "is_corrected", False)

    @property
    def badge(self) -> dict[str, str | Promise]:
        """Return the state as a badge shows it."""
        return {"label": self.state.label, "tone": TONES[self.state]}

    @property
    def takes_offers(self) -> bool:
        """Say whether offers are taken now."""
        return self.state in TAKES_OFFERS

    @property
    def is_ahead(self) -> bool:
        """Say whether one can still apply, now or later."""
        return self.state in AHEAD

    @property
    def is_planned(self) -> bool:
        return self.state is State.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state is State.CANCELLED

    @property
    def is_resolved(self) -> bool:
        return self.state is State.RESOLVED

    @cached_property
    def opens(self) -> Moment:
        """Return when offers begin to be taken."""
        return Moment.of(self.call.opens_at)

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """Return every deadline, the first one first."""
        return [self._deadline(row) for row in self._rows]

    @cached_property
    def closes(self) -> Deadline | None:
        """Return the last deadline for submitting offers."""
        return next((one for one in reversed(self.deadlines) if one.kind == Kind.SUBMISSION), None)

    @property
    def others(self) -> list[Deadline]:
        """Return the deadlines beside the one that closes the call."""
        return [one for one in self.deadlines if one is not self.closes]

    @property
    def acts(self) -> list[Act]:
        """Return the rows of all extensions."""
        return [act for row in self._rows for act in row.acts]

    @property
    def extensions(self) -> list[Extension]:
        """Return how its deadlines were moved, the first act first."""
        return sorted((act for one in self.deadlines for act in one.extensions), key=lambda act: act.done_at)

    @property
    def cancellation_reason(self) -> Name | None:
        return in_words(self.call.cancellation_reason)

    def _deadline(self, row: _Row) -> Deadline:
        is_counted, label = not self.is_cancelled, Kind(row.kind).label
        return Deadline(
            kind=row.kind,
            label=label,
            at=row.at,
            moment=Moment.of(row.at),
            left=time_left(row.at, self.now) if is_counted else "",
            extensions=[Extension.of(extension, label) for extension in row.acts],
        )


def facts_of(calls: Iterable[int], now: datetime) -> Mapping[int, Facts]:
    """Return the facts of the calls with these keys. One query: a row for each extension, of the few there are."""
    found: dict[int, Call] = {}
    deadlines: dict[int, dict[int, _Row]] = defaultdict(dict)
    rows = Call.objects.filter(pk__in=set(calls)).with_state(now).select_related("unit", "results_file")
    for call in rows.annotate(is_corrected=_CORRECTED, **_JOINED).order_by(*_IN_ORDER):
        of_call = deadlines[found.setdefault(call.pk, call).pk]
        deadline, kind, at, *act = (getattr(call, name) for name in _JOINED)
        if deadline is not None:
            row = of_call.setdefault(deadline, _Row(kind, at, []))
            row.acts.extend([Act(*act)] if act[0] is not None else [])
    return {pk: Facts(call, list(deadlines[pk].values()), now) for pk, call in found.items()}


_CORRECTED = Exists(ResultsCorrection.objects.filter(call=OuterRef("pk")))
_JOINED = {
    "deadline_pk": F("deadlines__pk"),
    "deadline_kind": F("deadlines__kind"),
    "deadline_at": F("deadlines__at"),
    "act_old": F("deadlines__extensions__old"),
    "act_new": F("deadlines__extensions__new"),
    "act_reason": F("deadlines__extensions__reason"),
    "act_number": F("deadlines__extensions__decision_number"),
    "act_at": F("deadlines__extensions__at"),
}
_IN_ORDER = ("deadlines__at", "deadlines__pk", "deadlines__extensions__at", "deadlines__extensions__pk")
