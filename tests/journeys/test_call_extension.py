"""An editor extends the deadline of a call with a reason; everybody can see the act for ever."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.services import load_reference_data
from home.calls.models import Announcement, Call, CallDeadline, DeadlineExtension
from home.models import CallPage, SectionPage
from home.services import create_page, ensure_site, publish_page
from tests.journeys.conftest import Seat, when_at_rest
from tests.people import PASSWORD, person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]


@pytest.fixture
def call(transactional_db: None) -> Call:
    """A public call that closes in five days."""
    home = ensure_site()
    load_reference_data()
    chief = User.objects.create_superuser("chief@example.org", PASSWORD)
    now = timezone.now()
    call = Call.objects.create(
        reference="NGO/2026/7",
        name="Dobre sąsiedztwo",
        opens_at=now - timedelta(days=30),
        unit=unit("ngo-policy"),
    )
    CallDeadline.objects.create(call=call, at=now + timedelta(days=5))
    for place in Announcement.REQUIRED:
        Announcement.objects.create(call=call, place=place, on=timezone.localdate() - timedelta(days=30))
    section = publish_page(create_page(home, SectionPage(title="Konkursy"), actor=chief), actor=chief)
    page = CallPage(title="Konkurs „Dobre sąsiedztwo”", lead="Na małe działania sąsiedzkie.", call=call)
    publish_page(create_page(section, page, actor=chief), actor=chief)
    return call


def hold_to_axe(desk: Seat) -> None:
    """Check what is ours in Wagtail's own form."""
    if desk.checks_accessibility:
        when_at_rest(desk.page)
        results = Axe().run(desk.page, context="#call-standing", options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_editor_extends_a_deadline_with_a_reason(seat: Callable[..., Seat], call: Call, javascript: bool) -> None:
    editor = person(Role.EDITOR)
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)
    deadline = CallDeadline.objects.get()
    new = timezone.localtime(deadline.at) + timedelta(days=14)
    desk = seat("pl", javascript=javascript)
    desk.sign_in(editor)
    window = desk.page

    # From the list to the call, and from there to the act.
    window.goto(desk.base + reverse("wagtailsnippets_calls_call:list"))
    window.locator("main").get_by_role("link", name="NGO/2026/7").first.click()
    window.wait_for_load_state()
    hold_to_axe(desk)
    window.locator(f"main a[href='{reverse('calls_desk:extend', args=[call.pk])}']").click()
    window.wait_for_load_state()
    desk.check()

    # A day that is too early is refused; the reason stays as it was typed.
    window.fill("[name=new_on]", "2020-01-01")
    window.fill("[name=new_at]", "15:30")
    window.fill("[name=reason_pl]", "Organizacje prosiły o więcej czasu.")
    window.fill("[name=decision_number]", "OR.120.5.2026")
    window.locator("main form[method=post] button[type=submit]").first.click()
    window.wait_for_load_state()
    desk.check()
    assert window.input_value("[name=reason_pl]") == "Organizacje prosiły o więcej czasu."
    assert not DeadlineExtension.objects.exists()

    window.fill("[name=new_on]", f"{new:%Y-%m-%d}")
    window.locator("main form[method=post] button[type=submit]").first.click()
    window.wait_for_url(f"**{reverse('wagtailsnippets_calls_call:edit', args=[call.pk])}")
    hold_to_axe(desk)
    act = DeadlineExtension.objects.get()
    assert (act.by, f"{timezone.localtime(act.new):%Y-%m-%d %H:%M}") == (editor, f"{new:%Y-%m-%d} 15:30")
    assert "Organizacje prosiły o więcej czasu." in desk.text()
    assert window.locator("main s").count() == 1

    window.goto(desk.base + reverse("wagtailsnippets_calls_call:history", args=[call.pk]))
    desk.check()
    assert "OR.120.5.2026" in desk.text()
