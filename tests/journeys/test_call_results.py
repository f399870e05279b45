"""The office corrects published results with a reason; readers see what holds and what was public before."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.services import load_reference_data
from home.calls.models import Call, CallDeadline, CallResult, ResultsCorrection
from home.calls.services import publish_results
from home.models import CallPage, SectionPage
from home.services import create_page, ensure_site, publish_page
from tests.journeys.conftest import Seat
from tests.people import PASSWORD, person, unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def call(transactional_db: None) -> Call:
    """A public call whose results are public."""
    home = ensure_site()
    load_reference_data()
    chief = User.objects.create_superuser("chief@example.org", PASSWORD)
    now = timezone.now()
    call = Call.objects.create(
        reference="NGO/2026/8",
        name="Kultura",
        kind=Call.Kind.OTHER,
        opens_at=now - timedelta(days=30),
        unit=unit("ngo-policy"),
    )
    CallDeadline.objects.create(call=call, at=now - timedelta(days=5))
    section = publish_page(create_page(home, SectionPage(title="Konkursy"), actor=chief), actor=chief)
    page = CallPage(title="Konkurs na kulturę", lead="Dla organizacji.", call=call)
    publish_page(create_page(section, page, actor=chief), actor=chief)
    rows = [
        CallResult(position=1, organisation="Fundacja A", title="Kino", outcome="awarded", amount=9000),
        CallResult(position=2, organisation="Klub B", title="Park", outcome="not_awarded"),
    ]
    publish_results(call_id=call.pk, results=rows, file_id=None, actor=chief)
    return call


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_results_are_corrected_and_what_was_public_before_stays(
    seat: Callable[..., Seat], call: Call, javascript: bool
) -> None:
    editor = person(Role.EDITOR)
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)
    desk = seat("pl", javascript=javascript)
    desk.sign_in(editor)
    window = desk.page
    window.goto(desk.base + reverse("wagtailsnippets_calls_call:edit", args=[call.pk]))
    window.locator(f"main a[href='{reverse('calls_desk:correct', args=[call.pk])}']").click()
    window.wait_for_load_state()
    desk.check()

    # What is public stands in the table; without a reason nothing happens and nothing typed is lost.
    window.select_option("[name=row-1-outcome]", "reserve")
    window.locator("main button[name=publish]").click()
    window.wait_for_load_state()
    desk.check()
    assert window.input_value("[name=row-1-outcome]") == "reserve"
    assert not ResultsCorrection.objects.exists()
    window.fill("[name=reason_pl]", "Pomyłka w protokole komisji.")
    window.locator("main button[name=publish]").click()
    window.wait_for_url(f"**{reverse('wagtailsnippets_calls_call:edit', args=[call.pk])}")
    assert ResultsCorrection.objects.get().by == editor

    reader = seat("pl", width=320, javascript=javascript)
    reader.page.goto(reader.base + CallPage.objects.get().url)
    reader.check()
    assert "Pomyłka w protokole komisji." in reader.text()
    before = reader.page.locator("main details", has=reader.page.locator("#results-before-1"))
    assert not before.locator("table").is_visible()
    before.locator("summary").click()
    assert before.locator("table").is_visible()
    assert before.locator("tbody tr").count() == 2
    reader.check()
