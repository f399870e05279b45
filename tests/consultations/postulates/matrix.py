"""Who may make which move in which state, as text: one line per move and person."""

from dataclasses import replace
from itertools import product

from accounts.roles import Role
from consultations.postulates.permissions import Actor, Case
from consultations.postulates.workflow import MOVES, ResponseStatus, State

FILER, INVITED, SIGNER, STRANGER = 1, 2, 3, 4
LEAD, CONTRIBUTING, ELSEWHERE = 10, 11, 12
CLAIMANT, REJECTER, WRITER, CLERK = 50, 51, 52, 53

BASE = Case(
    author=40,
    organisation=FILER,
    invited=frozenset({INVITED}),
    co_signing=frozenset({SIGNER}),
    claimed_by=CLAIMANT,
    rejected_by=REJECTER,
    lead_unit=LEAD,
    contributing_units=frozenset({CONTRIBUTING}),
    response_by=WRITER,
    days_since_answer=3,
    has_unreleased_addenda=True,
    has_redactions=True,
    has_files=True,
    is_qualified=True,
)
CASES = [
    replace(
        BASE,
        response_status=status,
        was_appealed=again,
        was_reopened_by_author=again,
        was_registered=registered,
        awaits_opinion=awaited,
        entered_by=written_down,
    )
    for status, again, registered, awaited, written_down in product(
        [ResponseStatus.IN_REVIEW, ResponseStatus.APPROVED, ResponseStatus.PUBLISHED],
        [False, True],
        [False, True],
        [False, True],
        [None, CLERK],
    )
]


def _staff(pk: int, *roles: Role, desks: set[int] = frozenset(), heads: set[int] = frozenset()) -> Actor:  # type: ignore[assignment]
    return Actor(
        pk=pk,
        roles=frozenset(roles),
        desks=frozenset(desks | heads),
        headships=frozenset(heads),
    )


ACTORS = {
    "stranger": Actor(),
    "member of the filing organisation": Actor(pk=40, organisations=frozenset({FILER})),
    "member of an invited organisation": Actor(pk=41, organisations=frozenset({INVITED})),
    "member of a co-signing organisation": Actor(pk=42, organisations=frozenset({SIGNER})),
    "member of another organisation": Actor(pk=43, organisations=frozenset({STRANGER})),
    "moderator": _staff(60, Role.MODERATOR),
    "moderator in charge": _staff(CLAIMANT, Role.MODERATOR),
    "moderator who rejected it": _staff(REJECTER, Role.MODERATOR),
    "moderator who wrote it down": _staff(CLERK, Role.MODERATOR),
    "moderator of the filing organisation": Actor(
        pk=CLAIMANT, roles=frozenset({Role.MODERATOR}), organisations=frozenset({FILER})
    ),
    "coordinator": _staff(61, Role.COORDINATOR),
    "official of the lead unit": _staff(62, Role.OFFICIAL, desks={LEAD}),
    "official of a contributing unit": _staff(63, Role.OFFICIAL, desks={CONTRIBUTING}),
    "official of another unit": _staff(64, Role.OFFICIAL, desks={ELSEWHERE}),
    "head of the lead unit": _staff(65, Role.APPROVER, heads={LEAD}),
    "head who wrote the answer": _staff(WRITER, Role.APPROVER, Role.OFFICIAL, heads={LEAD}),
    "coordinator who wrote the answer": _staff(WRITER, Role.COORDINATOR),
    "head of another unit": _staff(66, Role.APPROVER, heads={ELSEWHERE}),
    "auditor": _staff(67, Role.AUDITOR),
    "editor": _staff(68, Role.EDITOR),
    "administrator": _staff(69, Role.ADMINISTRATOR),
}


def matrix() -> str:
    """Return the table of rights: move, person, and the states in which some case lets them."""
    lines = []
    for move in MOVES:
        for name, actor in ACTORS.items():
            states = [state for state in State if any(move.is_open_to(actor, state, case) for case in CASES)]
            if states:
                lines.append(f"{move.name:<20} {name:<38} {' '.join(states)}")
    return "\n".join(lines) + "\n"
