"""While somebody writes, Wagtail looks at the preview and says what readers would stumble over."""

import json
import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as Picture
from playwright.sync_api import expect
from wagtail.images.models import Image

from accounts.models import User
from accounts.roles import Role, sync_groups
from cms.blocks.body import body_from
from home.models import InfoPage
from home.services import create_page, ensure_site
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]


@pytest.fixture
def editor(db: None) -> User:
    from allauth.account.models import EmailAddress

    sync_groups()
    ensure_site()
    user = person(Role.EDITOR)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def draft(editor: User, *, alt: str, level: str, description: str) -> InfoPage:
    """Save a draft that nobody has checked yet, as an unfinished one is kept."""
    content = BytesIO()
    Picture.new("RGB", (300, 200), "teal").save(content, "PNG")
    image = Image.objects.create(title="Sala", file=ContentFile(content.getvalue(), "sala.png"))
    page = create_page(ensure_site(), InfoPage(title="Dostępność", search_description=description), actor=editor)
    page.body = body_from([
        {"type": "heading", "value": {"text": "Co robimy", "level": level}},
        {"type": "image", "value": {"image": image.pk, "alt_text": alt, "decorative": False}},
    ])  # fmt: skip
    page.save_revision(user=editor, clean=False)
    return page


def open_checks(desk, page: InfoPage):
    """Open the editor of the page with its checks beside it; returns the panel."""
    tab = desk.page
    tab.goto(f"{desk.base}{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
    tab.locator("[data-side-panel-toggle=checks]").click()
    panel = tab.locator("[data-side-panel=checks]")
    expect(panel.locator("[data-content-word-count]")).not_to_have_text("-")
    return panel


def test_editor_is_told_of_an_image_without_words_a_jumped_heading_and_a_missing_summary(editor, seat) -> None:
    desk = seat("pl")
    desk.sign_in(editor)
    panel = open_checks(desk, draft(editor, alt="", level="h3", description=""))
    marks = panel.locator("[data-checks-panel] [data-content-checker-selector-text]")
    expect(marks.first).to_be_visible()
    expect(marks).to_have_count(3)
    found = [re.split(r"[^a-z0-9]", mark.strip().rpartition(" ")[2])[0] for mark in marks.all_inner_texts()]
    assert sorted(found) == ["h1", "h3", "img"]


def test_editor_is_told_of_nothing_when_there_is_nothing(editor, seat) -> None:
    desk = seat("pl")
    desk.sign_in(editor)
    panel = open_checks(desk, draft(editor, alt="Sala pełna ludzi", level="h2", description="Jak pomagamy."))
    expect(panel.locator("[data-checks-panel] [data-content-checker-row]")).to_have_count(0)
    expect(panel.locator("[data-content-checker-count]").first).to_have_text("0")


def test_editor_writes_a_table_under_the_strict_policy(editor, seat) -> None:
    desk = seat("pl")
    desk.sign_in(editor)
    page = create_page(ensure_site(), InfoPage(title="Opłaty"), actor=editor)
    tab = desk.page
    tab.goto(f"{desk.base}{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
    tab.locator("#panel-child-zawartosc-body-section, [data-contentpath=body]").first.locator(
        "button[title]:has(svg.icon-plus-inverse), .c-sf-add-button"
    ).first.click()
    tab.get_by_role("option", name=re.compile("Tabela|Table")).first.click()
    cells = tab.locator("[data-contentpath=table] .handsontable td, .handsontable .ht_master td")
    expect(cells.first).to_be_visible()
    for place, words in enumerate(("Dokument", "Opłata")):
        cells.nth(place).dblclick()
        tab.keyboard.type(words)
        tab.keyboard.press("Enter")
    assert json.loads(tab.locator("input[name$='-value'][type=hidden]").first.input_value())["data"][0][:2] == [
        "Dokument",
        "Opłata",
    ]
