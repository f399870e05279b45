"""Somebody of an organisation looks for a call that asks for no money of theirs, and reads why its deadline moved."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.roles import Role
from city.services import load_reference_data
from home.calls.models import Announcement, Call, CallDeadline
from home.calls.services import extend_deadline
from home.models import CallPage, SectionPage
from home.services import create_page, ensure_site, publish_page
from tests.home.calls.pages import document, documents
from tests.journeys.conftest import Seat
from tests.people import person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def calls() -> None:
    home = ensure_site()
    load_reference_data()
    editor = person(Role.EDITOR)
    section = SectionPage(title="Konkursy", listing=SectionPage.Listing.CALLS, show_in_menus=True)
    section = publish_page(create_page(home, section, actor=editor), actor=editor)
    now = timezone.now()
    for number, (title, share) in enumerate({"Małe granty": 0, "Duże dotacje": 20}.items(), 1):
        call = Call.objects.create(
            reference=f"NGO/2026/{number}", opens_at=now - timedelta(days=40), unit=unit("ngo-policy"),
            own_contribution_pct=Decimal(share), max_grant=Decimal(5000), external_url="https://oferty.example.org/",
        )  # fmt: skip
        deadline = CallDeadline.objects.create(call=call, at=now + timedelta(days=3))
        for place in Announcement.REQUIRED:
            Announcement.objects.create(call=call, place=place, on=timezone.localdate(call.opens_at))
        page = CallPage(
            title=title, lead="Na działania sąsiedzkie.", call=call,
            documents=documents("Regulamin", {"pl": document(f"regulamin-{number}")}),
        )  # fmt: skip
        publish_page(create_page(section, page, actor=editor), actor=editor)
        extend_deadline(
            deadline_id=deadline.pk, new=now + timedelta(days=12), reason={"pl": "Awaria systemu ofert."},
            decision_number="ZP/12/2026", actor=editor,
        )  # fmt: skip


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("language", LANGUAGES)
def test_reader_finds_a_call_without_own_contribution_and_reads_its_extension(
    seat: Callable[..., Seat], language: str
) -> None:
    reader = seat(language, width=320)
    reader.open("/konkursy/")
    assert "Duże dotacje" in reader.text()
    reader.page.select_option("[name=contribution]", "not-required")
    reader.send()
    assert "contribution=not-required" in reader.page.url
    assert "Duże dotacje" not in reader.text()
    card = reader.page.locator("main .card")
    assert card.locator("s time").count() == 1
    assert reader.page.locator("main a[href$='/notifications/follow/calls/0/']").is_visible()
    reader.press("Małe granty")
    assert "Awaria systemu ofert." in reader.text()
    assert reader.page.locator("main .call__acts s time").count() == 1
    assert reader.page.locator("main a[href='https://oferty.example.org/']").is_visible()


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("width", [320, 1280])
def test_year_at_a_glance_fits_every_screen(seat: Callable[..., Seat], width: int) -> None:
    reader = seat("uk", width=width)
    reader.open("/konkursy/?view=year")
    assert reader.page.locator("main tbody tr").count() == 2
    assert reader.page.locator("main .year__bar").count() == 2
    reader.press("Małe granty")


@pytest.mark.usefixtures("calls")
def test_call_is_found_by_keyboard_and_without_javascript(seat: Callable[..., Seat]) -> None:
    reader = seat("pl", width=320, javascript=False)
    reader.open("/konkursy/")
    reader.page.locator("[name=contribution]").focus()
    reader.page.keyboard.press("ArrowDown")
    reader.page.locator("main form button").focus()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**contribution=not-required**")
    reader.page.locator("main .card__title a").focus()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/male-granty/")
    assert "Awaria systemu ofert." in reader.text()
