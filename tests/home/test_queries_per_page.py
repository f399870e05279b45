"""Every page type takes the same few queries however much there is to show.

A new page type belongs into ``FILLED``: a function that makes its page and returns its address, given how many of
everything there shall be.
"""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Raster
from wagtail.images.models import Image
from wagtail.models import Page

from accounts.models import User
from city.models import Topic, Unit
from cms.blocks.body import body_from
from cms.images import make_renditions
from home.blocks import RelatedBlock
from home.calls.models import Announcement, Call, CallDeadline, CallResult, DeadlineExtension
from home.events.blocks import ChangesBlock
from home.models import CallPage, EventPage, HomePage, InfoPage, NewsPage, SectionPage
from home.services import create_page, publish_page, translate_page
from tests.city.places import contact, week
from tests.home.calls.pages import attachments, document, documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

MOST = 25
SIZES = (2, 7)


class Office:
    """Somebody who writes pages of any type, every second one with a Ukrainian translation."""

    def __init__(self, home: HomePage, editor: User) -> None:
        self.home, self.editor = home, editor
        self.topics = list(Topic.objects.facts()[:2])
        self.unit = Unit.objects.facts().first()
        self.number = 0

    def page(self, parent: Page, model: type[Any], *, is_translated: bool = False, **fields: Any) -> Any:
        self.number += 1
        facts = {"owner_unit": self.unit, **fields}
        if model in {NewsPage, InfoPage, EventPage}:
            facts |= {"lead": "Wstęp.", "topics": self.topics}
        page = create_page(parent, model(title=f"Strona {self.number}", **facts), actor=self.editor)
        page = publish_page(page, actor=self.editor)
        if is_translated:
            from home.services import source_texts, submit_for_translation

            texts = source_texts(submit_for_translation(page, "uk", actor=self.editor))
            translate_page(page, "uk", {text: f"uk {text}" for text in texts}, actor=self.editor)
        return page

    def image(self) -> Image:
        content = BytesIO()
        Raster.new("RGB", (400, 300), "teal").save(content, "PNG")
        image = Image.objects.create(title="Sala", file=ContentFile(content.getvalue(), "sala.png"))
        make_renditions(image, ["card", "text"])
        return image

    def section(self, listing: str) -> SectionPage:
        return self.page(self.home, SectionPage, listing=listing)

    def news(self, section: Page, count: int, **fields: Any) -> list[NewsPage]:
        return [
            self.page(
                section, NewsPage, is_translated=bool(number % 2), image=self.image(), image_alt="Sala",
                published_on=date(2026, 1 + number, 1), **fields,
            )
            for number in range(count)
        ]  # fmt: skip

    def events(self, section: Page, count: int) -> list[EventPage]:
        rules = {"starts_on": date(2026, 1, 6), "recurrence": "FREQ=WEEKLY"}
        found = []
        for number in range(count):
            found.append(self.page(section, EventPage, is_translated=bool(number % 2), **rules))
            self.page(section, EventPage, starts_on=date(2025, 1, 6))
        return found

    def call(self, *, extended: int = 1, **fields: Any) -> Call:
        """Save an open call whose deadline was moved so many times."""
        self.number += 1
        opened, now = timezone.now() - timedelta(days=60), timezone.now()
        call = Call.objects.create(reference=f"NGO/2026/{self.number}", opens_at=opened, unit=self.unit, **fields)
        call.topics.set(self.topics)
        for place in Announcement.REQUIRED:
            Announcement.objects.create(call=call, place=place, on=opened.date())
        CallDeadline.objects.create(call=call, kind=CallDeadline.Kind.REPORT, at=now + timedelta(days=300))
        deadline = CallDeadline.objects.create(call=call, at=now + timedelta(days=20 + self.number))
        for days in range(extended):
            old = deadline.at - timedelta(days=extended - days)
            DeadlineExtension.objects.create(
                deadline=deadline, old=old, new=old + timedelta(days=1), reason={"pl": "Awaria"}
            )
        return call

    def calls(self, section: Page, count: int) -> list[CallPage]:
        return [
            self.page(section, CallPage, is_translated=bool(number % 2), call=self.call(), lead="Wstęp.")
            for number in range(count)
        ]

    def pictures(self, count: int) -> Any:
        values = [{"image": self.image().pk, "alt_text": "Sala", "decorative": False} for _number in range(count)]
        return body_from([{"type": "image", "value": value} for value in values])


def front_page(office: Office, count: int) -> Page:
    office.news(office.section("news"), count, pinned_until=date(2999, 1, 1))
    office.calls(office.section("calls"), count)
    return office.home


def section_of_pages(office: Office, count: int) -> Page:
    section = office.section("pages")
    for number in range(count):
        office.page(section, InfoPage, is_translated=bool(number % 2))
        office.page(section, SectionPage)
    return section


def section_of_news(office: Office, count: int) -> Page:
    section = office.section("news")
    office.news(section, count)
    return section


def section_of_events(office: Office, count: int) -> Page:
    section = office.section("events")
    office.events(section, count)
    return section


def section_of_calls(office: Office, count: int) -> Page:
    section = office.section("calls")
    office.calls(section, count)
    return section


def news(office: Office, count: int) -> Page:
    section = office.section("news")
    others = office.news(section, count)
    related = RelatedBlock().to_python([{"type": "page", "value": page.pk} for page in others])
    return office.page(
        section, NewsPage, body=office.pictures(count), related=related, image=office.image(), image_alt="Sala",
        relevant_until=date(2026, 1, 1), superseded_by=others[0].page_ptr,
    )  # fmt: skip


def info(office: Office, count: int) -> Page:
    page = office.page(office.section("pages"), InfoPage, body=office.pictures(count))
    for number in range(count):
        office.page(page, InfoPage, is_translated=bool(number % 2))
    return page


def event(office: Office, count: int) -> Page:
    days = [f"2026-12-{1 + 7 * number:02}" for number in range(min(count, 4))]
    changes = [{"type": "cancelled", "value": {"day": day, "reason": "Awaria"}} for day in days]
    return office.page(
        office.section("events"), EventPage, starts_on=date(2026, 12, 1), recurrence="FREQ=WEEKLY",
        changes=ChangesBlock().to_python(changes), body=office.pictures(count),
    )  # fmt: skip


def call(office: Office, count: int) -> Page:
    section = office.section("calls")
    related = RelatedBlock().to_python([{"type": "page", "value": page.pk} for page in office.calls(section, count)])
    facts = office.call(extended=count, contact=contact(f"desk-{count}", hours=week()), results_file=document("wyniki"))
    page = office.page(
        section, CallPage, call=facts, lead="Wstęp.", body=office.pictures(count), related=related,
        attachments=attachments(*(f"Załącznik {number}" for number in range(count))),
        documents=documents("Regulamin", {"pl": document("regulamin"), "uk": document("pravyla")}),
    )  # fmt: skip
    Call.objects.filter(pk=facts.pk).update(resolved_at=timezone.now())
    for number in range(count):
        CallResult.objects.create(
            call=facts, position=number, organisation="Fundacja", title="Ogród", outcome=CallResult.Outcome.RESERVE
        )
    return page


FILLED: tuple[Callable[[Office, int], Page], ...] = (
    front_page,
    section_of_pages,
    section_of_news,
    section_of_events,
    section_of_calls,
    news,
    info,
    event,
    call,
)


def queries(client: Client, address: str) -> list[str]:
    """Return what a page asks when nothing but the site's roots and content types is remembered."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("language", ["pl", "uk"])
@pytest.mark.parametrize("fill", FILLED, ids=lambda fill: fill.__name__)
def test_number_of_queries_does_not_grow_and_stays_small(
    client: Client, home: HomePage, editor: User, fill: Callable[[Office, int], Page], language: str
) -> None:
    office = Office(home, editor)
    few, many = (queries(client, fill(office, size).get_url().replace("/pl/", f"/{language}/", 1)) for size in SIZES)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)
