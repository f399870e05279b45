"""Every component is shown with an example, in every language, to everybody, at every width."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from cms import styleguide

COMPONENTS = Path(styleguide.__file__).parent / "templates" / "components"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# The server runs beside the test, so what it sees must be committed; afterwards the migrated rows come back.
LIVE = pytest.mark.django_db(transaction=True, serialized_rollback=True)
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def test_every_component_has_an_example():
    files = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert {example.template for example in styleguide.EXAMPLES} == files


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_styleguide_shows_every_component_in_every_language(client: Client, language: str):
    response = client.get(f"/{language}/styleguide/")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    for example in styleguide.EXAMPLES:
        assert f'<h2 id="{example.name}">' in page


@pytest.mark.django_db
def test_styleguide_is_not_for_search_engines(client: Client):
    assert '<meta name="robots" content="noindex">' in client.get("/en/styleguide/").content.decode()


@pytest.mark.browser
@LIVE
@pytest.mark.parametrize("language", LANGUAGES)
def test_styleguide_has_no_accessibility_violation(live_server, csp_browser: Browser, city, language: str):
    page = csp_browser.new_page()
    page.goto(f"{live_server.url}/{language}/styleguide/")
    found = Axe().run(page, options=AXE)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
@LIVE
def test_nothing_scrolls_sideways_at_320_pixels(live_server, csp_browser: Browser, city):
    page = csp_browser.new_page(viewport={"width": 320, "height": 800})
    wide = []
    for path in ("/uk/styleguide/", "/uk/accounts/login/", "/uk/accounts/signup/", "/uk/nothing-here/"):
        page.goto(f"{live_server.url}{path}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    page.close()
    assert not wide


@pytest.mark.browser
@LIVE
def test_focus_goes_to_the_error_summary_and_its_link_to_the_field(live_server, csp_browser: Browser, city):
    page = csp_browser.new_page()
    page.goto(f"{live_server.url}/en/accounts/signup/")
    page.click("main button[type=submit]")
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.locator(".error-summary")).to_be_focused()
    page.click(".error-summary a >> nth=0")
    expect(page.locator("[name=email]")).to_be_focused()
    page.close()
