"""How an event repeats, in the terms an editor knows; stored as an RRULE of RFC 5545.

A rule speaks of days. The time of day is the same wall-clock time on each of them, in summer and in winter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from dateutil import rrule as rules
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
POSITIONS = (1, 2, 3, 4, LAST)


class Frequency(TextChoices):
    """What a rule counts in. The days of a month may be named by number or by weekday."""

    DAILY = "DAILY", _("every day")
    WEEKLY = "WEEKLY", _("every week")
    MONTHLY = "MONTHLY", _("every month on the same day of the month")
    MONTHLY_WEEKDAY = "MONTHLY_WEEKDAY", _("every month on the same weekday")
    YEARLY = "YEARLY", _("every year on the same day")


_COUNTED_IN = {
    Frequency.DAILY: rules.DAILY,
    Frequency.WEEKLY: rules.WEEKLY,
    Frequency.MONTHLY: rules.MONTHLY,
    Frequency.MONTHLY_WEEKDAY: rules.MONTHLY,
    Frequency.YEARLY: rules.YEARLY,
}


class UnknownRule(ValueError):
    """The rule says something that no editor could say here; ``part`` is what."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule. ``weekdays`` count from Monday as 0; ``position`` is that of the weekday in its month, -1 the last."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    position: int = 0
    until: date | None = None
    count: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the rule that an RRULE says, None for an empty text. Raises ``UnknownRule``."""
        if not text.strip():
            return None
        parts = _parts(text)
        position, weekdays = _weekdays(parts.pop("BYDAY", ""))
        frequency = _frequency(parts.pop("FREQ", ""), position)
        if bool(position) != (frequency == Frequency.MONTHLY_WEEKDAY):
            raise UnknownRule("BYDAY")
        if weekdays and frequency not in {Frequency.WEEKLY, Frequency.MONTHLY_WEEKDAY}:
            raise UnknownRule("BYDAY")
        parts.pop("WKST", "")
        rule = cls(
            frequency=frequency,
            interval=_number("INTERVAL", parts.pop("INTERVAL", "1")),
            weekdays=weekdays,
            position=position,
            until=_day(parts.pop("UNTIL", "")),
            count=_number("COUNT", parts.pop("COUNT")) if "COUNT" in parts else None,
        )
        if parts:
            raise UnknownRule(min(parts))
        return rule

    def rrule(self, until: str = "") -> str:
        """Return the rule as an RRULE; ``until`` replaces its last day where a calendar wants a moment."""
        parts = [f"FREQ={'MONTHLY' if self.position else self.frequency.value}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            place = str(self.position) if self.position else ""
            parts.append("BYDAY=" + ",".join(place + WEEKDAYS[day] for day in self.weekdays))
        if self.count:
            parts.append(f"COUNT={self.count}")
        if self.until:
            parts.append(f"UNTIL={until or self.until.strftime('%Y%m%d')}")
        return ";".join(parts)

    def days(self, first: date, *, since: date | None = None) -> Iterator[date]:
        """Yield the days from ``since`` on, in order; without an end the iterator has none either."""
        rule = self._rule(first)
        if since is None or since <= first:
            yield from (moment.date() for moment in rule)
        else:
            yield from (moment.date() for moment in rule.xafter(_midnight(since), inc=True))

    def includes(self, first: date, day: date) -> bool:
        """Say whether a day is one of the rule's, when it begins with ``first``."""
        return day == next(self.days(first, since=day), None)

    @property
    def is_endless(self) -> bool:
        """Say whether no last day is known."""
        return self.until is None and self.count is None

    def _rule(self, first: date) -> rules.rrule:
        at = [getattr(rules, WEEKDAYS[day]) for day in self.weekdays]
        return rules.rrule(
            _COUNTED_IN[self.frequency],
            dtstart=_midnight(first),
            interval=self.interval,
            byweekday=[day(self.position) for day in at] if self.position else at or None,
            until=_midnight(self.until) if self.until else None,
            count=self.count,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.strip().removeprefix("RRULE:").upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in found:
            raise UnknownRule(part)
        found[name] = value
    return found


def _frequency(text: str, position: int) -> Frequency:
    if text == Frequency.MONTHLY and position:
        return Frequency.MONTHLY_WEEKDAY
    if text not in set(Frequency) - {Frequency.MONTHLY_WEEKDAY}:
        raise UnknownRule(f"FREQ={text}")
    return Frequency(text)


def _weekdays(text: str) -> tuple[int, tuple[int, ...]]:
    """Return the common position in the month, 0 for none, and the weekdays."""
    found = [(part[:-2], part[-2:]) for part in text.split(",")] if text else []
    if any(name not in WEEKDAYS for _place, name in found) or len({place for place, _name in found}) > 1:
        raise UnknownRule("BYDAY")
    position = _position(found[0][0]) if found else 0
    return position, tuple(sorted({WEEKDAYS.index(name) for _place, name in found}))


def _position(text: str) -> int:
    try:
        position = int(text or 0)
    except ValueError as error:
        raise UnknownRule("BYDAY") from error
    if position and position not in POSITIONS:
        raise UnknownRule("BYDAY")
    return position


def _number(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise UnknownRule(f"{name}={text}")
    return int(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError as error:
        raise UnknownRule(f"UNTIL={text}") from error
