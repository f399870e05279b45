"""Who gets no mail because it came back, who gets it all the same, and how the address is written to again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from cms.outbox.worker import drain
from notifications import registry
from notifications.deliveries import NotSentAgain, send_again
from notifications.models import Delivery, DeliveryStep, Subscription, Suppression
from notifications.registry import MailKind
from notifications.services import confirm, erase_old, forget_addressee, send_later
from notifications.suppression import lift_by_staff, lift_own, suppress, suppression_of
from tests.people import person
from tests.smtp import Script

pytestmark = pytest.mark.django_db

Reason = Suppression.Reason


@pytest.fixture(autouse=True)
def _kinds(titles: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    titles[1] = "42"
    write = registry._mails["test.plain"].write
    monkeypatch.setitem(registry._mails, "test.by_law", MailKind(write, to_unconfirmed=False, by_law=True))
    monkeypatch.setitem(registry._mails, "test.asked", MailKind(write, to_unconfirmed=True))


def _tell(key: str, kind: str = "test.plain") -> None:
    send_later(kind, addressee=key, about=1, key="event 1")
    drain()


def _follower(**facts: object) -> Subscription:
    defaults = {"kind": "thing", "object_id": 7, "email": "f@example.org", "language": "uk"}
    return Subscription.objects.create(**defaults | {"confirmed_at": timezone.now()} | facts)


def test_suppressed_address_gets_no_mail_and_the_log_says_why() -> None:
    reader = person()
    suppress(reader.email, Reason.HARD)
    _tell(f"user:{reader.pk}")
    assert mail.outbox == []
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.email) == (Delivery.State.SUPPRESSED, reader.email)
    assert delivery.steps.get().what == DeliveryStep.What.SUPPRESSED


def test_address_is_recognised_however_it_is_written() -> None:
    suppress("Reader@Example.org ", Reason.HARD)
    assert suppression_of("reader@example.ORG") is not None
    assert suppression_of("other@example.org") is None
    assert suppression_of("") is None


def test_what_the_law_asks_for_is_tried_to_a_person_with_an_account() -> None:
    reader = person()
    suppress(reader.email, Reason.COMPLAINT)
    _tell(f"user:{reader.pk}", "test.by_law")
    assert [message.to for message in mail.outbox] == [[reader.email]]


def test_follower_gets_nothing_even_of_what_the_law_asks_for() -> None:
    follower = _follower()
    suppress(follower.email, Reason.HARD)
    _tell(follower.key, "test.by_law")
    assert mail.outbox == []


@pytest.mark.parametrize(("reason", "is_sent"), [(Reason.HARD, True), (Reason.SOFT, True), (Reason.COMPLAINT, False)])
def test_what_was_asked_for_just_now_goes_unless_it_was_called_unwanted(reason: Reason, is_sent: bool) -> None:
    follower = _follower(confirmed_at=None)
    suppress(follower.email, reason)
    _tell(follower.key, "test.asked")
    assert bool(mail.outbox) is is_sent


def test_who_opens_the_link_of_a_mail_shows_that_the_address_works() -> None:
    follower = _follower(confirmed_at=None)
    suppress(follower.email, Reason.HARD)
    confirm(follower.pk)
    assert suppression_of(follower.email) is None


def test_refused_recipient_is_written_to_no_more(smtp: Script) -> None:
    gone = person()
    smtp.recipients[gone.email] = "550 5.1.1 no such user"
    _tell(f"user:{gone.pk}")
    send_later("test.plain", addressee=f"user:{gone.pk}", about=1, key="event 2")
    drain()
    assert smtp.tried[gone.email] == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"failed", "suppressed"}


def test_complaint_stays_a_complaint() -> None:
    suppress("r@example.org", Reason.COMPLAINT)
    suppress("r@example.org", Reason.HARD)
    assert Suppression.objects.get().reason == Reason.COMPLAINT


def test_old_suppressions_are_erased() -> None:
    suppress("r@example.org", Reason.HARD)
    erase_old()
    assert Suppression.objects.exists()
    Suppression.objects.update(at=timezone.now() - timedelta(days=731))
    erase_old()
    assert not Suppression.objects.exists()


def test_forgotten_recipient_leaves_no_answer_of_a_server_either(smtp: Script) -> None:
    follower = _follower()
    smtp.recipients[follower.email] = "550 <f@example.org> unknown"
    _tell(follower.key)
    assert follower.email in DeliveryStep.objects.get().answer
    forget_addressee(follower.key)
    assert DeliveryStep.objects.get().answer == ""


def test_staff_send_a_failed_mail_again_with_the_same_message_id(smtp: Script) -> None:
    reader = person()
    smtp.recipients[reader.email] = "550 5.1.1 no such user"
    _tell(f"user:{reader.pk}")
    smtp.recipients.clear()
    delivery = Delivery.objects.get()

    send_again(delivery_id=delivery.pk, actor=person(Role.COORDINATOR))
    drain()

    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SENT
    assert [str(taken.message["Message-ID"]) for taken in smtp.taken] == [delivery.message_id]
    assert [step.what for step in delivery.steps.all()] == ["failed", "sent_again", "sent"]
    assert suppression_of(reader.email) is None


def test_mail_that_came_back_is_sent_again_after_its_outbox_row_was_done() -> None:
    reader = person()
    _tell(f"user:{reader.pk}")
    Delivery.objects.update(state=Delivery.State.BOUNCED, bounce=Delivery.Bounce.HARD)
    send_again(delivery_id=Delivery.objects.get().pk, actor=person(Role.COORDINATOR))
    drain()
    assert len(mail.outbox) == 2
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


def test_mail_that_arrived_is_not_sent_again() -> None:
    _tell(f"user:{person().pk}")
    with pytest.raises(NotSentAgain):
        send_again(delivery_id=Delivery.objects.get().pk, actor=person(Role.COORDINATOR))


def test_mail_to_somebody_who_called_it_unwanted_is_not_sent_again_in_passing() -> None:
    reader = person()
    suppress(reader.email, Reason.COMPLAINT)
    _tell(f"user:{reader.pk}")
    with pytest.raises(NotSentAgain):
        send_again(delivery_id=Delivery.objects.get().pk, actor=person(Role.COORDINATOR))
    assert suppression_of(reader.email) is not None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.OFFICIAL, Role.AUDITOR])
def test_others_neither_send_again_nor_lift(role: Role) -> None:
    reader = person()
    suppress(reader.email, Reason.HARD)
    _tell(f"user:{reader.pk}")
    with pytest.raises(PermissionDenied):
        send_again(delivery_id=Delivery.objects.get().pk, actor=person(role))
    with pytest.raises(PermissionDenied):
        lift_by_staff(suppression_id=Suppression.objects.get().pk, actor=person(role))
    assert suppression_of(reader.email) is not None


def test_reader_lifts_their_own_address_only() -> None:
    reader, other = person(), person()
    suppress(reader.email, Reason.HARD)
    suppress(other.email, Reason.HARD)
    assert lift_own(actor=reader)
    assert suppression_of(reader.email) is None
    assert suppression_of(other.email) is not None


@pytest.mark.usefixtures("city")
def test_signed_in_reader_is_told_and_says_that_the_address_works(sign_in: Callable[[User], Client]) -> None:
    reader = person()
    client = sign_in(reader)
    mine = reverse("postulates:mine")
    assert 'id="unreachable"' not in client.get(mine).content.decode()
    suppress(reader.email, Reason.HARD)
    assert 'id="unreachable"' in client.get(mine).content.decode()

    answer = client.post(reverse("notifications:works_again"), {"next": mine})
    assert answer.headers["Location"] == mine
    assert 'id="unreachable"' not in client.get(mine).content.decode()


@pytest.mark.usefixtures("city")
def test_nobody_signed_out_says_so_and_nobody_is_led_elsewhere(
    client: Client, sign_in: Callable[[User], Client]
) -> None:
    address = reverse("notifications:works_again")
    assert client.post(address).status_code == 302
    assert "login" in client.post(address).headers["Location"]
    signed_in = sign_in(person())
    assert signed_in.get(address).status_code == 405
    assert signed_in.post(address, {"next": "https://elsewhere.example"}).headers["Location"] == "/"
