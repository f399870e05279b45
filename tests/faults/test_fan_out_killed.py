"""The worker dies while followers are told: the same mails leave, to everybody, and none twice."""

import signal

from tests.smtp import smtp_server

from .conftest import Ground

READERS = 23


def test_followers_are_told_by_the_same_mails_after_a_kill(ground: Ground) -> None:
    columns = "id, kind, object_id, email, language, rhythm, created_at, confirmed_at"
    for pk in range(1, READERS + 1):
        for thing, offset in (("topic", 0), ("unit", 100)):
            ground.sql(
                f"INSERT INTO notifications_subscription ({columns}) VALUES ({pk + offset}, '{thing}', 1,"  # noqa: S608
                f" 'reader{pk}@example.org', 'uk', 'at_once', '2026-03-01 00:00:00', '2026-03-01 00:00:00')"
            )
    told = {
        "kind": "faults.letter", "targets": [["topic", 1], ["unit", 1]], "about": 7, "event": "event 7",
        "urgent": False, "besides": [],
    }  # fmt: skip
    ground.record(("notifications.fan_out", told))
    with smtp_server() as smtp:

        def kill_the_worker_at_the_eighth() -> None:
            if len(smtp.taken) == 8:
                ground.workers[0].send_signal(signal.SIGKILL)

        smtp.after_taking = kill_the_worker_at_the_eighth
        ground.start_worker(EMAIL_PORT=str(smtp.port)).wait(timeout=40)
        assert ground.workers[0].returncode == -signal.SIGKILL

        ground.start_worker(EMAIL_PORT=str(smtp.port))
        ground.wait_until(lambda: ground.count("state <> 'done'") == 0, "all mails sent")

    by_reader: dict[str, list[str]] = {}
    for taken in smtp.taken:
        by_reader.setdefault(taken.recipients[0], []).append(str(taken.message["Message-ID"]))
    assert len(by_reader) == READERS
    assert len(smtp.taken) == READERS + 1, "the one copy that a crash behind the server's 250 may cost"
    assert all(len(set(identities)) == 1 for identities in by_reader.values())
