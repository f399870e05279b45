"""A real Chromium, a real server, and people who sit in front of it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import User
from tests.browser import CHROMIUM, launch_options
from tests.engines import require
from tests.people import PASSWORD

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
LONGEST_FADING = 2_000  # milliseconds


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser for one test: its event loop, kept longer, would hold a second database connection open."""
    require("Chromium", Path(CHROMIUM).exists())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch_options())
        yield chromium
        chromium.close()


@dataclass
class Seat:
    """Somebody in front of a browser, reading in one language."""

    page: Page
    base: str
    language: str
    checks_accessibility: bool = True
    seen: set[str] = field(default_factory=set)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}/{self.language}{path}")
        self.check()

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a link or button of the page's main part by its visible name."""
        main = self.page.locator("main")
        target = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        target.first.click()
        self.page.wait_for_load_state()
        self.check()

    def enter(self) -> None:
        """Press Enter where the keyboard is, and wait for the page to which that leads."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.check()

    def sign_in(self, user: User) -> None:
        self.open("/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main form button").first.click()
        self.page.wait_for_load_state()
        assert "/login/" not in self.page.url, self.text()

    def send(self) -> None:
        """Send the form of the page."""
        self.page.locator("main form").first.locator("button").first.click()
        self.page.wait_for_load_state()
        self.check()

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def check(self) -> None:
        """Hold the page against what every page owes its reader."""
        page = self.page
        assert page.locator("html").get_attribute("lang") == self.language
        width = page.viewport_size["width"] if page.viewport_size else 0
        if not self.checks_accessibility:
            return
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        assert overflow <= 0, f"{page.url} scrolls sideways by {overflow} px"
        when_at_rest(page)
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def when_at_rest(page: Page) -> None:
    """Wait until nothing fades or slides any more: half-shown colours are nobody's to judge.

    What moves for longer is no fading: Wagtail's badges beat for 25 seconds.
    """
    page.evaluate(
        """longest => Promise.all(document.getAnimations()
            .filter(one => one.effect.getComputedTiming().endTime <= longest)
            .map(one => one.finished.catch(() => {})))""",
        LONGEST_FADING,
    )


@pytest.fixture
def seat(browser: Browser, live_server) -> Iterator:
    contexts = []

    def make(language: str, *, width: int = 1280, javascript: bool = True) -> Seat:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=language,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.on("console", lambda message: _refuse_csp(message.text))
        return Seat(page, live_server.url, language, checks_accessibility=javascript)

    yield make
    for context in contexts:
        context.close()


def _refuse_csp(text: str) -> None:
    assert "Content Security Policy" not in text, text
