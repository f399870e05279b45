"""Somebody takes their deadlines into the calendar on their telephone, and later ends an address that got about."""

from collections.abc import Callable

import pytest
import requests
from allauth.account.models import EmailAddress
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from accounts.roles import sync_groups
from city.services import load_reference_data
from home.services import ensure_site
from tests.ics import faults_of
from tests.journeys.conftest import Seat
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]


@pytest.fixture
def member() -> User:
    sync_groups()
    ensure_site()
    load_reference_data()
    user = person(language="uk")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_person_makes_renews_and_ends_the_address_of_their_calendar(
    member: User, seat: Callable[..., Seat], javascript: bool
) -> None:
    reader = seat("uk", width=320, javascript=javascript)
    reader.sign_in(member)
    reader.open("/feeds/")
    reader.page.locator(f"main a[href='{reverse('accounts:calendar').replace('/pl/', '/uk/')}']").click()
    reader.check()
    reader.send()
    first = _address(reader)
    assert _status(reader, first) == 200
    reader.open("/accounts/calendar/")
    assert reader.page.locator("#calendar-address").count() == 0
    reader.send()
    second = _address(reader)
    assert (_status(reader, first), _status(reader, second)) == (404, 200)
    reader.page.locator("main form[action$='/off/'] button").click()
    reader.page.wait_for_load_state()
    reader.check()
    assert _status(reader, second) == 404


def _address(reader: Seat) -> str:
    """Return the address shown, on the server of this test."""
    shown = reader.page.locator("#calendar-address").inner_text().strip()
    return f"{reader.base}/calendar/own/{shown.partition('/calendar/own/')[2]}"


def _status(reader: Seat, address: str) -> int:
    """Return what a calendar program is answered; what it gets must be a valid calendar."""
    answer = requests.get(address, timeout=30)
    if answer.ok:
        assert faults_of(answer.content) == []
        assert str(Calendar.from_ical(answer.content)["PRODID"]).endswith("//uk")
    return answer.status_code
