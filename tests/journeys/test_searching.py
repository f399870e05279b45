"""Newcomers look for something as they would say it; what they do not find becomes a concept."""

import re
from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import gettext, override
from playwright.sync_api import expect
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from cms.blocks.body import body_from
from cms.outbox.worker import drain
from home.models import InfoPage, NewsPage
from home.services import create_page, ensure_site, publish_page
from search import questions
from search.concepts.book import Kind, Label
from search.concepts.files import Entry
from search.concepts.services import save_concept
from search.engines import engine
from search.services import rebuild
from tests.people import person

from .conftest import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
CARD = Entry(
    "residence-card",
    (
        Label("pl", "karta pobytu"), Label("uk", "посвідка на проживання"), Label("uk", "карта побиту", Kind.HIDDEN),
        Label("en", "residence card"),
    ),
    topic="residence",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, settings: Settings) -> None:
    settings.SEARCH_ENGINE = settings.SEARCH_ENGINE | {"OPTIONS": {"path": tmp_path / "search.sqlite3"}}
    settings.SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS = 0
    engine.cache_clear()
    questions._memory.take()


@pytest.fixture
def editor(transactional_db: None) -> User:
    ensure_site()
    user = person(Role.EDITOR, language="en")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def pages(editor: User) -> None:
    home = ensure_site()
    body = body_from([{"type": "paragraph", "value": "<p>Złóż wniosek o kartę pobytu w urzędzie.</p>"}])
    news = body_from([{"type": "paragraph", "value": "<p>W poniedziałek po kartę pobytu przyjdź później.</p>"}])
    for page in (
        InfoPage(title="Karta pobytu", lead="Jak ją dostać.", body=body, verified_on=date(2026, 11, 1)),
        InfoPage(title="Żłobek", lead="Opieka nad dzieckiem.", body=body_from([]), verified_on=date(2026, 11, 1)),
        NewsPage(title="Urząd czynny krócej", lead="Zmiana godzin.", body=news, published_on=date(2026, 11, 2)),
    ):
        publish_page(create_page(home, page, actor=editor), actor=editor)
    save_concept(entry=CARD, actor=editor)
    drain()
    rebuild()


def words(language: str, text: str, **values: str) -> str:
    with override(language):
        return gettext(text) % values if values else gettext(text)


def look_for(reader: Seat, text: str) -> None:
    reader.page.fill("#search-query", text)
    reader.page.locator(".search-form button").click()
    reader.page.wait_for_load_state()
    reader.check()


def test_newcomer_meets_suggestions_by_keyboard_and_reads_a_polish_page(seat, pages: None) -> None:
    reader = seat("uk")
    reader.open("/")
    field = reader.page.locator("#site-search")
    field.press_sequentially("карта поб")
    options = reader.page.locator(".site-search [role=option]")
    expect(options.first).to_contain_text("посвідка на проживання")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(reader.page.locator(".site-search [role=status]")).to_contain_text("1")
    reader.check()
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value("карта поб")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    field.press("Enter")
    reader.page.wait_for_url("**/uk/search/?q=*")
    _narrows_down_and_opens_the_polish_page(reader)
    assert questions._memory.take()["uk", "посвідка на проживання"] == questions._Tally(searches=1, opened=1)


def _narrows_down_and_opens_the_polish_page(reader: Seat) -> None:
    reader.check()
    hits = reader.page.locator(".search-hit")
    expect(hits).to_have_count(2)
    reader.page.locator(".search-facets a[href*='page-info']").click()
    reader.page.wait_for_url("**kind=page-info**")
    reader.check()
    expect(hits).to_have_count(1)
    expect(hits).to_contain_text("посвідка на проживання")  # found through
    assert hits.locator("mark").first.get_attribute("lang") is None
    assert hits.locator("h3 a").get_attribute("lang") == "pl"
    with reader.page.expect_request("**/search/opened/") as told:
        hits.locator("h3 a").click()
    assert "cookie" not in told.value.all_headers()
    reader.page.wait_for_url("**/karta-pobytu/")


def test_suggestion_is_chosen_with_the_mouse_and_tab_leaves_the_field(seat, pages: None) -> None:
    reader = seat("pl", width=320)
    reader.open("/search/")
    field = reader.page.locator("#search-query")
    field.press_sequentially("kar")
    options = reader.page.locator(".search-form [role=option]")
    expect(options.first).to_be_visible()
    assert all(box["height"] >= 44 for box in (one.bounding_box() for one in options.all()))
    field.press("Tab")
    expect(options.first).to_be_hidden()
    expect(reader.page.locator(".search-form button")).to_be_focused()
    field.press("End")
    field.press_sequentially("ta")
    options.filter(has_text=re.compile("^Karta pobytu")).click()
    reader.page.wait_for_url("**/karta-pobytu/")


def test_everything_works_without_scripts_on_a_small_phone(seat, pages: None) -> None:
    reader = seat("en", width=320, javascript=False)
    reader.open("/")
    reader.page.fill("#site-search", "residence card")
    reader.page.locator(".site-search button").click()
    facet = reader.page.locator(".search-facets a[href*='kind=page-news']")
    expect(facet).to_be_hidden()
    reader.page.locator(".search-facets > summary").click()
    facet.click()
    hits = reader.page.locator(".search-hit")
    expect(hits).to_have_count(1)
    reader.page.locator(".search-chosen a[href='?q=residence+card']").first.click()
    expect(hits).to_have_count(2)
    width = reader.page.locator("html").bounding_box()["width"]
    assert width <= 320
    hits.locator("a").first.click()
    reader.page.wait_for_url("**/karta-pobytu/**")


def test_typing_error_is_seen_through_and_can_be_insisted_on(seat, pages: None) -> None:
    reader = seat("pl", width=320)
    reader.open("/search/")
    look_for(reader, "karta pobtyu")
    understood = reader.page.locator(".search-understood")
    expect(understood.locator("strong")).to_have_text("karta pobytu")
    expect(reader.page.locator(".search-hit h3").first).to_contain_text("Karta pobytu")
    understood.locator("a").click()
    reader.page.wait_for_url("**literal=1**")
    reader.check()
    expect(understood).to_have_count(0)
    expect(reader.page.locator("h1")).to_contain_text("karta pobtyu")


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_empty_and_degraded_pages_help_on(seat, pages: None, language: str, settings: Settings) -> None:
    reader = seat(language, width=320)
    reader.open("/search/?q=qwrtpsd&kind=page-info")
    assert words(language, "Nothing was found") in reader.text()
    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    engine.cache_clear()
    for each in path.parent.glob("search.sqlite3*"):
        each.unlink()
    path.write_bytes(b"broken" * 1000)
    reader.open("/search/?q=karta")
    assert words(language, "The search is not working right now") in reader.text()


def test_what_was_looked_for_in_vain_becomes_a_concept_in_two_clicks(seat, pages: None, editor: User) -> None:
    reader = seat("en")
    for _time in range(2):
        reader.open("/search/")
        look_for(reader, "bumblephone")
        assert reader.page.locator(".search-hit").count() == 0
    questions.write_down()
    desk = seat("en")
    desk.sign_in(editor)
    desk.page.goto(f"{desk.base}{reverse('upkeep:questions')}")
    found = Axe().run(desk.page, context="main", options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    row = desk.page.locator("tr", has_text="bumblephone")
    row.get_by_role("link", name=re.compile("Add to a concept")).click()
    _adds_the_words_to_the_concept(desk)
    look_for(reader, "bumblephone")
    expect(reader.page.locator(".search-hit h3").first).to_contain_text("Karta pobytu")
    expect(reader.page.locator(".search-hit").first).to_contain_text("Found through: residence card")


def _adds_the_words_to_the_concept(desk: Seat) -> None:
    main = desk.page.locator("main")
    main.locator("[name=q]").fill("residence")
    main.locator("[name=q]").press("Enter")
    desk.page.wait_for_load_state()
    main.get_by_role("button", name=re.compile("residence-card")).click()
    desk.page.wait_for_url("**/edit/**")
