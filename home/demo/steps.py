"""The words in which a case of the demo is told: who did what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .clock import Day
from .people import HEADS, OFFICIALS


@dataclass(frozen=True)
class Step:
    """One move of the workflow; details name units, organisations, reasons and cases by code, days as ``Day``."""

    day: Day
    move: str
    actor: str
    details: Mapping[str, Any] = field(default_factory=dict)


Steps = tuple[Step, ...]


@dataclass(frozen=True)
class CaseStory:
    """A postulate and what happened to it."""

    code: str
    author: str
    organisation: str
    title: str
    problem: str
    request: str
    topics: tuple[str, ...]
    begun: Day
    steps: Steps = ()
    language: str = "pl"
    channel: str = "web"
    sender: str = ""


def sent(day: Day, by: str) -> Steps:
    """The author sends it."""
    return (Step(day, "submit", by),)


def entered(day: Day, by: str = "moderator") -> Steps:
    """Staff enter what came by letter or was said at a meeting."""
    return (Step(day, "enter", by),)


def co_signed(day: Day, by: str, **signers: str) -> Steps:
    """The author invites organisations, given as code=who signs, and they sign."""
    invitations = tuple(Step(day, "invite", by, {"organisation": code}) for code in signers)
    return invitations + tuple(Step(day, "co_sign", person, {"show_name": True}) for person in signers.values())


def registered(day: Day, moderator: str = "moderator") -> Steps:
    """A moderator takes it on and registers it."""
    return (Step(day, "claim", moderator), Step(day, "register", moderator, {"legal_kind": "postulate"}))


def routed(day: Day, unit: str, *contributing: str, question: str = "", by: Day | None = None) -> Steps:
    """The dialogue department passes it to a unit, and asks others a question, by a day if one is given."""
    asked = [{"unit": code, "question": question, "due_on": by} for code in contributing]
    return (Step(day, "route", "coordinator", {"lead_unit": unit, "contributions": asked}),)


def accepted(day: Day, unit: str) -> Steps:
    """The unit starts to work."""
    return (Step(day, "accept", OFFICIALS[unit]),)


def proposed(day: Day, unit: str, outcome: str, response: str, **promise: Any) -> Steps:
    """The unit writes its answer; a promise has ``commitment``, ``commitment_condition``, ``commitment_due_on``."""
    details = {"outcome": outcome, "response": response, **promise}
    return (Step(day, "propose_response", OFFICIALS[unit], details),)


def published(day: Day, unit: str) -> Steps:
    """The head of the unit approves the answer and the dialogue department publishes it."""
    return (Step(day, "approve", HEADS[unit]), Step(day, "publish", "coordinator"))
