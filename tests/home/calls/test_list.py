"""Calls in a list, on the front page and in a year: what one can still apply for stands first."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from city.models import Topic
from home.calls.models import Call
from home.calls.reading.cards import call_cards
from home.calls.services import cancel_call
from home.models import CallPage, HomePage, SectionPage
from home.services import publish_page
from tests.home.calls.conftest import MakeCall
from tests.home.calls.pages import NOW, extend, text, write
from tests.home.events.clock import at
from tests.home.test_section_page import options, titles

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 10, 1, 8, tzinfo=UTC)


def day(month: int, number: int, year: int = 2026) -> datetime:
    return datetime(year, month, number, 11, tzinfo=UTC)


@pytest.fixture
def section(call_section: SectionPage, editor: User) -> SectionPage:
    call_section.listing = SectionPage.Listing.CALLS
    call_section.save_revision(user=editor)
    return publish_page(call_section, actor=editor)


Offer = Callable[..., Call]


@pytest.fixture
def offer(make_call: MakeCall, section: SectionPage, editor: User) -> Offer:
    """Save a call with its public page."""

    def make(title: str, closes: datetime, *, opens: datetime = BEGAN, **fields: object) -> Call:
        call = make_call(opens_at=opens, closes=closes, **fields)
        with at("2026-10-02T10:00:00Z"):
            write(section, call, editor, title=title)
        return call

    return make


@pytest.fixture
def five(offer: Offer) -> dict[str, Call]:
    calls = {
        "Późny": offer("Późny", day(12, 20), own_contribution_pct=Decimal(10), eligible_kinds=["foundation"]),
        "Bliski": offer("Bliski", day(11, 28), own_contribution_pct=Decimal(0)),
        "Planowany": offer("Planowany", day(2, 1, 2027), opens=day(1, 10, 2027)),
        "Zamknięty": offer("Zamknięty", day(11, 1), own_contribution_pct=Decimal(0)),
        "Dawny": offer("Dawny", day(5, 1, 2025), opens=day(3, 1, 2025)),
    }
    calls["Bliski"].topics.set([Topic.objects.facts().get(code="calls")])
    return calls


@at(NOW)
def read(client: Client, query: str = "", language: str = "pl") -> str:
    return text(client.get(f"/{language}/konkursy/?{query}"))


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bliski", "Późny", "Planowany"]),
        ("state=closing_soon", ["Bliski"]),
        ("state=open", ["Późny"]),
        ("state=planned", ["Planowany"]),
        ("state=closed", ["Zamknięty", "Dawny"]),
        ("state=all", ["Bliski", "Późny", "Planowany", "Zamknięty", "Dawny"]),
        ("state=nonsense", ["Bliski", "Późny", "Planowany"]),
        ("contribution=not-required", ["Bliski"]),
        ("contribution=required", ["Późny"]),
        ("kind=foundation", ["Bliski", "Późny", "Planowany"]),
        ("kind=association", ["Bliski", "Planowany"]),
        ("topic=calls", ["Bliski"]),
        ("year=2025", ["Dawny"]),
        ("year=2027", ["Planowany"]),
        ("year=2026&state=current", ["Bliski", "Późny"]),
        ("unit=ngo-policy&contribution=not-required&state=all", ["Bliski", "Zamknięty"]),
    ],
)
def test_calls_are_narrowed_by_what_the_address_says(client: Client, query: str, found: list[str]) -> None:
    assert titles(read(client, query)) == found


@pytest.mark.usefixtures("five")
def test_each_option_says_how_many_it_would_leave(client: Client) -> None:
    page = read(client)
    assert options(page, "contribution") == {"not-required": 1, "required": 1}
    found = options(page, "state")
    assert (found["current"], found["planned"], found["closed"], found["all"]) == (3, 1, 2, 5)


@pytest.mark.usefixtures("five")
def test_choice_that_only_closed_calls_fit_leads_to_them(client: Client) -> None:
    page = read(client, "year=2025&state=current")
    assert not titles(page)
    assert re.search(r'href="/pl/konkursy/\?year=2025&amp;state=all">', page)


def test_extended_deadline_stands_on_the_card_beside_the_old_one(
    client: Client, five: dict[str, Call], clerk: User
) -> None:
    with at("2026-11-20T10:00:00Z"):
        extend(five["Bliski"], day(12, 24), clerk)
    page = read(client, language="en")
    assert titles(page)[:2] == ["Późny", "Bliski"]
    card = page[page.index(">Bliski</a>") :]
    assert re.search(r'<s class="deadline__old">.*?datetime="2026-11-28T12:00\+01:00".*?</s>', card, re.S)
    assert re.search(r'<strong class="deadline__now">.*?datetime="2026-12-24T12:00\+01:00"', card, re.S)
    assert "Own contribution: not required." in card


@pytest.mark.usefixtures("five")
def test_call_without_translation_is_listed_marked_in_every_language(client: Client, translate) -> None:
    translate(CallPage.objects.get(title="Bliski"), "uk", title="Близький")
    page = read(client, language="uk")
    assert titles(page) == ["Близький", "Późny", "Planowany"]
    assert '<h3 class="card__title" lang="pl">' in page


@pytest.mark.usefixtures("five")
def test_draft_of_a_call_is_in_no_list(client: Client, make_call: MakeCall, make_page) -> None:
    make_page(make_call(closes=day(12, 1)), title="Szkic", live=False)
    assert "Szkic" not in read(client, "state=all") + read(client, "view=year") + text(client.get("/pl/"))


@pytest.mark.usefixtures("five")
def test_year_shows_every_call_of_it_with_the_same_facts_in_the_table(client: Client) -> None:
    page = read(client, "view=year&year=2026", language="en")
    assert re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', page) == ["Późny", "Bliski", "Zamknięty"]
    rows = page.split('<th scope="row">')[1:]
    assert 'datetime="2026-10-01T10:00+02:00"' in rows[1]
    assert 'datetime="2026-11-28T12:00+01:00"' in rows[1]
    assert re.search(r'<rect class="year__bar" x="273" y="6" width="59"', rows[1])
    assert " style=" not in page


@pytest.mark.usefixtures("five")
def test_year_is_found_by_its_address_and_leads_to_the_others(client: Client) -> None:
    page = read(client, "view=year&year=2027")
    assert re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', page) == ["Planowany"]
    assert re.findall(r'href="/pl/konkursy/\?view=year&amp;year=(\d+)"', page) == ["2025", "2026"]
    assert "year__today" not in page


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("year", ["", "abc", "-1", "9" * 5000, "1066", "%00"])
def test_year_that_means_nothing_is_this_year(client: Client, year: str) -> None:
    assert 'id="year"' in read(client, f"view=year&year={year}")


def test_extension_is_drawn_as_a_part_of_its_own(client: Client, five: dict[str, Call], clerk: User) -> None:
    with at("2026-11-20T10:00:00Z"):
        extend(five["Bliski"], day(12, 8), clerk)
    page = read(client, "view=year&year=2026")
    assert re.search(r'<rect class="year__extended" x="332" y="6" width="10"', page)


@at(NOW)
def test_call_over_the_turn_of_the_year_is_in_both(client: Client, offer: Offer) -> None:
    offer("Zimowy", day(1, 20, 2027))
    for year, bar in (("2026", 'x="273" y="6" width="92"'), ("2027", 'x="0" y="6" width="20"')):
        assert bar in text(client.get(f"/pl/konkursy/?view=year&year={year}"))


@at(NOW)
def test_call_that_ends_at_midnight_belongs_to_the_year_that_ends(client: Client, offer: Offer) -> None:
    offer("Sylwestrowy", datetime(2026, 12, 31, 23, tzinfo=UTC))  # 24:00 in the city
    this_year = text(client.get("/pl/konkursy/?view=year&year=2026"))
    assert 'x="273" y="6" width="92"' in this_year
    assert "year=2027" not in this_year


@pytest.mark.usefixtures("five")
@at(NOW)
def test_front_page_shows_what_closes_next(client: Client) -> None:
    page = text(client.get("/pl/"))
    part = page[page.index('id="closing-calls"') :]
    assert titles(part)[:2] == ["Bliski", "Późny"]
    assert "Planowany" not in part
    with at("2028-01-01T10:00:00Z"):
        assert "closing-calls" not in text(client.get("/pl/"))


@pytest.mark.usefixtures("home")
def test_front_page_without_open_calls_says_nothing_of_them(client: Client, home: HomePage) -> None:
    assert "closing-calls" not in text(client.get(home.get_url()))


@pytest.mark.usefixtures("section")
def test_section_without_calls_says_so(client: Client) -> None:
    assert not titles(read(client))
    assert "<table" not in read(client, "view=year")


def test_year_takes_as_many_queries_for_many_calls_as_for_few(client: Client, offer: Offer, clerk: User) -> None:
    counts = []
    for more in range(1, 3):
        for number in range(more * 2):
            call = offer(f"Konkurs {more}{number}", day(12, 1 + number))
            with at("2026-11-20T10:00:00Z"):
                extend(call, day(12, 20) + timedelta(hours=number), clerk)
        read(client, "view=year")
        with CaptureQueriesContext(connection) as queries:
            read(client, "view=year", "uk")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("query", ["", "view=year", "contribution=required&state=planned"])
def test_all_calls_can_be_followed_from_their_list(client: Client, query: str) -> None:
    address = reverse("notifications:ask", args=["calls", 0])
    assert f'href="{address}"' in read(client, query)
    assert client.get(address).status_code == HTTPStatus.OK


def test_other_sections_offer_no_calls_to_follow(client: Client, call_section: SectionPage) -> None:
    assert "/notifications/follow/calls/" not in text(client.get(call_section.get_url()))


def test_card_of_a_cancelled_call_asks_nobody_to_apply(client: Client, offer: Offer, clerk: User) -> None:
    call = offer("Odwołany", day(12, 20))
    with at(NOW):
        cancel_call(call_id=call.pk, reason={"pl": "Brak środków."}, actor=clerk)
    with translation.override("en"):
        said = call_cards(list(CallPage.objects.filter(call=call, locale__language_code="pl")), day(11, 27))
        later = call_cards(list(CallPage.objects.filter(call=call, locale__language_code="pl")), day(12, 21))
    assert said[0]["deadline"].label == "Was to close on"
    assert later[0]["deadline"].label == "Closed on"
