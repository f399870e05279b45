"""The third chapter: routed to a unit, which asks, waits, answers and has its answer approved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from city.deadlines import last_day
from consultations.postulates.models import (
    Addendum,
    ApprovalStep,
    Assignment,
    CaseEvent,
    ClockEvent,
    InternalNote,
    Report,
    Response,
    ResponsePart,
    Transfer,
)
from consultations.postulates.workflow import Outcome, ResponseStatus, State

from .moderating import stop
from .plan import FINISHED, key_of
from .telling import Story
from .texts import answer_text
from .words import pl

OUTCOMES = {
    Outcome.ACCEPTED: 20,
    Outcome.ACCEPTED_IN_PART: 22,
    Outcome.PLANNED: 20,
    Outcome.ALREADY_IN_PLACE: 8,
    Outcome.EXPLAINED: 16,
    Outcome.NOT_COMPETENT: 4,
    Outcome.DECLINED: 10,
}
LONGEST_EXTENSIONS = 2
AFTER_THE_ANSWER = 0.35


def work(story: Story) -> None:
    """Tell the case from its registration to its answer, or to where it stands."""
    final = story.plan.state
    if final is State.REGISTERED:
        return
    if final is State.TRANSFERRED_OUT:
        return _transfer(story)
    if final in FINISHED:
        # The rest of the time belongs to what comes after the answer.
        story.until = story.at + (story.until - story.at) * story.chance.uniform(0.2, 0.6)
    _route(story)
    if final is State.ROUTED:
        return
    story.official_tells("accept")
    story.rows[Assignment][0].officer_id = story.last_actor
    _busy(story, keep=round(story.wanted * AFTER_THE_ANSWER) if final in FINISHED else 1)
    if final is State.AWAITING_AUTHOR:
        _ask_author(story)
    elif final is State.IN_PROGRESS and story.chance.random() < 0.3:
        _draft(story, ResponseStatus.DRAFT)
        story.official_tells("draft_response")
    elif final is not State.IN_PROGRESS:
        _answer(story)


def _route(story: Story) -> None:
    society, chance = story.society, story.chance
    topic = society.topics.get(story.text.topic)
    story.lead = society.competent.get(topic or 0) or story.one_of(society.unit_keys)
    coordinator = story.one_of(society.staff[Role.COORDINATOR])
    details: dict[str, Any] = {"lead_unit": story.lead}
    story.keep(Assignment(postulate=story.case, unit_id=story.lead, is_lead=True))
    if chance.random() < 0.2:
        unit = story.one_of([pk for pk in society.unit_keys if pk != story.lead])
        _assign(story, unit)
        details |= {"contributing_units": [unit], "question": story.rows[Assignment][-1].question}
    story.tell("route", coordinator, "coordinator", details=details)


def _assign(story: Story, unit: int) -> None:
    due = timezone.localdate(story.at) + timedelta(days=story.chance.randint(7, 21))
    question = story.chance.choice(pl.QUESTIONS)
    story.keep(Assignment(postulate=story.case, unit_id=unit, is_lead=False, question=question, due_on=due))


def _transfer(story: Story) -> None:
    case, chance = story.case, story.chance
    coordinator = story.one_of(story.society.staff[Role.COORDINATOR])
    rule = story.society.rule("transfer", timezone.localdate(story.plan.sent))
    due = last_day(timezone.localdate(story.plan.sent), length=rule.length, measure=rule.measure)
    body, reason = chance.choice(pl.BODIES), chance.choice(pl.REASONS)
    story.until = story.at + timedelta(days=chance.uniform(2, 6))
    details = {"body": body, "reason": reason, "legal_basis": rule.legal_basis}
    story.tell("transfer_out", coordinator, "coordinator", details=details)
    story.keep(
        Transfer(
            postulate=case, body=body, reason=reason, legal_basis=rule.legal_basis, due_on=due, at=story.at
        )
    )  # fmt: skip
    case.transferred_to = body
    stop(story, coordinator)


def _busy(story: Story, *, keep: int) -> None:
    """Let things happen while the unit works, until only ``keep`` events and the answer itself are left to tell."""
    answering = 4 if story.plan.state in FINISHED else 2
    while story.left > keep + answering:
        story.chance.choice(_INCIDENTS)(story)


def _question_and_reply(story: Story) -> None:
    _ask_author(story)
    paused = story.case.paused_on
    old = story.case.due_on
    name = "reply"
    details: dict[str, Any] = {"reply": story.chance.choice(pl.REPLIES)}
    if story.case.entered_by_id:
        name, details = ("resume", {"reason": story.chance.choice(pl.REASONS)})
    if old and paused:
        waited = (timezone.localdate(story.at) - paused).days
        due = last_day(old, length=waited, measure="day") if waited else old
        story.move_clock(ClockEvent.Kind.RESUME, due, by=story.society.officials[story.lead][0])
        if due != old:
            details |= {"due_on": due, "old_due_on": old}
    story.case.paused_on = None
    if name == "reply":
        story.author_tells(name, **details)
    else:
        story.official_tells(name, **details)


def _ask_author(story: Story) -> None:
    official = story.official_tells("ask_author", question=story.chance.choice(pl.QUESTIONS))
    story.case.paused_on = timezone.localdate(story.at)
    story.move_clock(ClockEvent.Kind.PAUSE, story.case.due_on, by=official)


def _ask_unit(story: Story) -> None:
    taken = {row.unit_id for row in story.rows[Assignment]}
    free = [pk for pk in story.society.unit_keys if pk not in taken]
    if not free:
        return _appoint(story)
    unit = story.one_of(free)
    _assign(story, unit)
    row = story.rows[Assignment][-1]
    story.official_tells("ask_unit", unit=unit, question=row.question, due_on=row.due_on)
    return None


def _contribute(story: Story) -> None:
    answered = {id(part.assignment) for part in story.rows[ResponsePart]}
    asked = [row for row in story.rows[Assignment] if not row.is_lead and id(row) not in answered]
    if not asked:
        return _ask_unit(story)
    row = asked[0]
    person = story.one_of(story.society.officials[row.unit_id])
    body = answer_text(story.chance, story.chance.choice(list(Outcome)))
    story.keep(ResponsePart(assignment=row, body=body, written_by_id=person))
    return story.tell("contribute", person, f"unit:{row.unit_id}", details={"unit": row.unit_id})


def _appoint(story: Story) -> None:
    officer = story.one_of(story.society.officials[story.lead])
    story.official_tells("appoint", officer=officer)
    story.rows[Assignment][0].officer_id = officer


def _extend(story: Story) -> None:
    extended = sum(row.kind == ClockEvent.Kind.EXTEND for row in story.rows[ClockEvent])
    if extended >= LONGEST_EXTENSIONS or not story.case.due_on:
        return _appoint(story)
    coordinator = story.one_of(story.society.staff[Role.COORDINATOR])
    old, reason = story.case.due_on, story.chance.choice(pl.REASONS)
    due = last_day(old, length=story.chance.choice((14, 30)), measure="day")
    story.tell("extend", coordinator, "coordinator", details={"due_on": due, "old_due_on": old, "reason": reason})
    return story.move_clock(ClockEvent.Kind.EXTEND, due, by=coordinator, reason=reason)


def _note(story: Story) -> None:
    person = story.one_of(story.society.officials[story.lead])
    story.keep(
        InternalNote(postulate=story.case, body=story.chance.choice(pl.NOTES), by_id=person, at=story.pass_time())
    )
    _appoint(story)


def _add(story: Story) -> None:
    if story.case.entered_by_id:
        return _appoint(story)
    body = story.chance.choice(pl.ADDENDA)
    story.author_tells("add")
    row = Addendum(
        postulate=story.case, body=body, original=body, at=story.at, by_id=story.rows[CaseEvent][-1].actor_id
    )
    story.keep(row)
    if story.chance.random() < 0.7:
        row.is_public = True
        return story.tell("release_addendum", story.one_of(story.society.staff[Role.MODERATOR]), "moderator")
    return None


def _report(story: Story) -> None:
    moderator = story.one_of(story.society.staff[Role.MODERATOR])
    story.tell("reported", None, "")
    number = len(story.rows[Report])
    report = Report(
        postulate=story.case,
        reason=story.chance.choice(Report.Reason.values),
        at=story.at,
        submission_key=key_of(story.plan.seed, f"{story.plan.index}:report:{number}"),
    )
    if story.plan.state in FINISHED or story.chance.random() < 0.5:
        story.tell("report_handled", moderator, "moderator")
        report.handled_by_id, report.handled_at, report.resolution = (
            moderator,
            story.at,
            story.chance.choice(pl.OPINIONS),
        )
    story.keep(report)


_INCIDENTS: tuple[Callable[[Story], None], ...] = (
    _question_and_reply, _question_and_reply, _ask_unit, _contribute, _contribute, _appoint, _extend, _note, _add,
    _report,
)  # fmt: skip


def _draft(story: Story, status: ResponseStatus) -> Response:
    outcome = story.chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    response = Response(
        postulate=story.case,
        status=status,
        outcome=outcome,
        language="pl",
        body=answer_text(story.chance, outcome),
        unit_id=story.lead,
        written_by_id=story.one_of(story.society.officials[story.lead]),
    )
    story.keep(response)
    return response


def _answer(story: Story) -> None:
    """Write the answer and have it approved; an answered case has it published."""
    response = _draft(story, ResponseStatus.IN_REVIEW)
    head = story.society.heads[story.lead][0]
    story.official_tells("propose_response", outcome=response.outcome)
    if story.chance.random() < 0.2:
        reason = story.chance.choice(pl.OPINIONS)
        story.tell("request_changes", head, "unit", details={"reason": reason})
        _decide(story, response, head, ApprovalStep.Decision.CHANGES, reason)
        story.official_tells("propose_response", outcome=response.outcome)
    is_finished = story.plan.state in FINISHED
    if is_finished or story.chance.random() < 0.4:
        story.tell("approve", head, "unit")
        _decide(story, response, head, ApprovalStep.Decision.APPROVED)
        response.status, response.approved_by_id, response.approved_at = ResponseStatus.APPROVED, head, story.at
    if is_finished:
        _publish(story, response)


def _decide(story: Story, response: Response, head: int, decision: ApprovalStep.Decision, note: str = "") -> None:
    story.keep(ApprovalStep(response=response, decision=decision, note=note, by_id=head, at=story.at))


def _publish(story: Story, response: Response) -> None:
    coordinator = story.one_of(story.society.staff[Role.COORDINATOR])
    story.tell("publish", coordinator, "coordinator", details={"outcome": response.outcome})
    story.move_clock(ClockEvent.Kind.STOP, story.case.due_on, by=coordinator)
    response.status, response.published_at = ResponseStatus.PUBLISHED, story.at
    story.case.answered_at = story.at
    story.until = story.plan.ends
