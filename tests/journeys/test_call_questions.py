"""Somebody asks about a call on a small phone, the unit answers, and everybody reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page as BrowserPage

from accounts.models import User
from home.calls.models import Call, CallDeadline, CallQuestion
from home.models import CallPage, SectionPage
from home.services import create_page, ensure_site, publish_page
from tests.journeys.conftest import Seat, when_at_rest
from tests.people import official, unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def official_of_the_unit(city: None) -> User:
    user = official("ngo-policy", language="en")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def call(official_of_the_unit: User) -> Call:
    home = ensure_site()
    editor = User.objects.create_superuser("chief@example.org", "long enough password")
    section = publish_page(create_page(home, SectionPage(title="Konkursy"), actor=editor), actor=editor)
    now = timezone.now()
    call = Call.objects.create(
        reference="NGO/2026/3",
        name="Kultura",
        kind=Call.Kind.OTHER,
        opens_at=now - timedelta(days=1),
        unit=unit("ngo-policy"),
    )
    CallDeadline.objects.create(call=call, at=now + timedelta(days=20))
    page = CallPage(title="Konkurs na kulturę", lead="Dla organizacji.", call=call)
    publish_page(create_page(section, page, actor=editor), actor=editor)
    return call


def accessible(page: BrowserPage) -> None:
    """Hold the part of the administration that is ours against axe."""
    when_at_rest(page)
    found = Axe().run(page, context="main", options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_question_of_a_reader_becomes_a_part_of_the_call(
    seat: Callable[..., Seat], call: Call, official_of_the_unit: User, javascript: bool
) -> None:
    reader = seat("uk", width=320, javascript=javascript)
    reader.open(f"/calls/{call.pk}/questions/")
    reader.page.locator(f"main a[href$='/calls/{call.pk}/ask/']").click()
    reader.page.wait_for_load_state()
    reader.check()
    reader.page.wait_for_timeout(2100)
    reader.page.fill("[name=text]", "Чи може подати клуб? Пишіть на jan@example.org")
    reader.send()
    assert reader.page.locator("#id_text").input_value().startswith("Чи може")
    reader.page.fill("[name=text]", "Чи може подати клуб?")
    reader.page.wait_for_timeout(2100)
    reader.send()
    assert reader.page.url.endswith("/ask/thanks/")
    question = CallQuestion.objects.get()
    assert (question.language, question.state) == ("uk", "new")

    desk = seat("en")
    desk.sign_in(official_of_the_unit)
    desk.page.goto(f"{desk.base}/admin/")
    desk.page.locator("main a", has_text="Чи може подати клуб?").first.click()
    desk.page.wait_for_url("**/admin/call-questions/*/")
    accessible(desk.page)
    desk.page.fill("[name=question_pl]", "Czy wniosek może złożyć klub?")
    desk.page.fill("[name=answer_pl]", "Tak, jeśli ma osobowość prawną.")
    desk.page.fill("[name=answer_uk]", "Так, якщо він юридична особа.")
    desk.page.locator("main button[value=preview]").click()
    desk.page.wait_for_selector("#preview")
    accessible(desk.page)
    assert "Так, якщо він юридична особа." in desk.page.locator("#preview-uk").inner_text()
    desk.page.locator("main button[value=publish]").click()
    desk.page.wait_for_url("**/admin/call-questions/")
    accessible(desk.page)

    reader.open(f"/calls/{call.pk}/questions/")
    article = reader.page.locator(f"#question-{question.pk}")
    assert "Чи може подати клуб?" in article.inner_text()
    assert "Так, якщо він юридична особа." in article.inner_text()
    polish = seat("pl", width=320, javascript=javascript)
    polish.open(f"/calls/{call.pk}/questions/")
    assert "Czy wniosek może złożyć klub?" in polish.text()
