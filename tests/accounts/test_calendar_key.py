"""A secret address of the calendar: shown once, stored as a digest, ended at once, nobody else's."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import CalendarKey, User
from accounts.queries import person_with_calendar_key
from accounts.services import make_calendar_key, switch_calendar_off
from tests.clock import freeze_time
from tests.people import person

pytestmark = pytest.mark.django_db

PAGE = "/en/accounts/calendar/"
OFF = "/en/accounts/calendar/off/"


@pytest.fixture
def reader(city: None) -> User:
    return person(name="reader")


def shown_address(html: str) -> str:
    return html.partition('<pre id="calendar-address">')[2].partition("</pre>")[0]


def replaces(html: str) -> str:
    return html.partition('name="replaces" value="')[2].partition('"')[0]


def make(client: Client) -> str:
    """Press the button as somebody would who has the page before them, and return the address shown."""
    seen = replaces(client.get(PAGE).content.decode())
    return shown_address(client.post(PAGE, {"replaces": seen}).content.decode())


def path(address: str) -> str:
    return urlsplit(address).path


def test_address_is_shown_once_and_opens_the_calendar(reader: User, sign_in) -> None:
    client = sign_in(reader)
    address = make(client)
    assert Client().get(path(address)).status_code == 200
    again = client.get(PAGE).content.decode()
    assert address not in again
    assert path(address).split("/")[-1].removesuffix(".ics") not in again


def test_secret_is_nowhere_in_the_database(reader: User) -> None:
    key = make_calendar_key(actor=reader, replaces=None)
    row = CalendarKey.objects.get()
    assert key.secret not in str(vars(row))
    assert len(key.secret) >= 43  # 256 bits


def test_page_with_the_address_is_kept_by_nobody(reader: User, sign_in) -> None:
    assert "no-store" in sign_in(reader).post(PAGE, {"replaces": ""})["Cache-Control"]


def test_old_address_dies_at_once_when_a_new_one_is_made(reader: User, sign_in) -> None:
    client = sign_in(reader)
    first, second = make(client), make(client)
    assert first != second
    assert Client().get(path(first)).status_code == 404
    assert Client().get(path(second)).status_code == 200
    assert CalendarKey.objects.count() == 1


def test_page_sent_twice_makes_one_address(reader: User, sign_in) -> None:
    client = sign_in(reader)
    address = shown_address(client.post(PAGE, {"replaces": ""}).content.decode())
    again = client.post(PAGE, {"replaces": ""}, follow=True)
    assert again.redirect_chain
    assert shown_address(again.content.decode()) == ""
    assert Client().get(path(address)).status_code == 200


@pytest.mark.parametrize("nonsense", ["x", "2026-99-99T00:00", "0" * 500, "2020-01-01T00:00:00+00:00"])
def test_what_names_no_key_changes_nothing(reader: User, sign_in, nonsense: str) -> None:
    client = sign_in(reader)
    assert client.post(PAGE, {"replaces": nonsense}).status_code == 302
    assert not CalendarKey.objects.exists()


def test_switched_off_it_is_off_and_twice_is_once(reader: User, sign_in) -> None:
    client = sign_in(reader)
    address = make(client)
    for _time in range(2):
        assert client.post(OFF).status_code == 302
    assert Client().get(path(address)).status_code == 404
    assert not CalendarKey.objects.exists()


def test_link_alone_switches_nothing_off(reader: User, sign_in) -> None:
    make_calendar_key(actor=reader, replaces=None)
    assert sign_in(reader).get(OFF).status_code == 405
    assert CalendarKey.objects.exists()


def test_stranger_is_asked_to_sign_in(client: Client, city: None) -> None:
    for address in (PAGE, OFF):
        answer = client.post(address)
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_each_person_has_their_own(reader: User) -> None:
    other = person()
    key, others = (make_calendar_key(actor=each, replaces=None) for each in (reader, other))
    assert person_with_calendar_key(key.pk, key.secret) == reader
    assert person_with_calendar_key(others.pk, others.secret) == other
    assert person_with_calendar_key(key.pk, others.secret) is None
    switch_calendar_off(actor=other)
    assert person_with_calendar_key(key.pk, key.secret) == reader


@pytest.mark.parametrize("secret", ["", "x", "ł", "A" * 43, "A" * 5000])
def test_wrong_secret_opens_nothing(reader: User, secret: str) -> None:
    key = make_calendar_key(actor=reader, replaces=None)
    assert person_with_calendar_key(key.pk, secret) is None
    assert person_with_calendar_key(key.pk + 1, secret) is None


def test_closed_account_opens_nothing(reader: User) -> None:
    key = make_calendar_key(actor=reader, replaces=None)
    reader.is_active = False
    reader.save()
    assert person_with_calendar_key(key.pk, key.secret) is None
    reader.delete()
    assert not CalendarKey.objects.exists()


def test_page_says_since_when_an_address_works(reader: User, sign_in) -> None:
    with freeze_time(timezone.now() - timedelta(days=3)):
        make_calendar_key(actor=reader, replaces=None)
    day = timezone.localdate() - timedelta(days=3)
    assert f"{day:%Y}" in sign_in(reader).get(PAGE).content.decode()
    assert replaces(sign_in(reader).get(PAGE).content.decode())
