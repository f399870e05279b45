"""Providers call us about mails; django-anymail understands each of them, here Postmark for all."""

from base64 import b64encode

import pytest
from django.test import Client

from notifications.models import Delivery, Suppression

pytestmark = pytest.mark.django_db

URL = "/anymail/postmark/tracking/"
WHO = "Basic " + b64encode(b"provider:password-of-the-tests").decode()


@pytest.fixture
def sent() -> Delivery:
    return Delivery.objects.create(
        message_id=f"<{1:032x}@example.org>", kind="test.plain", addressee="user:7", email="reader@example.org",
        state=Delivery.State.SENT,
    )  # fmt: skip


def _call(sent: Delivery, *, who: str = WHO, **event: str) -> int:
    event = {
        "RecordType": "Bounce", "ID": "7", "MessageID": "b7bc2f4a-e38e-4336-af7d-e6c392c2f817",
        "Email": "reader@example.org", "BouncedAt": "2026-03-02T10:00:00Z",
    } | event  # fmt: skip
    body = event | {"Metadata": {"delivery": sent.message_id}}
    answer = Client().post(URL, body, content_type="application/json", headers={"Authorization": who})
    sent.refresh_from_db()
    return answer.status_code


def test_hard_bounce_is_noted_and_the_address_suppressed(sent: Delivery) -> None:
    assert _call(sent, Type="HardBounce") == 200
    assert (sent.state, sent.bounce) == (Delivery.State.BOUNCED, Delivery.Bounce.HARD)
    assert Suppression.objects.get().reason == Suppression.Reason.HARD


def test_soft_bounce_is_noted_only(sent: Delivery) -> None:
    assert _call(sent, Type="SoftBounce") == 200
    assert (sent.state, sent.bounce) == (Delivery.State.BOUNCED, Delivery.Bounce.SOFT)
    assert not Suppression.objects.exists()


def test_complaint_suppresses_the_address(sent: Delivery) -> None:
    assert _call(sent, RecordType="SpamComplaint", Type="SpamComplaint") == 200
    assert sent.state == Delivery.State.SENT
    assert Suppression.objects.get().reason == Suppression.Reason.COMPLAINT


def test_arrival_stands_in_the_history(sent: Delivery) -> None:
    assert _call(sent, RecordType="Delivery", DeliveredAt="2026-03-02T10:00:00Z") == 200
    assert [step.what for step in sent.steps.all()] == ["delivered"]


def test_call_that_comes_twice_counts_once(sent: Delivery) -> None:
    for _time in range(2):
        assert _call(sent, Type="HardBounce") == 200
    assert sent.steps.count() == 1


@pytest.mark.parametrize("who", ["", "Basic " + b64encode(b"provider:guess").decode()])
def test_nobody_can_report_without_the_secret(sent: Delivery, who: str) -> None:
    assert _call(sent, who=who, Type="HardBounce") == 400
    assert sent.state == Delivery.State.SENT
    assert not Suppression.objects.exists()
