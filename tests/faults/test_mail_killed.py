"""The worker dies after the mail server took a mail and before we noted it: one second copy, same Message-ID."""

import signal

from tests.smtp import smtp_server

from .conftest import Ground

READERS = 8


def test_copy_sent_after_a_crash_has_the_message_id_of_the_first(ground: Ground) -> None:
    columns = "id, password, is_superuser, first_name, last_name, is_staff, is_active, date_joined, email, language"
    for pk in range(1, READERS + 1):
        ground.sql(
            f"INSERT INTO accounts_user ({columns}) VALUES ({pk}, '', false, 'Reader', '{pk}', false, true,"  # noqa: S608
            f" '2026-03-01 00:00:00', 'reader{pk}@example.org', 'uk')"
        )
    ground.record(
        *[
            (
                "notifications.mail",
                {"kind": "faults.letter", "about": pk, "addressee": f"user:{pk}", "event": f"event {pk}"},
            )
            for pk in range(1, READERS + 1)
        ]
    )
    with smtp_server() as smtp:

        def kill_the_worker_at_the_third() -> None:
            if len(smtp.taken) == 3:
                ground.workers[0].send_signal(signal.SIGKILL)

        smtp.after_taking = kill_the_worker_at_the_third
        ground.start_worker(EMAIL_PORT=str(smtp.port)).wait(timeout=30)
        assert ground.workers[0].returncode == -signal.SIGKILL

        ground.start_worker(EMAIL_PORT=str(smtp.port))
        ground.wait_until(lambda: ground.count("state <> 'done'") == 0, "all mails sent")

    by_reader: dict[str, list[str]] = {}
    for taken in smtp.taken:
        by_reader.setdefault(taken.recipients[0], []).append(str(taken.message["Message-ID"]))
    assert len(by_reader) == READERS
    assert len(smtp.taken) == READERS + 1
    assert all(len(set(identities)) == 1 for identities in by_reader.values())
    assert len({identities[0] for identities in by_reader.values()}) == READERS
    assert ground.sql("SELECT DISTINCT state FROM notifications_delivery") == [("sent",)]
