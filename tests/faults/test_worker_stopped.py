"""SIGTERM: the row in hand is finished or given back, and nobody has to wait for a lease."""

import signal
import time

from .conftest import Ground


def test_worker_finishes_its_row_and_leaves_no_lease_behind(ground: Ground) -> None:
    ground.record(*[("faults.plain", {"number": number, "seconds": 0.2}) for number in range(50)])
    worker = ground.start_worker(WORKER_LEASE_SECONDS="60")
    ground.wait_until(lambda: len(ground.effects()) >= 2, "some work")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=5) == 0
    assert ground.count("state = 'leased'") == 0
    assert ground.count("state = 'done' AND topic = 'faults.plain'") == len(ground.effects()) < 50


def test_handler_that_outlasts_the_grace_is_broken_off_and_its_row_given_back(ground: Ground) -> None:
    ground.record(("faults.once", {"number": 1, "seconds": 60.0}))
    worker = ground.start_worker(WORKER_LEASE_SECONDS="90", WORKER_GRACE_SECONDS="1")
    ground.wait_until(lambda: ground.count("attempts = 1 AND topic = 'faults.once'") == 1, "the row in hand")

    asked_at = time.monotonic()
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0
    assert time.monotonic() - asked_at < 5
    assert ground.count("state = 'pending' AND topic = 'faults.once'") == 1
    assert ground.effects() == []


def test_idle_worker_leaves_at_once(ground: Ground) -> None:
    worker = ground.start_worker()
    ground.wait_until(lambda: ground.count("state = 'done'") > 0, "the recurring jobs, after which nothing is left")
    ground.wait_until(lambda: ground.count("state <> 'done'") == 0, "an idle worker")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=3) == 0


def test_poison_does_not_hold_up_the_good_rows_behind_it(ground: Ground) -> None:
    ground.record(("faults.poison", {"number": 0}), *[("faults.plain", {"number": number}) for number in range(50)])

    ground.run_once()

    assert ground.effects() == list(range(50))
    assert ground.sql("SELECT state, attempts, last_error FROM outbox_outboxentry WHERE topic = 'faults.poison'") == [
        ("pending", 1, "RuntimeError: poison 0")
    ]
