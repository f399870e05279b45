from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.models import Delivery, DeliveryStep, Suppression
from notifications.suppression import suppress, suppression_of
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
        about=1,
        event="event 1",
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


def test_history_of_a_mail_stands_on_its_page(as_role: AsRole, failed: Delivery) -> None:
    DeliveryStep.objects.create(delivery=failed, what="deferred", answer="451 come again")

    page = as_role(Role.COORDINATOR).get(reverse("deliveries:inspect", args=[failed.pk])).content.decode()

    assert "451 come again" in page
    assert reverse("deliveries:send_again", args=[failed.pk]) in page


def test_coordinator_sends_a_failed_mail_again(as_role: AsRole, failed: Delivery) -> None:
    answer = as_role(Role.COORDINATOR).post(reverse("deliveries:send_again", args=[failed.pk]))

    assert answer.headers["Location"] == reverse("deliveries:inspect", args=[failed.pk])
    failed.refresh_from_db()
    assert failed.state == Delivery.State.QUEUED


def test_mail_that_did_not_fail_offers_no_button_and_refuses_politely(as_role: AsRole, failed: Delivery) -> None:
    Delivery.objects.update(state=Delivery.State.SENT)
    client = as_role(Role.COORDINATOR)
    again = reverse("deliveries:send_again", args=[failed.pk])

    assert again not in client.get(reverse("deliveries:inspect", args=[failed.pk])).content.decode()
    assert client.post(again).status_code == 302
    failed.refresh_from_db()
    assert failed.state == Delivery.State.SENT
    assert client.get(again).status_code == 405


def test_others_do_not_send_again(as_role: AsRole, failed: Delivery) -> None:
    as_role(Role.EDITOR).post(reverse("deliveries:send_again", args=[failed.pk]))

    failed.refresh_from_db()
    assert failed.state == Delivery.State.FAILED


def test_suppressed_address_is_found_by_the_whole_address_only(as_role: AsRole) -> None:
    suppress("gone@example.org", Suppression.Reason.HARD)
    client = as_role(Role.COORDINATOR)
    index = reverse("suppressions:index")

    assert "g…@example.org" in client.get(index, {"address": "Gone@example.org"}).content.decode()
    assert "g…@example.org" not in client.get(index, {"address": "gone@example"}).content.decode()
    assert "gone@example.org" not in client.get(index).content.decode()


def test_coordinator_lets_mail_go_to_an_address_again_after_a_question(as_role: AsRole) -> None:
    suppress("gone@example.org", Suppression.Reason.HARD)
    client = as_role(Role.COORDINATOR)
    address = reverse("suppressions:lift", args=[Suppression.objects.get().pk])

    assert address in client.get(reverse("suppressions:index")).content.decode()
    assert client.get(address).status_code == 200
    assert suppression_of("gone@example.org") is not None
    assert client.post(address).status_code == 302
    assert suppression_of("gone@example.org") is None
    assert client.post(address).status_code == 302


def test_editor_does_not_see_suppressed_addresses(as_role: AsRole) -> None:
    suppress("gone@example.org", Suppression.Reason.HARD)
    client = as_role(Role.EDITOR)

    assert "g…@" not in client.get(reverse("suppressions:index"), follow=True).content.decode()
    client.post(reverse("suppressions:lift", args=[Suppression.objects.get().pk]))
    assert Suppression.objects.exists()


def test_first_page_says_that_the_mail_server_refuses_mail(as_role: AsRole, failed: Delivery) -> None:
    client = as_role(Role.COORDINATOR)
    home = reverse("wagtailadmin_home")
    assert "staff_must_mend=true" not in client.get(home).content.decode()

    Delivery.objects.update(state=Delivery.State.DEFERRED, staff_must_mend=True)

    assert "staff_must_mend=true" in client.get(home).content.decode()
    assert failed.email in client.get(reverse("deliveries:index"), {"staff_must_mend": "true"}).content.decode()
