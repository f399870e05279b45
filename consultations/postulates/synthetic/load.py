"""Writes the cases, each lot in a transaction of its own: a run that was stopped goes on later."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations.postulates.models import (
    Addendum,
    ApprovalStep,
    Assignment,
    CaseEvent,
    ClockEvent,
    Commitment,
    CoSignature,
    DuplicateLink,
    InternalNote,
    Milestone,
    Postulate,
    PostulateRevision,
    ProgressUpdate,
    ReferenceCounter,
    Report,
    Response,
    ResponsePart,
    ResponseTranslation,
    Transfer,
)
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.workflow import State
from notifications.models import Subscription

from .filing import file_case
from .moderating import join, moderate, withdraw
from .plan import FINISHED, Plan, key_of, leading_case, plan_of
from .promising import keep_promises
from .society import MAILBOX, Society, load_society
from .telling import Story
from .texts import case_text
from .working import work

LOT = 400
# A row comes after those it points at.
IN_ORDER: tuple[type[Model], ...] = (
    PostulateRevision, Assignment, ResponsePart, Response, ResponseTranslation, ApprovalStep, Commitment, Milestone,
    ProgressUpdate, CoSignature, ClockEvent, CaseEvent, Addendum, InternalNote, Report, DuplicateLink, Transfer,
)  # fmt: skip
# A closed case has a longer story than one that was sent yesterday; together they have the average asked for.
LENGTHS: dict[State, float] = {
    State.DRAFT: 0.1,
    State.ROUTED: 0.3,
    State.IN_PROGRESS: 0.9,
    State.AWAITING_AUTHOR: 0.9,
    State.RESPONSE_IN_APPROVAL: 0.9,
    State.ANSWERED: 1.1,
    State.CLOSED: 1.35,
}
FOLLOWERS = {0: 75, 1: 12, 2: 6, 4: 4, 9: 3}

T = TypeVar("T")
Tell = Callable[[str], object]


@dataclass(frozen=True)
class CasesTold:
    """How many cases and events were written."""

    cases: int
    events: int


def load_cases(
    *, count: int, seed: int, events_per_case: int = 20, today: date | None = None, tell: Tell = lambda line: None
) -> CasesTold:
    """Write those of the first ``count`` cases of the seed that are missing; a second run writes none.

    Their texts, people and dates depend on the arguments only, their numbers also on what was there before. History
    rows of django-simple-history, files, mails and search documents are left out.
    """
    today = today or timezone.localdate()
    society = load_society(seed)
    plans = sorted(_missing(count, seed, today), key=lambda plan: (plan.sent, plan.index))
    written = Counter[str]()
    for lot in _lots(plans):
        with transaction.atomic():
            stories = [_story(plan, society, today, events_per_case) for plan in lot]
            _write(stories)
        written.update(cases=len(stories), events=sum(len(story.rows[CaseEvent]) for story in stories))
        tell(f"{written['cases']} of {len(plans)} cases, {written['events']} events")
    return CasesTold(written["cases"], written["events"])


def _missing(count: int, seed: int, today: date) -> Iterator[Plan]:
    for indexes in _lots(range(count)):
        keys = {key_of(seed, index): index for index in indexes}
        present = set(Postulate.objects.filter(key__in=keys).values_list("key", flat=True))
        yield from (plan_of(seed, index, today) for key, index in keys.items() if key not in present)


def _lots(items: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while lot := list(islice(remaining, LOT)):
        yield lot


def _story(plan: Plan, society: Society, today: date, events_per_case: int) -> Story:
    """Tell one case from its first word to where its plan leaves it."""
    lead = leading_case(plan, today) if plan.state is State.DUPLICATE else None
    if plan.state is State.DUPLICATE and lead is None:
        plan = replace(plan, state=State.SUBMITTED, registered=None)
    chance = Random(f"{plan.seed}:{plan.index}:story")
    wanted = round(events_per_case * LENGTHS.get(plan.state, 0.25) * chance.uniform(0.75, 1.25))
    story = Story(plan, case_text(chance), society, chance, wanted)
    story.leading = lead.key if lead else None
    file_case(story)
    if plan.is_sent:
        moderate(story)
    _go_on(story)
    story.case.status = plan.state
    return story


def _go_on(story: Story) -> None:
    """Tell what comes after moderation; a joined case is joined when the key of the leading one is known."""
    if story.plan.state is State.WITHDRAWN:
        withdraw(story)
    elif story.plan.registered and story.plan.state is not State.DUPLICATE:
        work(story)
    if story.plan.state in FINISHED:
        keep_promises(story)


def _write(stories: list[Story]) -> None:
    _number([story for story in stories if story.plan.is_sent])
    Postulate.objects.bulk_create([story.case for story in stories])
    _join(stories)
    for model in IN_ORDER:
        rows = [row for story in stories for row in story.rows[model]]
        model._default_manager.bulk_create(rows, batch_size=1000)
    _link_topics(stories)
    _follow(stories)
    _date([story.case.pk for story in stories])


def _number(stories: list[Story]) -> None:
    """Give the next numbers of each year, in the order of sending, and leave the counters where the next one begins."""
    by_year: dict[int, list[Story]] = defaultdict(list)
    for story in stories:
        by_year[timezone.localdate(story.plan.sent).year].append(story)
    for year, sent in by_year.items():
        ReferenceCounter.objects.get_or_create(year=year)
        counter = ReferenceCounter.objects.select_for_update().get(year=year)
        for story in sent:
            counter.last += 1
            story.case.year, story.case.number = year, counter.last
        counter.save()


def _join(stories: list[Story]) -> None:
    joined = [story for story in stories if story.leading]
    keys = dict(Postulate.objects.filter(key__in=[story.leading for story in joined]).values_list("key", "pk"))
    for story in joined:
        if story.leading:
            join(story, keys[story.leading])
    Postulate.objects.bulk_update([story.case for story in joined], ["duplicate_of", "due_on", "version"])


def _link_topics(stories: list[Story]) -> None:
    link = Postulate.topics.through
    topics = stories[0].society.topics
    found = [(story.case.pk, topics[story.text.topic]) for story in stories if story.text.topic in topics]
    link.objects.bulk_create([link(postulate_id=case, topic_id=topic) for case, topic in found])


def _follow(stories: list[Story]) -> None:
    """Let some people follow some public cases by mail."""
    rows = [row for story in stories if story.plan.registered for row in _followers(story, story.plan.registered)]
    Subscription.objects.bulk_create(rows, batch_size=1000)


def _followers(story: Story, since: datetime) -> Iterator[Subscription]:
    count = story.chance.choices(list(FOLLOWERS), list(FOLLOWERS.values()))[0]
    for number in story.chance.sample(range(500), count):
        yield Subscription(
            kind=FOLLOWED_AS,
            object_id=story.case.pk,
            email=f"follower{number}.s{story.plan.seed}@{MAILBOX}",
            language=story.text.language,
            created_at=since,
            confirmed_at=since,
        )


def _date(cases: list[int]) -> None:
    """Set the moments that the database layer fills in by itself, so that they fit the story."""
    events = CaseEvent.objects.filter(postulate=OuterRef("pk")).values("at")
    Postulate.objects.filter(pk__in=cases).update(
        created_at=Coalesce(Subquery(events.order_by("pk")[:1]), F("created_at")),
        updated_at=Coalesce(Subquery(events.order_by("-pk")[:1]), F("updated_at")),
    )
    registered = Postulate.objects.filter(pk=OuterRef("postulate")).values("registered_at")
    Assignment.objects.filter(postulate__in=cases).update(created_at=Subquery(registered))
