"""Plays the cases of the demo: every step of every case in the order of time, each through the services."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from city.models import Topic, Unit
from consultations.organisations.models import Organisation
from consultations.postulates.models import Addendum, Commitment, Postulate, RejectionReason
from consultations.postulates.services import move_postulate, start_draft, update_commitment, write_down

from .clock import Day, backdate, day_of, moment, set_to
from .further_cases import FURTHER
from .organisations import organisations
from .people import people
from .reasons import reasons
from .richer_cases import RICHER
from .steps import CaseStory, Step
from .story import TEN


def key_of(code: str) -> UUID:
    """Return the key under which a case of the demo is kept."""
    return uuid5(NAMESPACE_URL, f"demo-postulate:{code}")


@transaction.atomic
def load_cases() -> int:
    """Play the cases that are missing; returns how many."""
    present = set(Postulate.objects.values_list("key", flat=True))
    missing = [story for story in (*TEN, *FURTHER, *RICHER) if key_of(story.code) not in present]
    if missing:
        _Stage().play(missing)
    return len(missing)


@dataclass
class _Stage:
    """Everybody and everything the steps name, loaded once."""

    began: datetime = field(default_factory=timezone.now)
    today: date = field(default_factory=timezone.localdate)
    people: dict[str, User] = field(default_factory=people)
    organisations: dict[str, Organisation] = field(default_factory=organisations)
    reasons: dict[str, RejectionReason] = field(default_factory=reasons)
    units: dict[str, Unit] = field(default_factory=lambda: {row.code: row for row in Unit.objects.facts()})
    topics: dict[str, Topic] = field(default_factory=lambda: {row.code: row for row in Topic.objects.facts()})

    def play(self, stories: list[CaseStory]) -> None:
        scenes: list[tuple[datetime, Callable[[], Postulate]]] = []
        for story in stories:
            scenes.append((moment(story.begun, 0, self.today), partial(self._begin, story)))
            for number, step in enumerate(story.steps, start=1):
                scenes.append((moment(step.day, number, self.today), partial(self._make, story, step)))
        for at, scene in sorted(scenes, key=lambda scene: scene[0]):
            with set_to(at):
                postulate = scene()
            backdate(postulate, at, written_after=self.began)

    def _begin(self, story: CaseStory) -> Postulate:
        given: dict[str, Any] = {
            "actor": self.people[story.author],
            "key": key_of(story.code),
            "organisation": self.organisations[story.organisation] if story.organisation else None,
            "topics": [self.topics[code] for code in story.topics],
        }
        text = {
            "title": story.title,
            "problem": story.problem,
            "request": story.request,
            "language": story.language,
            "show_name": bool(story.organisation),
        }
        if story.channel == "web":
            return start_draft(**given, text=text)
        came = day_of(story.begun, self.today)
        return write_down(**given, text=text | {"sender_name": story.sender}, channel=story.channel, received_on=came)

    def _make(self, story: CaseStory, step: Step) -> Postulate:
        postulate = Postulate.objects.get(key=key_of(story.code))
        details = {name: self._resolve(name, value) for name, value in step.details.items()}
        actor = self.people[step.actor]
        if step.move == "commitment":
            commitment = Commitment.objects.get(response__postulate=postulate)
            update_commitment(commitment_id=commitment.pk, actor=actor, **details)
            postulate.refresh_from_db()
            return postulate
        return move_postulate(
            postulate_id=postulate.pk, move=step.move, actor=actor, version=postulate.version, **details
        )

    def _resolve(self, name: str, value: Any) -> Any:
        finders: dict[str, Callable[[Any], Any]] = {
            "organisation": self.organisations.__getitem__,
            "rejection_reason": self.reasons.__getitem__,
            "lead_unit": self.units.__getitem__,
            "contributions": lambda rows: [self._contribution(row) for row in rows],
            "unit": self.units.__getitem__,
            "officer": self.people.__getitem__,
            "released": lambda code: Addendum.objects.filter(postulate__key=key_of(code)).latest("pk"),
            "duplicate_of": lambda code: Postulate.objects.get(key=key_of(code)),
            "due_on": self._day,
            "commitment_due_on": self._day,
        }
        return finders[name](value) if name in finders else value

    def _contribution(self, row: dict[str, Any]) -> dict[str, Any]:
        due_on = None if row["due_on"] is None else self._day(row["due_on"])
        return row | {"unit": self.units[row["unit"]], "due_on": due_on}

    def _day(self, day: Day) -> date:
        """Count from the day of the load, not from the day on which the step is told to have happened."""
        return day_of(day, self.today)
