"""When the worker is killed at random points, each of a hundred effects happens once and none is forgotten."""

import random
import signal
import time
from functools import partial

from .conftest import Ground

JOBS = 100
KILLS = 20


def test_each_effect_happens_once_though_the_worker_is_killed_again_and_again(ground: Ground) -> None:
    ground.record(*[("faults.once", {"number": number, "seconds": 0.01}) for number in range(JOBS)])
    dice = random.Random(20261124)
    for _kill in range(KILLS):
        before = len(ground.effects())
        worker = ground.start_worker()
        ground.wait_until(partial(_more_effects, ground, before), "an effect before the kill")
        time.sleep(dice.uniform(0, 0.04))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert 0 < len(ground.effects()) < JOBS, "the kills must hit the middle of the work"

    ground.start_worker()
    ground.wait_until(lambda: ground.count("state <> 'done'") == 0, "all rows done")

    assert ground.effects() == list(range(JOBS))


def _more_effects(ground: Ground, before: int) -> bool:
    return len(ground.effects()) > before


def test_row_of_a_killed_worker_is_taken_again_soon_after_its_lease(ground: Ground) -> None:
    ground.record(("faults.once", {"number": 1, "seconds": 30.0}))
    worker = ground.start_worker()
    ground.wait_until(lambda: ground.count("attempts = 1 AND topic = 'faults.once'") == 1, "the row in hand")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    killed_at = time.monotonic()

    assert ground.effects() == []
    ground.start_worker()
    ground.wait_until(lambda: ground.count("attempts = 2 AND topic = 'faults.once'") == 1, "a second attempt")
    assert time.monotonic() - killed_at < 1 + 10
