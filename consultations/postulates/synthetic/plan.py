"""What becomes of a case, decided before its story is told, so that others may refer to it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from consultations.postulates.workflow import LegalKind, State

HISTORY_DAYS = 3 * 365

# How many of a hundred cases stand where.
SHARES: dict[State, int] = {
    State.DRAFT: 3,
    State.SUBMITTED: 2,
    State.IN_MODERATION: 2,
    State.RETURNED: 2,
    State.REGISTERED: 2,
    State.ROUTED: 3,
    State.IN_PROGRESS: 7,
    State.AWAITING_AUTHOR: 2,
    State.RESPONSE_IN_APPROVAL: 2,
    State.ANSWERED: 8,
    State.CLOSED: 58,
    State.REJECTED: 3,
    State.WITHDRAWN: 2,
    State.DUPLICATE: 2,
    State.TRANSFERRED_OUT: 2,
}
# How many days ago it was sent; what is missing here lies anywhere in the history.
SENT_DAYS_AGO: dict[State, tuple[int, int]] = {
    State.DRAFT: (1, 60),
    State.SUBMITTED: (1, 8),
    State.IN_MODERATION: (2, 10),
    State.RETURNED: (4, 15),
    State.REGISTERED: (4, 12),
    State.ROUTED: (6, 25),
    State.IN_PROGRESS: (10, 45),
    State.AWAITING_AUTHOR: (12, 50),
    State.RESPONSE_IN_APPROVAL: (20, 45),
    State.ANSWERED: (35, 150),
}
NEVER_REGISTERED = frozenset(
    {State.DRAFT, State.SUBMITTED, State.IN_MODERATION, State.RETURNED, State.REJECTED},
)
PERHAPS_REGISTERED = frozenset({State.WITHDRAWN, State.DUPLICATE})
KINDS = {
    LegalKind.POSTULATE: 55,
    LegalKind.WNIOSEK: 20,
    LegalKind.PETITION: 10,
    LegalKind.COMPLAINT: 7,
    LegalKind.PUBLIC_INFORMATION: 5,
    LegalKind.REMARK: 3,
}
FINISHED = frozenset({State.ANSWERED, State.CLOSED})


@dataclass(frozen=True)
class Plan:
    """Where a case stands, and its great moments; ``registered`` is None where it never was."""

    seed: int
    index: int
    state: State
    kind: LegalKind
    sent: datetime
    registered: datetime | None
    ends: datetime

    @property
    def key(self) -> UUID:
        """The key by which a second run finds it."""
        return key_of(self.seed, self.index)

    @property
    def is_sent(self) -> bool:
        return self.state is not State.DRAFT


def key_of(seed: int, index: int | str) -> UUID:
    """Return the key of a synthetic case."""
    return uuid5(NAMESPACE_URL, f"synthetic-postulate:{seed}:{index}")


def plan_of(seed: int, index: int, today: date) -> Plan:
    """Return the plan of a case; it depends on nothing but the arguments."""
    chance = Random(f"{seed}:{index}:plan")
    state = _deck(seed, index // 100)[index % 100]
    sent = _moment(today, _days_ago(chance, state), chance)
    registered = None
    if state not in NEVER_REGISTERED and not (state in PERHAPS_REGISTERED and chance.random() < 0.3):
        registered = sent + timedelta(hours=chance.uniform(20, 80))
    now = _moment(today, 0, chance)
    over = sent + timedelta(days=chance.uniform(40, 320))
    ends = now if state not in FINISHED and sent > now - timedelta(days=60) else min(now, over)
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    return Plan(seed, index, state, kind, sent, registered, max(ends, sent + timedelta(hours=12)))


def leading_case(plan: Plan, today: date) -> Plan | None:
    """Return the case with which this one is joined: sent earlier and public by then; None where there is none."""
    earlier = (plan_of(plan.seed, index, today) for index in reversed(range(plan.index)))
    return next((other for other in earlier if _may_lead(other, plan)), None)


def _may_lead(other: Plan, plan: Plan) -> bool:
    is_public = other.state in FINISHED and other.registered is not None and other.registered < plan.ends
    return is_public and other.sent < plan.sent


@lru_cache(maxsize=8)
def _deck(seed: int, block: int) -> tuple[State, ...]:
    """Return a hundred states in the shares above, shuffled."""
    deck = [state for state, share in SHARES.items() for _number in range(share)]
    Random(f"{seed}:{block}:deck").shuffle(deck)
    return tuple(deck)


def _days_ago(chance: Random, state: State) -> int:
    if state in SENT_DAYS_AGO:
        return chance.randint(*SENT_DAYS_AGO[state])
    # Square: the office gets more of them each year.
    return 60 + int((HISTORY_DAYS - 60) * (1 - chance.random() ** 0.5))


def _moment(today: date, days: int, chance: Random) -> datetime:
    opened = datetime.combine(today - timedelta(days=days), time(0, 0), tzinfo=timezone.get_default_timezone())
    return opened + timedelta(minutes=chance.randint(7 * 60, 20 * 60) if days else 0)
