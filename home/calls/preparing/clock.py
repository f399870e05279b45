"""When somebody is reminded of a deadline. Knows the calendar of the city and nothing else."""

from datetime import datetime

from django.utils import timezone

STAGES = (7, 3, 1)  # days before
FOLLOWERS_FROM = 3


def days_left(at: datetime, now: datetime) -> int:
    """Return how many midnights of the city lie between now and the deadline."""
    return (timezone.localtime(at).date() - timezone.localtime(now).date()).days


def stage_of(at: datetime, now: datetime) -> int | None:
    """Return the stage that has been reached, the nearest to the deadline; None before the first and when it is over.

    Days are those of the calendar: a clock change makes none of them longer or shorter.
    """
    if at <= now:
        return None
    left = days_left(at, now)
    return min((stage for stage in STAGES if left <= stage), default=None)
