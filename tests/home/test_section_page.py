"""What a section lists and what a reader may choose of it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from city.models import Topic, Unit
from home.models import EventPage, InfoPage, NewsPage, SectionPage
from home.services import create_page, publish_page
from tests.home.events.clock import at
from tests.home.events.conftest import calendar_section, write_event

__all__ = ["calendar_section", "write_event"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

NOW = "2026-11-26T10:00:00Z"
WriteNews = Callable[..., NewsPage]
WriteEvent = Callable[..., EventPage]


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def titles(page: str) -> list[str]:
    return [title.strip() for title in re.findall(r'<h3 class="card__title"[^>]*>\s*<a[^>]*>([^<]*)</a>', page)]


def options(page: str, name: str) -> dict[str, int]:
    select = re.search(rf'<select id="filter-{name}".*?</select>', page, re.S)
    found = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)</option>', select[0] if select else "")
    return {code: int(count) for code, count in found}


def topic(code: str) -> Topic:
    return Topic.objects.facts().get(code=code)


@pytest.fixture
def four_news(write_news: WriteNews) -> None:
    unit = Unit.objects.facts().get(code="dialogue")
    write_news("Pierwsza", published_on=date(2026, 11, 3), topics=[topic("calls")], owner_unit=unit)
    write_news("Druga", published_on=date(2026, 11, 2), topics=[topic("calls"), topic("meetings")])
    write_news("Trzecia", published_on=date(2026, 10, 1), topics=[topic("meetings")], owner_unit=unit)
    write_news("Czwarta", published_on=date(2025, 5, 1))


@pytest.mark.usefixtures("four_news")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Pierwsza", "Druga", "Trzecia", "Czwarta"]),
        ("topic=calls", ["Pierwsza", "Druga"]),
        ("topic=calls&unit=dialogue", ["Pierwsza"]),
        ("when=2026", ["Pierwsza", "Druga", "Trzecia"]),
        ("when=2026-11", ["Pierwsza", "Druga"]),
        ("topic=no-such&when=2026-13&unit=%00&page=x&language=klingon", ["Pierwsza", "Druga", "Trzecia", "Czwarta"]),
    ],
)
def test_news_are_narrowed_by_what_the_address_says(client: Client, query: str, found: list[str]) -> None:
    assert titles(text(client.get(f"/pl/aktualnosci/?{query}"))) == found


@pytest.mark.usefixtures("four_news")
def test_each_option_says_how_many_it_would_leave(client: Client) -> None:
    page = text(client.get("/pl/aktualnosci/?unit=dialogue"))
    assert options(page, "topic") == {"calls": 1, "meetings": 1}
    assert options(page, "unit") == {"dialogue": 2}
    assert options(page, "when") == {"2026": 2, "2026-11": 1, "2026-10": 1, "2025": 0, "2025-05": 0}


@pytest.mark.usefixtures("four_news")
def test_number_of_results_is_announced(client: Client) -> None:
    status = re.search(r'<p role="status">(.*?)</p>', text(client.get("/pl/aktualnosci/?topic=calls")), re.S)
    assert status
    assert status[1].strip().startswith("2 ")


@pytest.mark.usefixtures("four_news")
def test_choice_that_nothing_fits_says_how_to_widen_it(client: Client) -> None:
    page = text(client.get("/pl/aktualnosci/?topic=calls&when=2025"))
    assert not titles(page)
    assert 'href="/pl/aktualnosci/?topic=calls"' in page
    assert 'href="/pl/aktualnosci/?when=2025"' in page
    assert re.search(r"when=2025\">.*?</a>\s*\([^)]*\b1\b", page, re.S)


@pytest.mark.usefixtures("four_news")
def test_reader_may_ask_for_texts_in_their_language_only(client: Client, translate: Callable[..., Page]) -> None:
    translate(NewsPage.objects.get(title="Druga"), "uk", title="Друга")
    page = text(client.get("/uk/aktualnosci/"))
    assert len(titles(page)) == 4
    assert options(page, "language") == {"own": 1}
    assert titles(text(client.get("/uk/aktualnosci/?language=own"))) == ["Друга"]
    assert "filter-language" not in text(client.get("/pl/aktualnosci/"))


def test_pages_of_several_types_are_narrowed_together(client: Client, home: Page, editor: User) -> None:
    section = publish_page(create_page(home, SectionPage(title="Poradnik"), actor=editor), actor=editor)
    for title, topics in (("Karta", [topic("calls")]), ("PESEL", [])):
        page = create_page(section, InfoPage(title=title, topics=topics), actor=editor)
        publish_page(page, actor=editor)
    publish_page(create_page(section, SectionPage(title="Dalej"), actor=editor), actor=editor)
    page = text(client.get("/pl/poradnik/"))
    assert titles(page) == ["Karta", "PESEL", "Dalej"]
    assert options(page, "topic") == {"calls": 1}
    assert titles(text(client.get("/pl/poradnik/?topic=calls"))) == ["Karta"]


def test_section_without_anything_to_choose_shows_no_filters(client: Client, news: NewsPage) -> None:
    assert "<select" not in text(client.get("/pl/aktualnosci/"))


@pytest.fixture
def four_events(write_event: WriteEvent) -> None:
    write_event("Kawiarenka", starts_on=date(2026, 9, 2), recurrence="FREQ=WEEKLY;BYDAY=WE", is_step_free=True)
    write_event("Rozmowy", has_sign_language=True, topics=[topic("integration")])
    write_event("Odwołane", starts_on=date(2026, 12, 5), is_cancelled=True, cancellation_reason="Remont")
    write_event("Minione", starts_on=date(2026, 11, 11), is_step_free=True)


@at(NOW)
def read(client: Client, query: str) -> str:
    return text(client.get(f"/pl/wydarzenia/?{query}"))


@pytest.mark.usefixtures("four_events")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Rozmowy", "Kawiarenka", "Odwołane"]),
        ("when=past", ["Minione"]),
        ("when=never", ["Rozmowy", "Kawiarenka", "Odwołane"]),
        ("when=9999-12", ["Rozmowy", "Kawiarenka", "Odwołane"]),
        ("access=has_sign_language", ["Rozmowy"]),
        ("access=is_step_free&when=past", ["Minione"]),
        ("topic=integration", ["Rozmowy"]),
    ],
)
def test_events_to_come_are_listed_the_next_one_first(client: Client, query: str, found: list[str]) -> None:
    assert titles(read(client, query)) == found


@pytest.mark.usefixtures("four_events")
def test_month_lists_every_date_on_its_day(client: Client) -> None:
    page = read(client, "when=2026-12")
    days = re.findall(r'<time datetime="(2026-12-\d\d)">', page)
    assert days == ["2026-12-01", "2026-12-02", "2026-12-05", "2026-12-09", "2026-12-16", "2026-12-23", "2026-12-30"]
    assert page.count(">Kawiarenka</a>") == 5


@pytest.mark.usefixtures("four_events")
def test_options_of_time_count_what_takes_place(client: Client) -> None:
    found = options(read(client, ""), "when")
    assert (found["upcoming"], found["past"], found["2026-11"], found["2026-12"], found["2027-01"]) == (3, 1, 1, 3, 1)


@pytest.mark.usefixtures("four_events")
def test_section_of_events_leads_to_its_calendar(client: Client) -> None:
    address = re.search(r'href="(/pl/calendar/section/[^"]+)"', read(client, ""))
    assert address
    assert client.get(address[1]).status_code == 200
