"""Who somebody is to a case: named rules over two plain records, without database access."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from accounts.roles import Role

DAYS_TO_DISPUTE = 30
WRITE_DOWN = frozenset({Role.MODERATOR, Role.COORDINATOR})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as the rules see them.

    ``desks`` are units where they hold a post, ``headships`` those they head or deputise for, ``organisations`` those
    they may write for.
    """

    pk: int | None = None
    roles: frozenset[Role] = frozenset()
    desks: frozenset[int] = frozenset()
    headships: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """A postulate as the rules see it, apart from its state."""

    author: int | None = None
    organisation: int | None = None
    invited: frozenset[int] = frozenset()
    co_signing: frozenset[int] = frozenset()
    claimed_by: int | None = None
    rejected_by: int | None = None
    entered_by: int | None = None
    awaits_opinion: bool = False
    was_appealed: bool = False
    was_registered: bool = False
    is_qualified: bool = False
    was_reopened_by_author: bool = False
    has_unreleased_addenda: bool = False
    has_redactions: bool = False
    has_files: bool = False
    lead_unit: int | None = None
    contributing_units: frozenset[int] = frozenset()
    response_status: str = ""
    response_by: int | None = None
    days_since_answer: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition that can be said aloud; combine with ``&``, ``|`` and ``~``.

    A simple rule may name a hat: the capacity in which somebody acts when the rule holds.
    """

    name: str
    holds: Callable[[Actor, Case], bool] = field(repr=False)
    hat: str = ""
    parts: tuple["Rule", ...] = field(default=(), repr=False)

    def __call__(self, actor: Actor, case: Case) -> bool:
        return self.holds(actor, case)

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(
            f"{self.name} and {other.name}",
            lambda actor, case: self(actor, case) and other(actor, case),
            parts=self.simple_parts() + other.simple_parts(),
        )

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(
            f"{self.name} or {other.name}",
            lambda actor, case: self(actor, case) or other(actor, case),
            parts=self.simple_parts() + other.simple_parts(),
        )

    def __invert__(self) -> "Rule":
        return Rule(f"not {self.name}", lambda actor, case: not self(actor, case))

    def simple_parts(self) -> tuple["Rule", ...]:
        return self.parts or (self,)

    def hat_of(self, actor: Actor, case: Case) -> str:
        """Return the capacity in which the actor fulfils the rule, or an empty string."""
        return next(
            (part.hat for part in self.simple_parts() if part.hat and part(actor, case)),
            "",
        )


def rule(hat: str = "") -> Callable[[Callable[[Actor, Case], bool]], Rule]:
    """Make a rule of a function; its name is the function's, in words."""

    def make(holds: Callable[[Actor, Case], bool]) -> Rule:
        return Rule(holds.__name__.replace("_", " "), holds, hat)

    return make


@rule()
def anybody(actor: Actor, case: Case) -> bool:
    return True


@rule(hat="author")
def is_author(actor: Actor, case: Case) -> bool:
    if case.organisation is not None:
        return case.organisation in actor.organisations
    return actor.pk is not None and actor.pk == case.author


@rule(hat="co_signer")
def is_invited_to_co_sign(actor: Actor, case: Case) -> bool:
    return bool(case.invited & actor.organisations)


@rule(hat="co_signer")
def is_co_signer(actor: Actor, case: Case) -> bool:
    return bool(case.co_signing & actor.organisations)


@rule()
def has_a_stake(actor: Actor, case: Case) -> bool:
    parties = case.invited | case.co_signing | ({case.organisation} if case.organisation else set())
    return (actor.pk is not None and actor.pk == case.author) or bool(parties & actor.organisations)


@rule(hat="moderator")
def wrote_it_down(actor: Actor, case: Case) -> bool:
    return actor.pk is not None and actor.pk == case.entered_by and bool(actor.roles & WRITE_DOWN)


@rule(hat="moderator")
def is_moderator(actor: Actor, case: Case) -> bool:
    return Role.MODERATOR in actor.roles


@rule(hat="coordinator")
def is_coordinator(actor: Actor, case: Case) -> bool:
    return Role.COORDINATOR in actor.roles


@rule()
def is_auditor(actor: Actor, case: Case) -> bool:
    return Role.AUDITOR in actor.roles


@rule()
def holds_the_claim(actor: Actor, case: Case) -> bool:
    return actor.pk is not None and actor.pk == case.claimed_by


@rule()
def rejected_it_before(actor: Actor, case: Case) -> bool:
    return actor.pk is not None and actor.pk == case.rejected_by


@rule(hat="lead_unit")
def is_lead_official(actor: Actor, case: Case) -> bool:
    return Role.OFFICIAL in actor.roles and case.lead_unit in actor.desks


@rule(hat="contributing_unit")
def is_contributing_official(actor: Actor, case: Case) -> bool:
    return Role.OFFICIAL in actor.roles and bool(case.contributing_units & actor.desks)


@rule(hat="lead_unit")
def is_lead_approver(actor: Actor, case: Case) -> bool:
    return Role.APPROVER in actor.roles and case.lead_unit in actor.headships


@rule()
def wrote_the_response(actor: Actor, case: Case) -> bool:
    return actor.pk is not None and actor.pk == case.response_by


@rule()
def response_awaits_approval(actor: Actor, case: Case) -> bool:
    return case.response_status == "in_review"


@rule()
def response_is_approved(actor: Actor, case: Case) -> bool:
    return case.response_status == "approved"


@rule()
def was_never_appealed(actor: Actor, case: Case) -> bool:
    return not case.was_appealed


@rule()
def was_answered_lately(actor: Actor, case: Case) -> bool:
    return case.days_since_answer is not None and case.days_since_answer <= DAYS_TO_DISPUTE


@rule()
def was_never_reopened_by_the_author(actor: Actor, case: Case) -> bool:
    return not case.was_reopened_by_author


@rule()
def opinion_is_awaited(actor: Actor, case: Case) -> bool:
    return case.awaits_opinion


@rule()
def somebody_is_invited(actor: Actor, case: Case) -> bool:
    return bool(case.invited)


@rule()
def was_registered(actor: Actor, case: Case) -> bool:
    return case.was_registered


@rule()
def is_qualified(actor: Actor, case: Case) -> bool:
    """Hold once somebody said what the text is in law; without that no unit can have it."""
    return case.is_qualified


@rule()
def has_unreleased_addenda(actor: Actor, case: Case) -> bool:
    return case.has_unreleased_addenda


@rule()
def has_redactions(actor: Actor, case: Case) -> bool:
    return case.has_redactions


@rule()
def has_files(actor: Actor, case: Case) -> bool:
    return case.has_files


@rule()
def answer_is_published(actor: Actor, case: Case) -> bool:
    return case.response_status == "published"


is_impartial_moderator = is_moderator & ~has_a_stake
decides_on_it = is_impartial_moderator & holds_the_claim


class Secret(Enum):
    """What only some of those who may open a case can read in it."""

    MODERATION = "moderation"
    ORIGINAL = "original"


# What moderators say to each other, and who reported the text; then the words that a redaction took away.
SECRETS: dict[Secret, Rule] = {
    Secret.MODERATION: (is_moderator | is_coordinator | is_auditor) & ~has_a_stake,
    Secret.ORIGINAL: is_author | ((is_moderator | is_coordinator) & ~has_a_stake),
}


def secrets_open_to(actor: Actor, case: Case) -> frozenset[Secret]:
    """Return what the actor may read beside what every reader of the case may."""
    return frozenset(secret for secret, may_read in SECRETS.items() if may_read(actor, case))
