"""The last chapter: what the city promised in its answer, and how it keeps it."""

from datetime import timedelta

from django.utils import timezone

from accounts.roles import Role
from consultations.postulates.models import Commitment, Milestone, ProgressUpdate, Response, ResponseTranslation
from consultations.postulates.workflow import CommitmentStatus, Outcome, State

from .telling import Story
from .texts import translated_answer
from .words import pl

PROMISING = frozenset({Outcome.ACCEPTED, Outcome.ACCEPTED_IN_PART, Outcome.PLANNED})
COMPLETE = 100


def keep_promises(story: Story) -> None:
    """Tell what came after the answer: promises, their steps and reports, further languages, the end."""
    response = story.rows[Response][-1]
    if response.outcome in PROMISING:
        for _number in range(story.chance.choice((1, 1, 1, 2, 3))):
            _promise(story, response)
    for language in ("uk", "en"):
        if story.chance.random() < 0.15:
            _translate(story, response, language)
    closing = 1 if story.plan.state is State.CLOSED else 0
    while story.left > closing:
        _go_on(story)
    if closing:
        story.tell("close", story.one_of(story.society.staff[Role.COORDINATOR]), "coordinator")


def _promise(story: Story, response: Response) -> None:
    published = timezone.localdate(story.case.answered_at)
    has_date = story.chance.random() < 0.85
    story.keep(
        Commitment(
            response=response,
            responsible_unit_id=story.lead,
            text=story.chance.choice(pl.PROMISES),
            condition=story.chance.choice(pl.CONDITIONS),
            promised_on=published,
            due_on=published + timedelta(days=story.chance.randint(30, 400)) if has_date else None,
        )
    )


def _translate(story: Story, response: Response, language: str) -> None:
    coordinator = story.one_of(story.society.staff[Role.COORDINATOR])
    story.tell("translate_response", coordinator, "coordinator", details={"language": language})
    body = translated_answer(story.chance, language)
    story.keep(
        ResponseTranslation(response=response, language=language, body=body, translated_by_id=coordinator, at=story.at)
    )


def _go_on(story: Story) -> None:
    """Let one more thing happen: a report on an open promise, a step towards it, or a hand-over inside the unit."""
    is_open = [row for row in story.rows[Commitment] if row.status not in {"done", "dropped"}]
    if not is_open or story.chance.random() < 0.2:
        story.official_tells("handed_over")
        return
    commitment = story.chance.choice(is_open)
    if story.chance.random() < 0.3:
        _step(story, commitment)
    else:
        _report(story, commitment)


def _step(story: Story, commitment: Commitment) -> None:
    text = story.chance.choice(pl.STEPS_AHEAD)
    story.official_tells("milestone", commitment=commitment.text, milestone=text, due_on=commitment.due_on)
    done = timezone.localdate(story.at) if story.chance.random() < 0.5 else None
    story.keep(Milestone(commitment=commitment, text=text, due_on=commitment.due_on, done_on=done))


def _report(story: Story, commitment: Commitment) -> None:
    chance, old = story.chance, commitment.due_on
    status = chance.choices(list(CommitmentStatus), [0, 50, 25, 20, 5])[0]
    commitment.status = status
    note = chance.choice(pl.REASONS if status in {CommitmentStatus.DELAYED, CommitmentStatus.DROPPED} else pl.PROGRESS)
    if status == CommitmentStatus.DELAYED:
        commitment.due_on = (old or timezone.localdate(story.at)) + timedelta(days=chance.randint(20, 120))
    commitment.progress = COMPLETE if status == CommitmentStatus.DONE else min(90, commitment.progress + 15)
    details = {
        "commitment": commitment.text,
        "commitment_status": str(status),
        "progress": commitment.progress,
        "reason": note,
    }
    if commitment.due_on != old:
        details |= {"due_on": commitment.due_on, "old_due_on": old}
    story.official_tells("commitment", **details)
    story.keep(
        ProgressUpdate(
            commitment=commitment,
            status=status,
            progress=commitment.progress,
            note=note,
            old_due=old,
            new_due=commitment.due_on,
            at=story.at,
            by_id=story.last_actor,
        )
    )
