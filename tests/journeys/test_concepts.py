"""An editor gives a concept a name that people use, sees first what it changes, and readers find it at once."""

from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Frame, Page, expect
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from cms.blocks.body import body_from
from home.models import InfoPage
from home.services import create_page, ensure_site, publish_page
from search.concepts.book import Kind, Label
from search.concepts.files import Entry
from search.concepts.models import Concept
from search.concepts.services import save_concept
from search.engines import engine
from search.queries import find
from search.services import rebuild
from tests.people import person

from .conftest import Seat, when_at_rest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def desk(seat, transactional_db: None, tmp_path: Path, settings: Settings) -> Seat:
    settings.SEARCH_ENGINE = settings.SEARCH_ENGINE | {"OPTIONS": {"path": tmp_path / "search.sqlite3"}}
    engine.cache_clear()
    home = ensure_site()
    editor: User = person(Role.EDITOR, language="en")
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)
    page = InfoPage(title="Karta pobytu", lead="Jak ją dostać.", body=body_from([]), verified_on=date(2026, 11, 1))
    publish_page(create_page(home, page, actor=editor), actor=editor)
    save_concept(entry=Entry("residence-card", (Label("pl", "karta pobytu"),)), actor=editor)
    rebuild()
    chair: Seat = seat("en")
    chair.sign_in(editor)
    return chair


def hold_to_axe(page: Page, context: str) -> None:
    when_at_rest(page)
    results = Axe().run(page, context=context, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def preview_of(page: Page) -> Frame:
    """Return the frame beside the form, once it shows what changes."""
    frame = page.frame_locator("#w-preview-iframe").get_by_role("heading", name="What this concept changes")
    expect(frame).to_be_visible(timeout=40_000)
    return next(frame for frame in page.frames if "/preview/" in frame.url)


def test_editor_sees_what_a_new_name_changes_before_saving_it(desk: Seat) -> None:
    page = desk.page
    concept = Concept.objects.get()
    page.goto(f"{desk.base}{reverse('wagtailsnippets_concepts_concept:edit', args=[concept.pk])}")
    page.locator("#id_labels-ADD").focus()
    page.keyboard.press("Enter")
    page.locator("[name=labels-1-text]").fill("bumblephone")
    page.locator("[name=labels-1-language]").select_option("en")
    page.locator("[name=labels-1-kind]").select_option("hidden")
    page.locator("[data-side-panel-toggle=preview]").first.click()
    side = preview_of(page)
    expect(side.locator("h2").first).to_contain_text("bumblephone")
    expect(side.locator(".effect__sides").first).to_contain_text("Karta pobytu")
    expect(side.locator(".effect__sides").first).to_contain_text("new")
    assert not find("bumblephone", user_language="en").total
    hold_to_axe(page, "main form")

    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    assert find("bumblephone", user_language="en").total == 1
    assert concept.labels.get(text="bumblephone").kind == Kind.HIDDEN
    for name, arguments in (("wagtailsnippets_concepts_concept:history", [concept.pk]), ("concepts:import", [])):
        page.goto(f"{desk.base}{reverse(name, args=arguments)}")
        hold_to_axe(page, "main")
    page.goto(f"{desk.base}{reverse('wagtailsnippets_concepts_concept:preview_on_edit', args=[concept.pk])}")
    hold_to_axe(page, "main")
