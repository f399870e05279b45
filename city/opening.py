"""Is it open now, and if not, when will it be. Hours are those of clocks in Kraków, whatever the season."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .deadlines import name_of_day_off

WARSAW = ZoneInfo("Europe/Warsaw")
LOOKS_AHEAD = 60
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when to when it is open on a day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Days on which the usual week does not hold; without spans it is closed. ``key`` finds its reason."""

    first: date
    last: date
    spans: tuple[Span, ...]
    key: str


@dataclass(frozen=True, slots=True)
class State:
    """What somebody who stands before the door wants to know. ``opens`` is None when no coming day is known."""

    is_open: bool
    closes: time | None = None
    opens: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """The usual week by ISO number of the day, and what differs from it."""

    week: Mapping[int, tuple[Span, ...]]
    exceptions: tuple[Exceptional, ...] = ()
    closed_on_holidays: bool = True

    def __bool__(self) -> bool:
        """Say whether anything is known."""
        return bool(self.week or self.exceptions)

    def exception_on(self, day: date) -> Exceptional | None:
        """Return the exception that holds on the day."""
        return next((one for one in self.exceptions if one.first <= day <= one.last), None)

    def is_day_off(self, day: date) -> bool:
        """Say whether a public holiday closes it on the day; an exception says otherwise."""
        return self.closed_on_holidays and bool(name_of_day_off(day, "pl")) and self.exception_on(day) is None

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return when it is open on the day, in order."""
        there = [one for one in self.exceptions if one.first <= day <= one.last]
        if there:
            return tuple(sorted(span for one in there for span in one.spans))
        if self.is_day_off(day):
            return ()
        return self.week.get(day.isoweekday(), ())

    def state_at(self, moment: datetime) -> State:
        """Say whether it is open at the moment, until when, or when it opens next."""
        here = moment.astimezone(WARSAW)
        now = here.time().replace(tzinfo=None)
        for span in self.spans_on(here.date()):
            if span.opens <= now < span.closes:
                return State(is_open=True, closes=span.closes)
        return State(is_open=False, opens=next(self._openings_after(here.date(), now), None))

    def _openings_after(self, today: date, now: time) -> Iterator[datetime]:
        for number in range(LOOKS_AHEAD):
            day = today + number * ONE_DAY
            for span in self.spans_on(day):
                if number or span.opens > now:
                    yield datetime.combine(day, span.opens, WARSAW)

    def coming_exceptions(self, today: date) -> tuple[Exceptional, ...]:
        """Return the exceptions that are not over, in order."""
        return tuple(sorted((one for one in self.exceptions if one.last >= today), key=lambda one: one.first))


def hours_of(row: Any) -> Hours:
    """Return the hours of a place or contact point as its row in the source language has them."""
    week: dict[int, list[Span]] = {}
    for child in row.hours:
        week.setdefault(int(child.value["weekday"]), []).append(Span(child.value["opens"], child.value["closes"]))
    return Hours(
        week={day: tuple(sorted(spans)) for day, spans in week.items()},
        exceptions=tuple(_exceptional(child) for child in row.exceptions),
        closed_on_holidays=row.closed_on_holidays,
    )


def _exceptional(child: Any) -> Exceptional:
    value = child.value
    spans = (Span(value["opens"], value["closes"]),) if value["opens"] else ()
    return Exceptional(value["first"], value["last"] or value["first"], spans, child.id or "")
