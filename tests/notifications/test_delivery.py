from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cms.outbox.failures import MAX_ATTEMPTS
from cms.outbox.models import OutboxEntry, State
from cms.outbox.services import requeue
from cms.outbox.worker import drain
from notifications.models import Delivery, DeliveryStep, Suppression
from notifications.postbox import postbox
from notifications.queries import mail_server_refuses_us
from notifications.services import send_later
from notifications.suppression import lift
from tests.people import person
from tests.smtp import HANG, HANG_UP, TAKE_AND_HANG_UP, Script

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_title(titles: dict[int, str]) -> None:
    titles[1] = "42"


def _tell(*readers: User) -> None:
    for reader in readers:
        send_later("test.plain", addressee=f"user:{reader.pk}", about=1, key="event 1")


def _all_due() -> None:
    postbox.reopen()
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


@pytest.mark.parametrize("answer", ["421 closing", "451 try later", HANG_UP, HANG])
def test_mail_that_could_not_be_taken_now_is_sent_later_once(smtp: Script, answer: str, settings: Settings) -> None:
    reader = person()
    smtp.messages.append(answer)
    _tell(reader)

    settings.EMAIL_TIMEOUT = 0.3
    drain()
    assert smtp.taken == []
    entry = OutboxEntry.objects.get()
    assert entry.state == State.PENDING
    assert entry.due_at > timezone.now() + timedelta(seconds=20)
    assert Delivery.objects.get().state == Delivery.State.DEFERRED

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
    assert Delivery.objects.get().state == Delivery.State.FAILED
    assert not Suppression.objects.exists()


def test_while_the_server_is_away_mails_wait_and_then_leave_once_and_in_order(smtp: Script, settings: Settings) -> None:
    port, settings.EMAIL_PORT = smtp.port, 9
    readers = [person() for _reader in range(3)]
    _tell(*readers)

    drain()
    # Nobody's fault: no attempt counts, so however long it takes no mail is given up.
    assert set(OutboxEntry.objects.values_list("state", "attempts")) == {(State.PENDING, 0)}
    assert len(set(OutboxEntry.objects.values_list("due_at", flat=True))) == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.DEFERRED}
    settings.EMAIL_PORT = port
    _all_due()
    drain()

    assert [taken.recipients for taken in smtp.taken] == [[reader.email] for reader in readers]


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
    lift(reader.email)

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


def test_many_mails_leave_by_one_connection(smtp: Script) -> None:
    _tell(*[person() for _reader in range(5)])
    drain()
    assert (len(smtp.taken), smtp.talks) == (5, 1)


def test_connection_that_the_server_ended_after_a_mail_is_made_anew_without_a_failure(smtp: Script) -> None:
    smtp.messages.extend([TAKE_AND_HANG_UP, TAKE_AND_HANG_UP])
    readers = [person() for _reader in range(3)]
    _tell(*readers)
    drain()
    assert [taken.recipients for taken in smtp.taken] == [[reader.email] for reader in readers]
    assert set(DeliveryStep.objects.values_list("what", flat=True)) == {"sent"}


def test_server_that_has_had_enough_of_one_talk_gets_the_mail_in_the_next(smtp: Script) -> None:
    smtp.senders.extend(["250 ok", "421 4.7.0 too many messages in this connection"])
    readers = [person(), person()]
    _tell(*readers)
    drain()
    assert [taken.recipients for taken in smtp.taken] == [[reader.email] for reader in readers]
    assert smtp.talks == 2


def test_refused_recipient_does_not_cost_the_others_the_connection(smtp: Script) -> None:
    gone = person()
    smtp.recipients[gone.email] = "550 5.1.1 no such user"
    _tell(person(), gone, person())
    drain()
    assert (len(smtp.taken), smtp.talks) == (2, 1)


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("greeting", "554 5.7.1 not from your address"),
        ("sign_in", "535 5.7.8 wrong password"),
        ("senders", "550 5.7.1 no"),
    ],
)
def test_server_that_takes_nothing_from_us_costs_no_mail_and_staff_are_told(
    smtp: Script, settings: Settings, what: str, answer: str
) -> None:
    if what == "senders":
        smtp.senders.append(answer)
    else:
        setattr(smtp, what, answer)
    smtp.hello = "250-here\r\n250 AUTH PLAIN"
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "city", "secret"
    readers = [person(), person(), person()]
    _tell(*readers)

    drain()
    assert smtp.talks == 1
    assert set(OutboxEntry.objects.values_list("state", "attempts")) == {(State.PENDING, 0)}
    assert mail_server_refuses_us()

    smtp.greeting, smtp.sign_in = "220 here", "235 come in"
    _all_due()
    drain()
    assert [taken.recipients for taken in smtp.taken] == [[reader.email] for reader in readers]
    assert not mail_server_refuses_us()


def test_policy_against_one_recipient_holds_up_nobody_else(smtp: Script) -> None:
    members_only, other = person(), person()
    smtp.recipients[members_only.email] = "550 5.7.1 only members may write here"
    _tell(members_only, other)
    drain()
    assert [taken.recipients for taken in smtp.taken] == [[other.email]]
    assert OutboxEntry.objects.get(state=State.PENDING).attempts == 1
    assert mail_server_refuses_us()


def test_message_too_large_for_the_server_is_final_and_says_nothing_about_the_address(smtp: Script) -> None:
    smtp.senders.append("552 5.3.4 message too big")
    _tell(person(), person())
    drain()
    assert sorted(OutboxEntry.objects.values_list("state", flat=True)) == [State.DEAD, State.DONE]
    assert not Suppression.objects.exists()


def test_full_mailbox_is_final_for_this_mail_only(smtp: Script) -> None:
    reader = person()
    smtp.recipients[reader.email] = "552 5.2.2 mailbox full"
    _tell(reader)
    drain()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.bounce) == (Delivery.State.FAILED, Delivery.Bounce.SOFT)
    assert not Suppression.objects.exists()


def test_pause_grows_while_the_server_stays_away_and_ends_with_the_first_mail_taken(
    smtp: Script, settings: Settings
) -> None:
    now = timezone.now()
    waits = [postbox.pause() - now for _time in range(7)]
    assert waits == sorted(waits)
    assert waits[0] < timedelta(seconds=31)
    assert timedelta(minutes=9) < waits[-1] < timedelta(minutes=11)
    postbox.reopen()
    _tell(person())
    drain()
    assert postbox.closed_until is None


def test_mail_tried_for_days_in_vain_says_so_in_the_log(smtp: Script) -> None:
    reader = person()
    smtp.recipients[reader.email] = "451 later"
    _tell(reader)
    OutboxEntry.objects.update(attempts=MAX_ATTEMPTS - 1)
    drain()
    assert OutboxEntry.objects.get().state == State.DEAD
    delivery = Delivery.objects.get()
    assert (delivery.state, "451" in delivery.error) == (Delivery.State.FAILED, True)


def test_history_tells_every_attempt(smtp: Script) -> None:
    reader = person()
    smtp.messages.append("451 come again")
    _tell(reader)
    drain()
    _all_due()
    drain()
    assert list(DeliveryStep.objects.values_list("what", flat=True)) == ["deferred", "sent"]
    assert "come again" in DeliveryStep.objects.first().answer


def test_connection_is_hung_up_when_nothing_is_due(smtp: Script) -> None:
    _tell(person())
    drain()
    _tell(person())
    drain()
    assert smtp.talks == 2
