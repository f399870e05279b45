"""Time as a test wants it."""

from datetime import UTC, date, datetime, time

from time_machine import travel


def freeze_time(moment: datetime | date | str) -> travel:
    """Let the clock on the wall stand still at a moment, in UTC where it does not say otherwise; a day is its midnight.

    What measures how long something takes goes on: ``time.monotonic`` is left alone.
    """
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    elif not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    # A moment of another time zone would move the process there.
    return travel(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC), tick=False)
