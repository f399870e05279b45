"""What happens to an effect that fails: how long it waits, and when it is given up."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
# The waits add up to about five days: a mail server may be away over a long weekend.
MAX_ATTEMPTS = 25

_dice = random.SystemRandom()


class GiveUp(Exception):
    """Raised by a handler when trying again cannot help; the row is parked at once with this text as its error."""


class NotNow(Exception):
    """Raised by a handler when something it needs is away: the row waits that long, and the attempt does not count.

    Such a row is never given up, however long it takes. Another failure than the absence is not this one. Rows that
    name the same moment, instead of a wait, come back in the order in which they were recorded.
    """

    def __init__(self, reason: str, wait: timedelta | datetime) -> None:
        super().__init__(reason)
        self.wait = wait

    def due_at(self) -> datetime:
        """Return when the row may run again."""
        return self.wait if isinstance(self.wait, datetime) else timezone.now() + jittered(self.wait)


def delay(attempts: int) -> timedelta:
    """Return the wait after the n-th failed attempt: 30 s, 2 min, 8 min… up to 6 hours."""
    factor: int = 4 ** min(attempts - 1, 10)
    return min(FIRST_DELAY * factor, LONGEST_DELAY)


def jittered(wait: timedelta) -> timedelta:
    """Return the wait made up to a tenth longer, so that rows which failed together do not return together."""
    return wait * _dice.uniform(1.0, 1.1)
