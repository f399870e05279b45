from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry, State
from tests.people import person

AsRole = Callable[[Role], Client]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

LIST = "outbox:index"
REQUEUE = "outbox:requeue"


@pytest.fixture
def dead() -> OutboxEntry:
    return OutboxEntry.objects.create(topic="some.effect", state=State.DEAD, last_error="engine away")


@pytest.fixture
def as_role(sign_in: Callable[[User], Client]) -> AsRole:
    return lambda role: sign_in(person(role))


def test_coordinator_sees_dead_rows_with_their_error_but_no_way_to_requeue(as_role: AsRole, dead: OutboxEntry) -> None:
    OutboxEntry.objects.create(topic="another.topic", state=State.DONE)

    client = as_role(Role.COORDINATOR)
    page = client.get(reverse(LIST), {"state": "dead"}).content.decode()

    assert "some.effect" in page
    assert "engine away" in page
    assert "another.topic" not in page
    assert reverse(REQUEUE) not in page
    refused = client.post(reverse(REQUEUE), {"entries": [dead.pk]})
    assert refused.headers["Location"] == reverse("wagtailadmin_home")
    dead.refresh_from_db()
    assert dead.state == State.DEAD


def test_editor_sees_nothing_of_the_outbox(as_role: AsRole, dead: OutboxEntry) -> None:
    client = as_role(Role.EDITOR)

    assert client.get(reverse(LIST)).status_code in {302, 403}
    assert "some.effect" not in client.get(reverse(LIST), follow=True).content.decode()


def test_nobody_edits_a_row_not_even_a_superuser(sign_in: Callable[[User], Client], dead: OutboxEntry) -> None:
    chief = User.objects.create_superuser("chief@example.org", "a long enough secret")
    client = sign_in(chief)
    before = list(OutboxEntry.objects.order_by("pk").values())

    for name, arguments in (("add", []), ("edit", [dead.pk]), ("delete", [dead.pk])):
        assert client.post(reverse(f"outbox:{name}", args=arguments), {}).status_code in {302, 403}
    assert list(OutboxEntry.objects.order_by("pk").values()) == before


def test_administrator_requeues_the_ticked_rows_only(as_role: AsRole, dead: OutboxEntry) -> None:
    other = OutboxEntry.objects.create(topic="another.topic", state=State.DEAD)
    client = as_role(Role.ADMINISTRATOR)
    page = client.get(reverse(REQUEUE)).content.decode()
    assert page.count("checked") == 2

    answer = client.post(reverse(REQUEUE), {"entries": [dead.pk]})

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse(LIST))
    dead.refresh_from_db()
    other.refresh_from_db()
    assert (dead.state, other.state) == (State.PENDING, State.DEAD)


def test_opening_the_page_requeues_nothing(as_role: AsRole, dead: OutboxEntry) -> None:
    as_role(Role.ADMINISTRATOR).get(reverse(REQUEUE), {"entry": dead.pk, "entries": dead.pk})

    dead.refresh_from_db()
    assert dead.state == State.DEAD


def test_requeue_without_a_token_is_refused(as_role: AsRole, dead: OutboxEntry) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_role(Role.ADMINISTRATOR).cookies

    assert strict.post(reverse(REQUEUE), {"entries": [dead.pk]}).status_code == 403
    dead.refresh_from_db()
    assert dead.state == State.DEAD


def test_row_requeued_by_somebody_else_meanwhile_is_said_not_to_be_dead(as_role: AsRole, dead: OutboxEntry) -> None:
    OutboxEntry.objects.update(state=State.DONE)

    answer = as_role(Role.ADMINISTRATOR).post(reverse(REQUEUE), {"entries": [dead.pk]})

    assert answer.status_code == 200
    assert answer.context["form"].errors["entries"]


def test_home_of_the_admin_tells_of_dead_rows_to_those_who_may_look(as_role: AsRole, dead: OutboxEntry) -> None:
    home = reverse("wagtailadmin_home")

    link = f"{reverse(LIST)}?state=dead"

    assert link not in as_role(Role.EDITOR).get(home).content.decode()
    coordinator = as_role(Role.COORDINATOR)
    assert link in coordinator.get(home).content.decode()
    dead.delete()
    assert link not in coordinator.get(home).content.decode()
