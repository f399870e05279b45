"""A newcomer says what is missing on a page, and the editor finds it, checks links and confirms another page."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as BrowserPage
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from cms.blocks.body import body_from
from home.models import HomePage, InfoPage
from home.services import create_page, ensure_site, publish_page
from home.upkeep.links.services import check_links, collect_links
from home.upkeep.models import CheckedLink, ContentReview, Feedback
from search.models import Question
from tests.people import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def editor(city: None) -> User:
    user = person(Role.EDITOR, language="uk")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def page(editor: User) -> Page:
    home: HomePage = ensure_site()
    body = body_from([{"type": "paragraph", "value": '<p>Weź <a href="/pl/nie-ma/">formularz</a>.</p>'}])
    page = InfoPage(title="Karta pobytu", lead="Jak ją dostać.", body=body, verified_on=date(2020, 1, 1))
    return publish_page(create_page(home, page, actor=editor), actor=editor)


@pytest.mark.parametrize(("javascript", "width"), [(True, 320), (False, 1280)])
def test_newcomer_says_what_is_missing(seat, page: Page, javascript: bool, width: int) -> None:
    reader = seat("uk", width=width, javascript=javascript)
    reader.open("/karta-pobytu/")
    reader.page.locator("aside.helpful a").nth(1).click()
    reader.page.wait_for_load_state()
    reader.check()
    reader.page.fill("[name=comment]", "Немає ціни")
    reader.page.wait_for_timeout(2100)
    reader.send()
    assert "/thanks/" in reader.page.url
    row = Feedback.objects.get()
    assert (row.comment, row.language, row.language_read, row.is_helpful) == ("Немає ціни", "uk", "pl", False)


def accessible(page: BrowserPage) -> None:
    """Hold the part of the administration that is ours against axe."""
    assert "/admin/" in urlsplit(page.url).path, page.url
    found = Axe().run(page, context="main", options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def test_editor_finds_what_waits_and_deals_with_it(seat, page: Page, editor: User) -> None:
    Feedback.objects.create(page=page, language="uk", language_read="pl", is_helpful=False, comment="Немає ціни")
    Question.objects.create(day=date.today(), language="uk", text="йога", searches=2, in_vain=2)
    collect_links()
    check_links(date.today(), elsewhere=False)
    desk = seat("uk")
    desk.sign_in(editor)
    link = CheckedLink.objects.get(address="/pl/nie-ma/")
    paths = ("reviews/", "links/", f"links/{link.pk}/?new=/pl/", "answers/", "questions/", "")
    for path in paths:
        desk.page.goto(f"{desk.base}/admin/{f'upkeep/{path}' if path else ''}")
        accessible(desk.page)
    assert "Karta pobytu" in desk.text()
    desk.page.locator("main a", has_text="Karta pobytu").first.click()
    desk.page.wait_for_url("**/upkeep/reviews/*/")
    accessible(desk.page)
    desk.page.fill("[name=note]", "Перевірено")
    desk.page.locator("main form button[type=submit]").click()
    desk.page.wait_for_url("**/upkeep/reviews/")
    assert ContentReview.objects.get().by == editor
    desk.page.goto(f"{desk.base}/admin/pages/{page.pk}/edit/")
    desk.page.locator("[data-side-panel-toggle=checks], [aria-controls*=checks]").first.click()
    desk.page.locator("#readability").wait_for(state="visible")
