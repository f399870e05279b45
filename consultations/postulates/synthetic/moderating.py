"""The second chapter: a moderator checks the case, then it is registered, sent back, refused or joined with another."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.roles import Role
from consultations.postulates.models import ClockEvent, DuplicateLink, PostulateRevision
from consultations.postulates.workflow import State

from .filing import correct
from .telling import Story
from .words import pl


def moderate(story: Story) -> None:
    """Tell the case up to its registration, or to where it stopped before."""
    final = story.plan.state
    if final is State.SUBMITTED:
        return _wait(story)
    moderator = story.one_of(story.society.staff[Role.MODERATOR])
    _claim(story, moderator)
    if final is State.IN_MODERATION:
        return _ask_opinion(story, moderator, is_open=story.chance.random() < 0.3)
    if final is State.RETURNED:
        return _return(story, moderator)
    if final is State.REJECTED:
        return _reject(story, moderator)
    _check(story, moderator)
    if story.plan.registered:
        _register(story, moderator, story.plan.registered)
    return None


def _wait(story: Story) -> None:
    """Nobody has taken it on yet; some were taken on and given back."""
    chance = story.chance
    if chance.random() < 0.2:
        moderator = story.one_of(story.society.staff[Role.MODERATOR])
        _claim(story, moderator)
        story.tell("give_back", moderator, "moderator", details={"reason": chance.choice(pl.REASONS)})
        story.case.claimed_by_id = None
    elif not story.case.entered_by_id and chance.random() < 0.3:
        correct(story)


def _claim(story: Story, moderator: int) -> None:
    story.tell("claim", moderator, "moderator")
    story.case.claimed_by_id = moderator


def _check(story: Story, moderator: int) -> None:
    if story.chance.random() < 0.15:
        _ask_opinion(story, moderator, is_open=False)
    if story.chance.random() < 0.15 and not story.case.entered_by_id:
        _return(story, moderator)
        story.case.correct_by = None
        story.author_tells("resubmit")
        story.freeze(PostulateRevision.Kind.CORRECTED)


def _ask_opinion(story: Story, moderator: int, *, is_open: bool) -> None:
    chance = story.chance
    story.tell("ask_opinion", moderator, "moderator", details={"question": chance.choice(pl.QUESTIONS)})
    story.case.awaits_opinion = is_open
    if not is_open:
        others = [person for person in story.society.staff[Role.MODERATOR] if person != moderator]
        story.tell("give_opinion", story.one_of(others), "moderator", details={"opinion": chance.choice(pl.OPINIONS)})


def _return(story: Story, moderator: int) -> None:
    day = timezone.localdate(story.at) + timedelta(days=story.chance.randint(7, 21))
    details = {"reason": story.chance.choice(pl.REFUSALS), "due_on": day}
    story.tell("return", moderator, "moderator", details=details)
    story.case.correct_by = day


def _reject(story: Story, moderator: int) -> None:
    reason = story.one_of(list(story.society.reasons))
    details = {"rejection_reason": reason, "note": story.chance.choice(pl.REFUSALS)}
    _ask_opinion(story, moderator, is_open=False)
    story.tell("reject", moderator, "moderator", details=details)
    story.case.rejection_reason_id = reason
    story.case.rejected_by_id = moderator


def _register(story: Story, moderator: int, at: datetime) -> None:
    case, plan = story.case, story.plan
    story.at = story.until = case.registered_at = at
    case.legal_kind = plan.kind
    due = story.start_clock(by=moderator)
    story.tell("register", moderator, "moderator", details={"legal_kind": plan.kind.value, "due_on": due})
    story.until = plan.ends


def join(story: Story, lead: int) -> None:
    """Join the case with another one, whose key in the database is ``lead``."""
    moderator = story.case.claimed_by_id or story.one_of(story.society.staff[Role.MODERATOR])
    story.tell("join", moderator, "moderator", details={"duplicate_of": lead})
    story.case.duplicate_of_id = lead
    story.keep(DuplicateLink(duplicate=story.case, lead_id=lead, decided_by_id=moderator, at=story.at))
    stop(story, moderator)


def withdraw(story: Story) -> None:
    """Let the author give it up; what came by letter is joined or closed by others, never withdrawn."""
    story.author_tells("withdraw", reason=story.chance.choice(pl.REPLIES))
    stop(story, story.author() or story.one_of(story.society.residents))


def stop(story: Story, by: int) -> None:
    """End the clock where it runs."""
    if story.case.due_on:
        story.move_clock(ClockEvent.Kind.STOP, None, by=by)
