from datetime import timedelta
from mailbox import Maildir
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from notifications.bounces import note
from notifications.deliveries import note_report, note_sent
from notifications.models import Delivery, DeliveryStep, Suppression
from notifications.suppression import suppression_of

from .reports import complaint, delivery_status

pytestmark = pytest.mark.django_db

EMAIL = "reader@example.org"
State, Bounce, Reason = Delivery.State, Delivery.Bounce, Suppression.Reason


def _sent(number: int = 1, *, days_ago: float = 0.0, state: State = State.SENT, bounce: str = "") -> Delivery:
    return Delivery.objects.create(
        message_id=f"<{number:032x}@example.org>", kind="test.plain", addressee="user:7", email=EMAIL, about=1,
        event="event 1", state=state, bounce=bounce, at=timezone.now() - timedelta(days=days_ago),
    )  # fmt: skip


def test_mail_that_comes_back_for_good_puts_the_address_on_the_list() -> None:
    sent = _sent()
    assert note(delivery_status(sent.message_id))
    sent.refresh_from_db()
    assert (sent.state, sent.bounce) == (State.BOUNCED, Bounce.HARD)
    assert "5.1.1" in sent.error
    suppression = suppression_of("Reader@Example.org")
    assert suppression is not None
    assert suppression.reason == Reason.HARD


def test_list_holds_no_address() -> None:
    note(delivery_status(_sent().message_id))
    row = Suppression.objects.values().get()
    assert EMAIL not in str(row)
    assert row["hint"] == "r…@example.org"


@pytest.mark.parametrize("status", ["4.4.7", "5.2.2", "5.7.1", "5.4.7", "5.2.3"])
def test_mail_that_comes_back_for_now_does_not(status: str) -> None:
    sent = _sent()
    assert note(delivery_status(sent.message_id, status=status))
    sent.refresh_from_db()
    assert (sent.state, sent.bounce) == (State.BOUNCED, Bounce.SOFT)
    assert suppression_of(EMAIL) is None


def test_report_without_proof_is_not_believed() -> None:
    sent = _sent()
    assert not note(delivery_status(sent.message_id, shown="0" * 32))
    sent.refresh_from_db()
    assert sent.state == State.SENT
    assert suppression_of(EMAIL) is None


def test_report_about_a_mail_that_is_not_ours_is_nothing() -> None:
    assert not note(delivery_status("<ffffffffffffffffffffffffffffffff@example.org>"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Out of office\n\nI am away.",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3000,
    ],
)
def test_whatever_else_arrives_is_left_alone(content: bytes) -> None:
    assert not note(content)


def test_report_that_comes_twice_counts_once() -> None:
    sent = _sent()
    for _time in range(2):
        assert note(delivery_status(sent.message_id))
    assert sent.steps.count() == 1


def test_report_that_is_faster_than_our_own_note_is_not_lost() -> None:
    sent = _sent(state=State.QUEUED)
    assert note(delivery_status(sent.message_id))
    note_sent(sent.message_id)
    sent.refresh_from_db()
    assert (sent.state, sent.bounce) == (State.BOUNCED, Bounce.HARD)
    assert [step.what for step in sent.steps.order_by("pk")] == ["bounced", "sent"]


def test_delay_is_noted_and_the_mail_counts_as_sent() -> None:
    sent = _sent()
    assert note(delivery_status(sent.message_id, action="delayed", status="4.4.1"))
    sent.refresh_from_db()
    assert sent.state == State.SENT
    assert sent.steps.get().what == DeliveryStep.What.DELAYED


def test_mail_called_unwanted_puts_the_address_on_the_list_and_stays_sent() -> None:
    sent = _sent()
    assert note(complaint(sent.message_id))
    sent.refresh_from_db()
    assert sent.state == State.SENT
    suppression = suppression_of(EMAIL)
    assert suppression is not None
    assert suppression.reason == Reason.COMPLAINT


def _third_soft_bounce() -> None:
    sent = _sent(9, days_ago=0)
    note_report(sent.message_id, DeliveryStep.What.BOUNCED, key="x", bounce=Bounce.SOFT)


def test_three_soft_bounces_in_a_row_over_days_put_the_address_on_the_list() -> None:
    _sent(1, days_ago=5, state=State.BOUNCED, bounce=Bounce.SOFT)
    _sent(2, days_ago=3, state=State.BOUNCED, bounce=Bounce.SOFT)
    _third_soft_bounce()
    suppression = suppression_of(EMAIL)
    assert suppression is not None
    assert suppression.reason == Reason.SOFT


def test_soft_bounces_of_one_day_do_not() -> None:
    _sent(1, days_ago=0.2, state=State.BOUNCED, bounce=Bounce.SOFT)
    _sent(2, days_ago=0.1, state=State.BOUNCED, bounce=Bounce.SOFT)
    _third_soft_bounce()
    assert suppression_of(EMAIL) is None


def test_mail_that_arrived_in_between_ends_the_row() -> None:
    _sent(1, days_ago=6, state=State.BOUNCED, bounce=Bounce.SOFT)
    _sent(2, days_ago=4, state=State.BOUNCED, bounce=Bounce.SOFT)
    _sent(3, days_ago=2)
    _third_soft_bounce()
    assert suppression_of(EMAIL) is None


def test_mail_that_left_just_now_says_nothing_yet() -> None:
    _sent(1, days_ago=6, state=State.BOUNCED, bounce=Bounce.SOFT)
    _sent(2, days_ago=4, state=State.BOUNCED, bounce=Bounce.SOFT)
    _sent(3, days_ago=0.1)
    _third_soft_bounce()
    assert suppression_of(EMAIL) is not None


@pytest.fixture
def maildir(settings: Settings, tmp_path: Path) -> Maildir:
    settings.BOUNCE_MAILDIR = str(tmp_path / "bounces")
    return Maildir(settings.BOUNCE_MAILDIR)


def test_reports_are_taken_out_of_the_mailbox_and_other_mail_stays_marked_as_read(maildir: Maildir) -> None:
    sent = _sent()
    maildir.add(delivery_status(sent.message_id))
    maildir.add(b"Subject: Question to the city\n\nGood morning")
    for _time in range(2):
        call_command("read_bounces")
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED
    [left] = list(Maildir(maildir._path))  # type: ignore[attr-defined]
    assert (left["Subject"], left.get_subdir(), left.get_flags()) == ("Question to the city", "cur", "S")


def test_command_says_what_is_missing_without_a_mailbox() -> None:
    with pytest.raises(CommandError, match="BOUNCE_MAILDIR"):
        call_command("read_bounces")


def test_mailbox_that_is_not_there_is_a_clear_error(settings: Settings, tmp_path: Path) -> None:
    settings.BOUNCE_MAILDIR = str(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="does not answer"):
        call_command("read_bounces")
