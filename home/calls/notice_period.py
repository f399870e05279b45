"""How long an open contest must be announced before offers are no longer taken.

Source: art. 13 of the act of 24 April 2003 on public benefit activity and volunteering (ustawa o działalności pożytku
publicznego i o wolontariacie). Section 1: the time for submitting offers cannot be shorter than 21 days from the day of
the last announcement; section 3: it is announced in the Public Information Bulletin, in the office, and on the website.

Counted in calendar days of the city, the day of the announcement left out (art. 111 § 2 of the Civil Code): announced
on the 1st, offers are taken on the 22nd at least. No hour and no change of summer time can move the result, and a
minimum is not moved by Saturdays and holidays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

LEAST_DAYS = 21
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Notice:
    """What the announcements of a call allow."""

    missing: tuple[str, ...] = ()  # places where it must be announced and is not
    last: date | None = None  # day of the last announcement that counts
    earliest: date | None = None  # first day on which the taking of offers may end
    too_early: tuple[date, ...] = ()  # days on which it would end before that

    @property
    def is_kept(self) -> bool:
        """Say whether the law is kept."""
        return not self.missing and not self.too_early


def earliest_last_day(last_announcement: date) -> date:
    """Return the first day on which the taking of offers may end."""
    return last_announcement + timedelta(days=LEAST_DAYS)


def last_day_before(deadline: datetime) -> date:
    """Return the last day in the city on which something may still be handed in: midnight ends the day before."""
    moment = deadline.astimezone(UTC) - _MOMENT
    return moment.astimezone(timezone.get_default_timezone()).date()


def notice_given(
    announced: Iterable[tuple[str, date]], deadlines: Iterable[datetime], *, required: Iterable[str]
) -> Notice:
    """Compare announcements (place and day) with the moments until which offers are taken.

    A place that is announced in again counts from the later day; places that the law does not name count nothing.
    """
    days = dict[str, date]()
    for place, day in announced:
        days[place] = max(day, days.get(place, day))
    places = tuple(required)
    counted = [days[place] for place in places if place in days]
    missing = tuple(place for place in places if place not in days)
    if not counted:
        return Notice(missing=missing)
    earliest = earliest_last_day(max(counted))
    ends = (last_day_before(deadline) for deadline in deadlines)
    return Notice(missing, max(counted), earliest, tuple(sorted(day for day in ends if day < earliest)))
