"""What waits for moderators: one queue, and the questions by which it can be narrowed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from city.deadlines import last_day
from city.models import DeadlineRule
from city.queries import rules_on
from consultations.organisations.models import Organisation

from .models import Addendum, CaseEvent, Postulate, PostulateQuerySet, Report
from .permissions import Actor
from .queries import is_party, moves_open_to, with_a_stake_of
from .workflow import RUNNING, Move, State

RULE = "moderation"
WORKING_DAYS = 3
CLAIMS = ("claim", "take_over", "separate")
WAITING = frozenset({State.SUBMITTED, State.IN_MODERATION, State.RETURNED})
ON_THE_CLOCK = frozenset({State.SUBMITTED, State.IN_MODERATION})
ONE_DAY = timedelta(days=1)

# The order is that of the page.
FACETS: dict[str, Promise] = {
    "all": _("Everything"),
    "new": _("New"),
    "mine": _("Mine"),
    "near": _("Time is almost up"),
    "over": _("Waits too long"),
    "opinion": _("Needs a second opinion"),
    "appeals": _("Appeals"),
    "returned": _("Returned to the author"),
    "returned-late": _("Returned, date passed"),
    "flagged": _("Reported by readers"),
    "addenda": _("Addenda to release"),
    "unverified": _("Organisation not yet verified"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """The moments that divide the queue: what came before ``near`` is nearly late, what came before ``over`` is late.

    ``working_days`` is the time the city gives itself, for the words of the page.
    """

    near: datetime
    over: datetime
    working_days: int


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the queue. Of a case in which the moderator has a stake nothing internal is told."""

    postulate: Postulate
    moves: list[Move]
    is_near: bool
    is_over: bool
    claimed_at: datetime | None
    reports: int
    is_own: bool


def clock(today: date | None = None) -> Clock:
    """Return what is late today, by the city's own rule where there is one. At most one query."""
    today = today or timezone.localdate()
    length, measure = _term(rules_on(RULE, [today]).get(today))
    return Clock(near=_before(today, length - 1, measure), over=_before(today, length, measure), working_days=length)


def checked_by(postulate: Postulate) -> date | None:
    """Return the day by which a moderator should have looked at the case; None before it is sent."""
    if postulate.submitted_at is None:
        return None
    received = timezone.localdate(postulate.submitted_at)
    return days_of_checking([received])[received]


def days_of_checking(received: Collection[date]) -> dict[date, date]:
    """Return by which day moderators should look at what was sent on each of the days. One query."""
    rules = rules_on(RULE, received)
    ends: dict[date, date] = {}
    for day in received:
        length, measure = _term(rules.get(day))
        ends[day] = last_day(day, length=length, measure=measure)
    return ends


def _term(rule: DeadlineRule | None) -> tuple[int, str]:
    """Return length and measure of the city's own rule, else three working days."""
    return (rule.length, rule.measure) if rule else (WORKING_DAYS, DeadlineRule.Measure.WORKING_DAY)


def _before(today: date, length: int, measure: str) -> datetime:
    """Return the first moment of the first day whose term is not over yet; later days end later."""
    day = today
    while last_day(day, length=length, measure=measure) >= today:
        day -= ONE_DAY
    return timezone.make_aware(datetime.combine(day + ONE_DAY, datetime.min.time()))


def conditions(actor: Actor, limits: Clock) -> dict[str, Q]:
    """Return what each facet asks of a case of the queue, by the names in ``FACETS``.

    What moderators keep among themselves finds no case in which this one has a stake.
    """
    on_the_clock = Q(status__in=ON_THE_CLOCK)
    flagged = _flagged() & ~with_a_stake_of(actor)
    return {
        "all": Q(status__in=WAITING) | flagged | _to_release(),
        "new": Q(status=State.SUBMITTED),
        "mine": Q(claimed_by=actor.pk, status__in=WAITING),
        "near": on_the_clock & Q(submitted_at__lt=limits.near, submitted_at__gte=limits.over),
        "over": on_the_clock & Q(submitted_at__lt=limits.over),
        "opinion": Q(awaits_opinion=True, status=State.IN_MODERATION) & ~with_a_stake_of(actor),
        "appeals": on_the_clock & Q(was_appealed=True),
        "returned": Q(status=State.RETURNED),
        "returned-late": Q(status=State.RETURNED, correct_by__lt=timezone.localdate()),
        "flagged": flagged,
        "addenda": _to_release(),
        "unverified": Q(status__in=WAITING, organisation__isnull=False)
        & ~Q(organisation__status=Organisation.Status.VERIFIED),
    }


def _flagged() -> Q:
    return Q(pk__in=Report.objects.filter(handled_at__isnull=True).values("postulate_id"))


def _to_release() -> Q:
    return Q(status__in=RUNNING, pk__in=Addendum.objects.filter(is_public=False).values("postulate_id"))


def counts(facets: Mapping[str, Q]) -> dict[str, int]:
    """Return how many cases each facet holds. One query."""
    found = Postulate.objects.filter(facets["all"]).aggregate(
        **{name.replace("-", "_"): Count("pk", filter=condition) for name, condition in facets.items()}
    )
    return {name: found[name.replace("-", "_")] for name in facets}


def waiting_for_moderation() -> PostulateQuerySet:
    """Return what waits for a moderator or for a correction that a moderator asked for."""
    return Postulate.objects.filter(status__in=WAITING)


def in_queue(condition: Q, text: str = "") -> PostulateQuerySet:
    """Return the cases of a facet that fit what was typed, the longest waiting first."""
    found = Postulate.objects.filter(condition)
    if text:
        found = found.filter(_says(text))
    return found.order_by(Coalesce(F("submitted_at"), F("created_at")), "pk")


def _says(text: str) -> Q:
    """Match a reference, whole or by its number, else words of the title."""
    numbers = text.upper().removeprefix("POST/").split("/")
    if all(number.isdecimal() and len(number) < 10 for number in numbers) and len(numbers) <= 2:
        *year, number = map(int, numbers)
        return Q(number=number, year=year[0]) if year else Q(number=number)
    # SQLite knows upper and lower case of ASCII letters only.
    spellings = {text, text.lower(), text.upper(), text.capitalize()}
    return Q(*(("title__icontains", spelling) for spelling in sorted(spellings)), _connector=Q.OR)


def rows(postulates: Iterable[Postulate], actor: Actor, limits: Clock) -> list[Row]:
    """Return what the page says of each case; they are loaded by ``with_parts``. Two queries, however many rows."""
    cases = list(postulates)
    claims = claimed_at(cases)
    reports = Counter(
        Report.objects.filter(postulate__in=cases, handled_at__isnull=True).values_list("postulate_id", flat=True)
    )
    return [_row(case, actor, limits, claims, reports) for case in cases]


def _row(
    case: Postulate, actor: Actor, limits: Clock, claims: Mapping[int, datetime], reports: Mapping[int, int]
) -> Row:
    is_own = is_party(actor, case)
    since = case.submitted_at if case.state in ON_THE_CLOCK else None
    is_over = since is not None and since < limits.over
    return Row(
        postulate=case,
        moves=moves_open_to(actor, case),
        is_near=since is not None and limits.over <= since < limits.near,
        is_over=is_over,
        claimed_at=claims.get(case.pk) if case.claimed_by_id and not is_own else None,
        reports=0 if is_own else reports.get(case.pk, 0),
        is_own=is_own,
    )


def claimed_at(cases: Iterable[Postulate]) -> dict[int, datetime]:
    """Return since when each case has been with its moderator, from its events. One query."""
    taken = CaseEvent.objects.filter(postulate__in=list(cases), move__in=CLAIMS).order_by("pk")
    return dict(taken.values_list("postulate_id", "at"))
