"""An organisation comes to the city: it registers, a colleague without an account joins, and the city checks it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.services import load_reference_data
from cms.outbox.worker import drain
from consultations.organisations.models import Membership, Organisation
from home.services import ensure_site
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

NAME = "Fundacja Dobry Sąsiad (demo)"
COLLEAGUE = "colleague@example.org"


@pytest.fixture
def people() -> tuple[User, User]:
    sync_groups()
    ensure_site()
    load_reference_data()
    owner, moderator = person(name="owner"), person(Role.MODERATOR)
    for user in (owner, moderator):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return owner, moderator


def the_organisation() -> Organisation:
    return Organisation.objects.get(legal_name=NAME)


def letter_to(address: str) -> str:
    drain()
    return next(str(message.body) for message in reversed(mail.outbox) if message.to == [address])


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_organisation_registers_invites_a_colleague_and_is_checked(people, seat, javascript) -> None:
    owner, moderator = people
    at_home = seat("pl", width=320, javascript=javascript)
    _owner_registers(at_home, owner)
    _owner_invites(at_home)
    colleague = seat("uk", width=320, javascript=javascript)
    _colleague_joins(colleague)
    _city_checks(seat("pl", javascript=javascript), moderator)
    assert "/uk/organisations/" in letter_to(COLLEAGUE)
    at_home.open(f"/organisations/{the_organisation().pk}/")
    assert COLLEAGUE in at_home.text()
    reader = seat("en", width=320, javascript=javascript)
    reader.open(f"/organisations/{the_organisation().pk}/")
    assert "0000123456" in reader.text()
    assert COLLEAGUE not in reader.text()


def _owner_registers(at_home, owner: User) -> None:
    at_home.sign_in(owner)
    at_home.open("/organisations/new/")
    page = at_home.page
    page.fill("[name=legal_name]", NAME)
    page.select_option("[name=kind]", "foundation")
    at_home.send()
    assert not Organisation.objects.exists(), "a foundation needs a number"
    assert page.input_value("[name=legal_name]") == NAME
    page.fill("[name=krs]", "KRS 123456")
    page.fill("[name=description]", "Poznajemy sąsiadów.")
    page.check("[name=languages][value=pso]")
    at_home.send()
    assert the_organisation().krs == "0000123456"


def _owner_invites(at_home) -> None:
    at_home.open(f"/organisations/{the_organisation().pk}/members/")
    page = at_home.page
    page.fill("[name=email]", COLLEAGUE)
    page.check("input[name=role][value=editor]")
    page.locator("form:has([name=email]) button").click()
    page.wait_for_load_state()
    at_home.check()
    assert COLLEAGUE in at_home.text()


def _colleague_joins(colleague) -> None:
    page = colleague.page
    link = re.search(r"https?://[^/\s]+/pl(/organisations/join/\S+)", letter_to(COLLEAGUE))
    assert link
    colleague.open(link[1])
    page.locator("main a[href*='/login/code/']").click()
    page.wait_for_load_state()
    colleague.check()
    page.fill("main [name=email]", COLLEAGUE)
    colleague.send()
    page.fill("[name=code]", "AAAA-AAAA")
    colleague.send()
    assert page.locator("[role=alert]").count() == 1, "a wrong code is explained"
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", letter_to(COLLEAGUE), re.MULTILINE)
    assert code
    page.fill("[name=code]", code[0])
    colleague.send()
    assert page.url.endswith(link[1]), "who signed in is back at the invitation"
    colleague.send()
    assert the_organisation().memberships.get(person__email=COLLEAGUE).role == Membership.Role.EDITOR
    colleague.open("/organisations/")
    assert NAME in colleague.text()


def _city_checks(desk, moderator: User) -> None:
    desk.sign_in(moderator)
    desk.open("/organisations/waiting/")
    assert NAME in desk.text()
    desk.open(f"/organisations/{the_organisation().pk}/verify/")
    desk.send()
    assert the_organisation().is_waiting, "an empty form decides nothing"
    desk.page.check("[name=decision][value=verified]")
    desk.page.fill("[name=evidence]", "Wpis w KRS, 3 marca 2026.")
    desk.send()
    assert the_organisation().is_verified
    drain()
