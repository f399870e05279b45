"""The story of one case as it is told: its rows, its clock and its events, each allowed by the table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from city.deadlines import last_day
from consultations.postulates.models import CaseEvent, ClockEvent, Postulate, PostulateRevision
from consultations.postulates.workflow import BY_NAME, OCCURRENCES, Move, State

from .plan import Plan
from .society import Filer, Society
from .texts import CaseText


class Story:
    """Collects the rows of a case; moments only ever move forward, up to ``until``."""

    def __init__(self, plan: Plan, text: CaseText, society: Society, chance: Random, wanted: int) -> None:
        self.plan = plan
        self.text = text
        self.society = society
        self.chance = chance
        self.wanted = wanted
        self.state = State.DRAFT
        self.at = plan.sent - timedelta(hours=chance.uniform(1, 200))
        self.until = plan.sent
        self.rows: dict[type[Model], list[Any]] = defaultdict(list)
        self.filer: Filer | None = None
        self.lead = 0
        self.leading: UUID | None = None
        self.case = Postulate(key=plan.key, version=1, title=text.title, language=text.language)

    @property
    def left(self) -> int:
        """How many events are still wanted."""
        return self.wanted - len(self.rows[CaseEvent])

    @property
    def is_public(self) -> bool:
        return self.case.registered_at is not None

    def keep(self, row: Model) -> None:
        """Keep a row that belongs to the case."""
        self.rows[type(row)].append(row)

    def one_of(self, people: Sequence[int]) -> int:
        return self.chance.choice(people)

    @property
    def last_actor(self) -> int | None:
        return self.rows[CaseEvent][-1].actor_id

    def freeze(self, kind: PostulateRevision.Kind) -> None:
        """Keep the text as it was sent."""
        self.keep(
            PostulateRevision(
                postulate=self.case,
                kind=kind,
                title=self.text.title,
                problem=self.text.problem,
                request=self.text.request,
                at=self.at,
                by_id=self.last_actor,
            )
        )

    def pass_time(self) -> datetime:
        """Move on by a share of the time that is left for what is still to be told."""
        remaining = max(self.until - self.at, timedelta(0))
        self.at += remaining * self.chance.uniform(0, 2 / (max(self.left, 0) + 2))
        return self.at

    def tell(
        self, name: str, actor: int | None, hat: str, *, organisation: int | None = None, details: Any = None
    ) -> None:
        """Append an event; raises ``ValueError`` for a move that the table does not know in this state."""
        row = BY_NAME.get(name) or OCCURRENCES[name]
        if isinstance(row, Move):
            if self.state not in row.sources:
                raise ValueError(f"{name} is no move of a case that is {self.state}.")
            self.state = row.target or self.state
        self.case.version += 1
        self.keep(
            CaseEvent(
                postulate=self.case,
                move=name,
                at=self.pass_time(),
                actor_id=actor,
                organisation_id=organisation,
                acting_as=f"unit:{self.lead}" if hat == "unit" else hat,
                is_public=row.is_public,
                version=self.case.version,
                details=_recorded(row, details or {}),
            )
        )

    def author_tells(self, name: str, **details: Any) -> None:
        """Append an event of the author."""
        organisation = self.filer.pk if self.filer else None
        self.tell(name, self.author(), "author", organisation=organisation, details=details)

    def official_tells(self, name: str, **details: Any) -> int:
        """Append an event of the leading unit and return who in it acted."""
        official = self.one_of(self.society.officials[self.lead])
        self.tell(name, official, "unit", details=details)
        return official

    def author(self) -> int | None:
        """Return who writes for the case now: any writer of its organisation, else the person."""
        return self.one_of(self.filer.writers) if self.filer else self.case.author_id

    def move_clock(
        self, kind: ClockEvent.Kind, due: date | None, *, by: int, reason: str = "", rule: Any = None
    ) -> None:
        """Set the day by which the city must answer and keep why."""
        self.keep(
            ClockEvent(
                postulate=self.case,
                kind=kind,
                at=self.at,
                by_id=by,
                rule=rule,
                old_due=self.case.due_on,
                new_due=due,
                reason=reason,
            )
        )
        self.case.due_on = due

    def start_clock(self, *, by: int) -> date:
        """Count the time of the legal kind from the day on which the case came; returns the last day."""
        received = self.case.received_on or timezone.localdate(self.plan.sent)
        rule = self.society.rule(self.plan.kind, received)
        due = last_day(received, length=rule.length, measure=rule.measure)
        self.move_clock(ClockEvent.Kind.START, due, by=by, reason=rule.legal_basis, rule=rule)
        return due


def _recorded(row: Any, details: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what an event keeps: no empty values, nothing the table forgets, days as text."""
    forgets = row.forgets if isinstance(row, Move) else ()
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in details.items()
        if value not in (None, "", []) and name not in forgets
    }
