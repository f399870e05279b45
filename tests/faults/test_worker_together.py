"""Several workers on one database."""

from .conftest import Ground


def test_two_workers_never_take_the_same_row(ground: Ground) -> None:
    jobs = 300
    ground.record(*[("faults.plain", {"number": number, "seconds": 0.002}) for number in range(jobs)])
    for _worker in range(2):
        ground.start_worker("--batch", "1", WORKER_LEASE_SECONDS="60")

    ground.wait_until(lambda: ground.count("state <> 'done'") == 0, "all rows done")

    assert ground.effects() == list(range(jobs))
    workers = ground.sql("SELECT DISTINCT worker FROM effects_effect")
    assert len(workers) == 2, "both must have worked, or nothing was tested"


def test_recurring_job_runs_once_per_slot_though_two_workers_watch(ground: Ground) -> None:
    for _worker in range(2):
        ground.start_worker(FAULTS_RECURRING="1")
    ground.record(*[("faults.plain", {"number": number, "seconds": 0.05}) for number in range(1, 41)])

    ground.wait_until(lambda: len(ground.effects()) >= 41, "the job and the rows")

    assert ground.effects().count(-1) == 1
