from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cms.outbox.models import OutboxEntry, State
from cms.outbox.services import requeue
from cms.outbox.worker import drain
from notifications.models import Delivery
from notifications.services import send_later
from tests.people import person
from tests.smtp import HANG_UP, Script

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_title(titles: dict[int, str]) -> None:
    titles[1] = "42"


def _tell(*readers: User) -> None:
    for reader in readers:
        send_later("test.plain", addressee=f"user:{reader.pk}", about=1, key="event 1")


def _all_due() -> None:
    OutboxEntry.objects.filter(state=State.PENDING).update(due_at=timezone.now() - timedelta(seconds=1))


def test_mail_refused_for_good_is_dead_at_once_visible_and_others_go_on(smtp: Script) -> None:
    first, gone, last = person(), person(), person()
    smtp.recipients[gone.email] = "550 no such user here"
    _tell(first, gone, last)

    drain()

    assert [taken.recipients for taken in smtp.taken] == [[first.email], [last.email]]
    entry = OutboxEntry.objects.get(state=State.DEAD)
    delivery = Delivery.objects.get(state=Delivery.State.FAILED)
    assert (delivery.email, "550" in entry.last_error, "no such user" in delivery.error) == (gone.email, True, True)
    assert delivery.message_id in entry.last_error
    assert gone.email not in entry.last_error
    _all_due()
    drain()
    assert smtp.tried[gone.email] == 1


@pytest.mark.parametrize("answer", ["421 closing", "451 try later", HANG_UP])
def test_mail_that_could_not_be_taken_now_is_sent_later_once(smtp: Script, answer: str) -> None:
    reader = person()
    smtp.messages.append(answer)
    _tell(reader)

    drain()
    assert smtp.taken == []
    entry = OutboxEntry.objects.get()
    assert entry.state == State.PENDING
    assert entry.due_at > timezone.now() + timedelta(seconds=20)
    assert Delivery.objects.get().state == Delivery.State.QUEUED

    _all_due()
    drain()
    _all_due()
    drain()
    assert len(smtp.taken) == 1
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert Delivery.objects.get().error == ""


def test_recipient_greylisted_once_is_told_later(smtp: Script) -> None:
    reader = person()
    smtp.recipients[reader.email] = "450 come again"
    _tell(reader)
    drain()
    smtp.recipients.clear()
    _all_due()
    drain()

    assert [taken.recipients for taken in smtp.taken] == [[reader.email]]


def test_message_refused_for_its_content_is_final(smtp: Script) -> None:
    smtp.messages.append("554 looks like spam")
    _tell(person())

    drain()

    assert OutboxEntry.objects.get().state == State.DEAD


def test_while_the_server_is_away_mails_wait_and_then_leave_once(smtp: Script, settings: Settings) -> None:
    port, settings.EMAIL_PORT = smtp.port, 9
    readers = [person() for _reader in range(3)]
    _tell(*readers)

    drain()
    assert set(OutboxEntry.objects.values_list("state", "attempts")) == {(State.PENDING, 1)}
    settings.EMAIL_PORT = port
    _all_due()
    drain()

    assert sorted(taken.recipients for taken in smtp.taken) == sorted([reader.email] for reader in readers)


def test_retry_carries_the_same_message_id(smtp: Script) -> None:
    reader = person()
    _tell(reader)
    drain()
    # As after a crash between the server's "250" and our note:
    Delivery.objects.update(state=Delivery.State.QUEUED)
    OutboxEntry.objects.update(state=State.PENDING)

    drain()

    identities = [taken.message["Message-ID"] for taken in smtp.taken]
    assert len(identities) == 2
    assert len(set(identities)) == 1
    assert identities[0] == Delivery.objects.get().message_id


def test_mail_that_has_left_is_not_sent_by_a_second_run(smtp: Script) -> None:
    _tell(person())
    drain()
    OutboxEntry.objects.update(state=State.PENDING)

    drain()

    assert len(smtp.taken) == 1


def test_requeued_mail_leaves_when_the_address_works_again(smtp: Script) -> None:
    reader = person()
    smtp.recipients[reader.email] = "550 mailbox closed"
    _tell(reader)
    drain()
    smtp.recipients.clear()

    requeue([OutboxEntry.objects.get().pk], actor=None)
    drain()

    assert len(smtp.taken) == 1
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_mail_reaches_the_server_as_text_and_html_with_a_body_in_cyrillic(smtp: Script, titles: dict[int, str]) -> None:
    titles[1] = "Тепліше в дитячих садках"
    _tell(person(language="uk"))

    drain()

    [taken] = smtp.taken
    assert str(taken.message["Subject"]).strip() == "Тепліше в дитячих садках"
    assert [part.get_content_type() for part in taken.message.iter_parts()] == ["text/plain", "text/html"]
    body = taken.message.get_body(preferencelist=("plain",))
    assert body is not None
    assert "Тепліше в дитячих садках" in body.get_content()
