"""How a date was counted, as facts that can be kept: a rule that changes later does not rewrite what was said."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self


class StepKind(StrEnum):
    """What one step of counting is about."""

    NOT_COUNTED = "not_counted"
    PASSED_OVER = "passed_over"
    COUNTED = "counted"
    SHORTER_MONTH = "shorter_month"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    NEXT_WORKING_DAY = "next_working_day"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Step:
    """One step and the day it speaks of."""

    kind: StepKind
    day: date


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What the rule said on the day of counting."""

    code: str
    law: str
    article: str
    length: int
    measure: str
    starts_on: str
    shifts: bool

    @property
    def legal_basis(self) -> str:
        """Return the law and its article as one text, in Polish."""
        return cite(self.law, self.article)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A last day with the way to it. ``unshifted`` is the day before any move to a working day."""

    received: date
    rule: RuleFacts
    unshifted: date
    last_day: date
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values that JSON can hold."""
        return {
            "received": self.received.isoformat(),
            "rule": asdict(self.rule),
            "unshifted": self.unshifted.isoformat(),
            "last_day": self.last_day.isoformat(),
            "steps": [{"kind": step.kind.value, "day": step.day.isoformat()} for step in self.steps],
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Self:
        """Return the explanation that ``as_dict`` made; nothing is counted again."""
        return cls(
            received=date.fromisoformat(kept["received"]),
            rule=RuleFacts(**kept["rule"]),
            unshifted=date.fromisoformat(kept["unshifted"]),
            last_day=date.fromisoformat(kept["last_day"]),
            steps=tuple(Step(StepKind(step["kind"]), date.fromisoformat(step["day"])) for step in kept["steps"]),
        )


def cite(law: str, article: str) -> str:
    """Return a law and its article as one text."""
    return ", ".join(part for part in (law, article) if part)
