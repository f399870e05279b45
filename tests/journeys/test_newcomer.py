"""A newcomer on a small phone without JavaScript finds out how to get a residence card and what to take along."""

import re

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from accounts.models import User
from cms.outbox.worker import drain
from home.models import SectionPage
from home.services import (
    create_page,
    ensure_site,
    fill_translation,
    publish_page,
    publish_translation,
    source_texts,
    submit_for_translation,
)
from home.short_addresses import code_of
from tests.city.places import contact, place, week
from tests.home.guides import guide, whole
from tests.pdf_text import text_of

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

UKRAINIAN = {
    "Karta pobytu": "Карта побиту",
    "Txt-step": "Зберіть документи",
    "Txt-how": "Потрібен дійсний паспорт.",
    "Poradnik": "Путівник",
}


@pytest.fixture
def page(transactional_db):
    """A guide in a section of the menu, translated into Ukrainian only, on the search's index."""
    home = ensure_site()
    editor = User.objects.create_superuser("chief@example.org", "long enough password")
    section = SectionPage(title="Poradnik", show_in_menus=True)
    section = publish_page(create_page(home, section, actor=editor), actor=editor)
    office = place(hours=week("1234567"), closed_on_holidays=False)
    page = guide(section, editor, title="Karta pobytu", **whole(contact(place=office), office))
    for source in (section, page):
        task = submit_for_translation(source, "uk", actor=editor)
        texts = {text: UKRAINIAN.get(text, f"(uk) {text}") for text in source_texts(task)}
        fill_translation(task, texts, actor=editor)
        publish_translation(task, actor=editor)
    drain()
    return page


def test_newcomer_finds_the_guide_and_takes_it_along(page, seat) -> None:
    reader = seat("uk", width=320, javascript=False)
    reader.open("/")
    reader.page.fill("#site-search", "карта побиту")
    reader.page.locator(".site-search button").click()
    reader.press("Карта побиту")
    _reads_steps_and_sees_whether_the_office_is_open(reader)
    pdf = _opens_the_pdf(reader)
    assert "Потрібен дійсний паспорт." in text_of(pdf)
    _follows_the_short_address(reader, page)


def _reads_steps_and_sees_whether_the_office_is_open(reader) -> None:
    reader.page.locator("nav a[href='#steps']").click()
    assert reader.page.url.endswith("#steps")
    text = reader.text()
    assert "Потрібен дійсний паспорт." in text
    assert "+48 12 000 00 01" in text
    with override("uk"):
        states = [gettext("Open now, until %(time)s."), gettext("Closed now. Opens tomorrow at %(time)s.")]
        states.append(gettext("Closed now. Opens today at %(time)s."))
    state = reader.page.locator(".opening__state").first.inner_text()
    assert any(re.search(re.escape(words).replace(re.escape("%(time)s"), r"\d+:\d\d"), state) for words in states)
    width = reader.page.locator("html").bounding_box()["width"]
    assert width <= 320, f"the page is {width} px wide"


def _opens_the_pdf(reader) -> bytes:
    reader.page.locator("#take-along summary").click()
    address = reader.page.locator("#take-along a[type='application/pdf']").get_attribute("href")
    answer = reader.page.request.get(f"{reader.base}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def _follows_the_short_address(reader, page) -> None:
    reader.page.goto(f"{reader.base}/g/{code_of(page.translation_key)}")
    assert "/uk/" in reader.page.url
    assert reader.page.locator("h1").inner_text() == "Карта побиту"


def test_english_reader_of_the_same_address_is_told_that_the_text_is_polish(page, seat) -> None:
    reader = seat("en", width=320)
    reader.page.goto(f"{reader.base}/g/{code_of(page.translation_key)}")
    reader.check()
    assert "/en/" in reader.page.url
    with override("en"):
        assert gettext("This text has not been translated yet") in reader.text()
    assert reader.page.locator("ol.steps__list").get_attribute("lang") == settings.LANGUAGE_CODE
    assert reader.page.locator("h1").evaluate("one => one.closest('[lang]').lang") == settings.LANGUAGE_CODE
    reader.page.locator("#take-along summary").click()
    reader.check()
