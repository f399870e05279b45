from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.models import Delivery
from tests.people import person

AsRole = Callable[[Role], Client]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def failed() -> Delivery:
    return Delivery.objects.create(
        message_id="<a@example.org>",
        kind="postulates.event",
        addressee="user:7",
        email="gone@example.org",
        state=Delivery.State.FAILED,
        error="550 no such user",
    )


@pytest.fixture
def as_role(sign_in: Callable[[User], Client]) -> AsRole:
    return lambda role: sign_in(person(role))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_those_who_answer_for_cases_see_a_failed_delivery(as_role: AsRole, failed: Delivery, role: Role) -> None:
    page = as_role(role).get(reverse("deliveries:index"), {"state": "failed"}).content.decode()

    assert "gone@example.org" in page
    assert "550 no such user" in page


def test_delivery_can_be_looked_at_and_not_changed(as_role: AsRole, failed: Delivery) -> None:
    client = as_role(Role.ADMINISTRATOR)

    assert client.get(reverse("deliveries:inspect", args=[failed.pk])).status_code == 200
    for action in ("edit", "delete"):
        answer = client.post(reverse(f"deliveries:{action}", args=[failed.pk]), {})
        assert answer.status_code in {302, 403}
    assert Delivery.objects.get() == failed


def test_editor_does_not_see_addresses(as_role: AsRole, failed: Delivery) -> None:
    page = as_role(Role.EDITOR).get(reverse("deliveries:index"), follow=True).content.decode()

    assert "gone@example.org" not in page
