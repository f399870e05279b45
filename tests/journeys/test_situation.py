"""Somebody who has just come asks what to do: with the keyboard alone, in Ukrainian, on a small screen."""

import pytest
from playwright.sync_api import Page as Tab

from accounts.models import User
from accounts.roles import sync_groups
from cms.blocks.body import body_from
from home.models import SituationPage
from home.services import create_page, ensure_site, publish_page, source_texts, submit_for_translation, translate_page
from home.situation.blocks import ItemsBlock, QuestionsBlock
from tests.home.situation.plans import ARRIVING, ITEMS

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]


@pytest.fixture
def address(db: None) -> str:
    """Publish the questions in Polish and Ukrainian; return the Ukrainian address below its language."""
    sync_groups()
    home = ensure_site()
    editor = User.objects.create_superuser("chief@example.org", "long enough password")
    page = SituationPage(
        title="Pierwsze kroki",
        lead="Kilka pytań.",
        questions=body_from(ARRIVING, QuestionsBlock()),
        items=body_from(ITEMS, ItemsBlock()),
    )
    page = publish_page(create_page(home, page, actor=editor), actor=editor)
    texts = {text: f"Українською {text}" for text in source_texts(submit_for_translation(page, "uk", actor=editor))}
    url: str = translate_page(page, "uk", texts, actor=editor).get_url()
    return url.removeprefix("/uk")


def tab_to(page: Tab, wanted: str) -> None:
    """Press Tab until the wanted element of the page has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.locator(f"main {wanted}:focus").count():
            return
    raise AssertionError(f"The keyboard does not come to {wanted} on {page.url}")


def press_enter(page: Tab) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Tab, answer: str) -> None:
    """Go through the answers to the wanted one, take it and go on."""
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    for _step in range(page.locator("input[type=radio]").count()):
        if page.locator("input:checked").get_attribute("value") == answer:
            break
        page.keyboard.press("ArrowDown")
    tab_to(page, "form .button")
    press_enter(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_newcomer_comes_to_a_checklist_with_the_keyboard_and_keeps_its_address(address, seat, javascript) -> None:
    newcomer = seat("uk", width=320, javascript=javascript)
    page = newcomer.page
    newcomer.open(address)
    assert "Txt-origin?" in newcomer.text()
    choose(page, "far")
    newcomer.check()
    assert page.url.endswith("?origin=far")
    choose(page, "no")
    choose(page, "work")
    newcomer.check()
    assert page.url.endswith("?origin=far&visa=no&purpose=work")
    for item in ("permit", "lawyer", "tax", "map"):
        assert f"Українською Txt-do-{item}" in newcomer.text()
    assert "Txt-do-school" not in newcomer.text()
    kept = page.url

    tab_to(page, "dl a[href*='change=origin']")
    press_enter(page)
    newcomer.check()
    assert page.locator("input[value=far]").is_checked()
    choose(page, "eu")
    assert page.url.endswith("?origin=eu&purpose=work")
    assert "Txt-do-permit" not in newcomer.text()

    again = seat("uk", width=320, javascript=javascript)
    again.page.goto(kept)
    again.check()
    assert "Українською Txt-do-lawyer" in again.text()
    assert again.page.context.cookies() == []


def test_newcomer_with_an_old_link_is_asked_again_and_told_why(address, seat) -> None:
    newcomer = seat("uk", width=320)
    newcomer.open(f"{address}?origin=former&purpose=work")
    assert "Txt-origin?" in newcomer.text()
    assert newcomer.page.locator("main .notice").count() == 1
    newcomer.open(f"{address}?asked=origin")
    assert newcomer.page.locator("[role=alert]").is_visible()
    assert newcomer.page.locator("[role=alert]").evaluate("it => it === document.activeElement")
