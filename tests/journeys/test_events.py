"""A newcomer looks for something to go to, on a small phone and in Ukrainian, and puts it into their calendar."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar

from city.services import load_reference_data
from home.demo.organisations import load_organisations
from home.demo.pages import load_pages
from home.demo.people import load_people, people
from home.demo.points import load_points
from home.services import ensure_site
from tests.journeys.conftest import Seat

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]


@pytest.fixture
def city_of_the_demo() -> None:
    home = ensure_site()
    load_reference_data()
    load_people()
    load_organisations(people())
    load_points()
    load_pages(home)


@pytest.mark.usefixtures("city_of_the_demo")
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_newcomer_finds_an_event_and_takes_its_dates_home(
    seat: Callable[..., Seat], tmp_path: Path, javascript: bool
) -> None:
    reader = seat("uk", width=320, javascript=javascript)
    reader.open("/podii/")
    assert "Інтеграційна кав'ярня (демо)" in reader.text()
    reader.page.select_option("[name=access]", "has_hearing_loop")
    reader.send()
    assert "Інтеграційна кав'ярня (демо)" in reader.text()
    assert "Розмови польською (демо)" not in reader.text()
    assert "access=has_hearing_loop" in reader.page.url
    reader.press("Інтеграційна кав'ярня (демо)")
    assert "У клубі перевіряють опалення." in reader.text()
    with reader.page.expect_download() as download:
        reader.page.locator("main a[href$='.ics']").first.click()
    file = tmp_path / "kalendar.ics"
    download.value.save_as(file)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert str(events[0]["SUMMARY"]) == "Інтеграційна кав'ярня (демо)"
    assert [str(event["STATUS"]) for event in events[1:]] == ["CANCELLED", "CONFIRMED"]


@pytest.mark.usefixtures("city_of_the_demo")
def test_month_of_events_is_read_day_by_day(seat: Callable[..., Seat]) -> None:
    reader = seat("uk", width=320)
    month = timezone.localdate().replace(day=1) + timedelta(days=32)
    reader.open(f"/podii/?when={month:%Y-%m}")
    assert reader.text().count("Інтеграційна кав'ярня (демо)") >= 3
