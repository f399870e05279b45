"""Effects whose number of times can be counted."""

import os
import time

from cms.outbox.registry import handler, recurring
from cms.settings import env
from notifications.registry import Addressee, Draft, mail

from .models import Effect


@handler("faults.once", atomic=True)
def once(*, number: int, seconds: float = 0.0) -> None:
    """Write the effect, and take so long over it that a kill hits the middle."""
    Effect.objects.create(number=number, worker=os.getpid())
    time.sleep(seconds)


@handler("faults.plain")
def plain(*, number: int, seconds: float = 0.0) -> None:
    """Write the effect outside any transaction."""
    time.sleep(seconds)
    Effect.objects.create(number=number, worker=os.getpid())


@handler("faults.poison")
def poison(*, number: int) -> None:
    """Fail every time."""
    raise RuntimeError(f"poison {number}")


if env.flag("FAULTS_RECURRING", default=False):
    from datetime import timedelta

    @recurring("faults.tick", every=timedelta(days=1000))
    def tick() -> None:
        """Leave a trace of each run."""
        Effect.objects.create(number=-1, worker=os.getpid())


@mail("faults.letter")
def letter(about: int, addressee: Addressee) -> Draft:
    """Say one number to one person."""
    return Draft(template="faults/letter", context={"number": about})
