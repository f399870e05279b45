"""Calls for proposals as a section lists them: what one can still apply for first, and a year at a glance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cms.fallback import address_of, readers_language
from consultations.organisations.models import Organisation
from home.calls.models import Call, State
from home.calls.notice_period import last_day_before
from home.calls.reading.cards import labelled
from home.calls.reading.facts import AHEAD, TAKES_OFFERS, Facts, facts_of
from home.calls.reading.pages import call_pages_in
from home.models import CallPage

from .choice import OWN_LANGUAGE, Kind, Row

CURRENT, ALL = "current", "all"
NOT_REQUIRED, REQUIRED = "not-required", "required"


class _Stand(NamedTuple):
    """What the order of the list and its filters have to know of a call."""

    pk: int
    state: str
    opens_at: datetime
    closes_at: datetime | None
    share: Any
    kinds: list[str]
    unit: str | None

    @property
    def years(self) -> frozenset[int]:
        """Return the years in which the call is open."""
        first = timezone.localtime(self.opens_at).year
        last = last_day_before(self.closes_at).year if self.closes_at else first
        return frozenset(range(first, max(first, last) + 1))

    def order(self) -> tuple[int, float, int]:
        """Return its place: what closes next, then what opens next, then what closed last."""
        closes = (self.closes_at or self.opens_at).timestamp()
        if self.state in TAKES_OFFERS:
            return (0, self.closes_at.timestamp() if self.closes_at else float("inf"), self.pk)
        return (1, self.opens_at.timestamp(), self.pk) if self.state == State.PLANNED else (2, -closes, self.pk)

    def codes(self) -> dict[str, set[str]]:
        """Return by filter the codes it answers to; a call that names no kind of organisation shuts out none."""
        contribution = set() if self.share is None else {REQUIRED if self.share > 0 else NOT_REQUIRED}
        return {
            "state": {self.state, ALL, *([CURRENT] if self.state in AHEAD else [])},
            "unit": {self.unit or ""} - {""},
            "contribution": contribution,
            "kind": set(self.kinds or Organisation.Kind.values),
            "year": {str(year) for year in self.years},
        }


class CallRows:
    """The calls of a section at a moment: rows in the order of the list. Four queries."""

    def __init__(self, section: Page, now: datetime) -> None:
        self.now = now
        pages = call_pages_in(section).select_related(None).order_by()
        found = {call: (pk, code) for pk, call, code in pages.values_list("pk", "call", "locale__language_code")}
        self.call_of = {pk: call for call, (pk, _code) in found.items()}
        stands = sorted(_stands(found, now), key=_Stand.order)
        topics = _topics(found)
        self.years = {found[stand.pk][0]: stand.years for stand in stands}
        self.rows = [_row(stand, *found[stand.pk], topics.get(stand.pk, set())) for stand in stands]


def _stands(calls: Iterable[int], now: datetime) -> list[_Stand]:
    rows = Call.objects.filter(pk__in=list(calls)).with_state(now).order_by()
    fields = ("pk", "state", "opens_at", "closes_at", "own_contribution_pct", "eligible_kinds", "unit__code")
    return [_Stand(*row) for row in rows.values_list(*fields)]


def _topics(calls: Iterable[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = Call.objects.filter(pk__in=list(calls), topics__isnull=False).order_by()
    for pk, code in rows.values_list("pk", "topics__code"):
        found.setdefault(pk, set()).add(code)
    return found


def _row(stand: _Stand, page: int, language: str, topics: set[str]) -> Row:
    codes = stand.codes() | {"topic": topics, "language": {OWN_LANGUAGE} if language == readers_language() else set()}
    return Row(page, {name: frozenset(values) for name, values in codes.items()})


def of_calls(years: Iterable[int]) -> list[Kind]:
    """Return the filters of calls; those one can still apply for are the default."""
    states = {CURRENT: (_("open or planned"), "")}
    states |= {state.value: (str(state.label), "") for state in State}
    states[ALL] = (pgettext("calls in any state", "all"), "")
    contribution = {
        NOT_REQUIRED: (_("own contribution not required"), ""),
        REQUIRED: (pgettext("own contribution", "required"), ""),
    }
    kinds = {code: (str(label), "") for code, label in Organisation.Kind.choices}
    spans = {str(year): (str(year), "") for year in sorted(set(years), reverse=True)}
    return [
        Kind("state", _("State"), states, default=CURRENT, widest=ALL),
        Kind("contribution", _("Own contribution"), contribution, rest=_("does not matter")),
        Kind("kind", _("Kind of organisation"), kinds, rest=_("all kinds")),
        Kind("year", _("Year"), spans, rest=_("all years")),
    ]


def in_every_state(asked: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is asked; whoever asks for a year and no state gets all of the year."""
    return {"state": ALL, **asked} if asked.get("year") else asked


@dataclass(frozen=True, slots=True)
class Bar:
    """From which to which day of the year a call is open, and since which day by an extension; days count from 0."""

    start: int
    days: int
    extended_start: int = 0
    extended_days: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A call in the table of the year."""

    title: str
    url: str
    language: str
    facts: Facts
    deadline: Any
    bar: Bar


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the scale: its short name and the day of the year on which it begins."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Year:
    """All calls of a year, and what is needed to draw them."""

    number: int
    others: list[int]
    lines: list[Line]
    months: list[Month]
    days: int
    today: int | None


def year_of(calls: CallRows, asked: str) -> Year:
    """Return the calls of the year asked for, else of this one, the first to open first."""
    today = timezone.localtime(calls.now).date()
    known = {year for years in calls.years.values() for year in years}
    number = {str(year): year for year in known}.get(asked, today.year)
    pks = [pk for pk, years in calls.years.items() if number in years]
    pages = CallPage.objects.filter(pk__in=pks).select_related("locale").defer("body")
    facts = facts_of([calls.call_of[pk] for pk in pks], calls.now)
    lines = [_line(page, facts[page.call_id], number) for page in pages]
    return Year(
        number=number,
        others=sorted((known | {today.year}) - {number}),
        lines=sorted(lines, key=lambda line: (line.facts.call.opens_at, line.facts.call.pk)),
        months=[Month(str(MONTHS_3[month]), _day(date(number, month, 1))) for month in range(1, 13)],
        days=_day(date(number, 12, 31)) + 1,
        today=_day(today) if today.year == number else None,
    )


def _day(day: date) -> int:
    return day.timetuple().tm_yday - 1


def _line(page: CallPage, facts: Facts, year: int) -> Line:
    language = readers_language()
    own = page.locale.language_code
    return Line(
        title=page.title,
        url=address_of(page, language) or "",
        language="" if own == language else own,
        facts=facts,
        deadline=labelled(facts),
        bar=_bar(facts, year),
    )


def _bar(facts: Facts, year: int) -> Bar:
    opens = timezone.localtime(facts.call.opens_at).date()
    first, last = date(year, 1, 1), date(year, 12, 31)
    closes = last_day_before(facts.closes.at) if facts.closes else opens
    start, end = max(opens, first), max(min(closes, last), first)
    whole = Bar(_day(start), max(1, (end - start).days + 1))
    if facts.closes is None or not facts.closes.extensions:
        return whole
    before = last_day_before(facts.closes.extensions[0].old_at)
    since = max(before + date.resolution, start)
    if since > end:
        return whole
    return Bar(whole.start, whole.days, _day(since), (end - since).days + 1)
