"""A Ukrainian translator finds what went out of date, sees what changed, mends it and publishes."""

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import expect
from wagtail.models import Page
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import sync_groups, translator_group
from home.models import InfoPage
from home.services import create_page, ensure_site, publish_page, source_texts, submit_for_translation, translate_page
from home.translation.states import State, statuses
from tests.journeys.conftest import Seat, when_at_rest
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]


@pytest.fixture
def translator() -> User:
    sync_groups()
    ensure_site()
    user = person(language="uk", name="perekladachka")
    user.groups.add(Group.objects.get(name=translator_group("uk")))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    UserProfile.objects.create(user=user, preferred_language="uk")
    return user


@pytest.fixture
def outdated(translator: User) -> InfoPage:
    chief = User.objects.create_superuser("chief@example.org", "long enough password")
    page = InfoPage(title="Karta pobytu", lead="Złóż wniosek w urzędzie.")
    publish_page(create_page(ensure_site(), page, actor=chief), actor=chief)
    texts = source_texts(submit_for_translation(page, "uk", actor=chief))
    translate_page(page, "uk", dict(zip(texts, ["Карта побиту", "Подайте заяву в уряді."], strict=True)), actor=chief)
    page.lead = "Złóż wniosek w urzędzie do piątku."
    page.save_revision(user=chief).publish(user=chief)
    return page


def state_of(page: Page) -> State:
    return statuses([page.translation_key])[page.translation_key, "uk"].state


def hold_to_axe(seat: Seat) -> None:
    """Our part of a page of the admin; Wagtail answers for its own frame."""
    when_at_rest(seat.page)
    results = Axe().run(seat.page, context="#main .nice-padding", options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, f"{seat.page.url}\n{results.generate_report()}"


def test_translator_brings_an_outdated_page_up_to_date(seat, translator: User, outdated: InfoPage) -> None:
    desk: Seat = seat("uk")
    desk.sign_in(translator)
    page = desk.page
    assert state_of(outdated) is State.OUTDATED

    page.goto(f"{desk.base}/admin/")
    page.locator("main a[href*='/admin/translation/mine/']").click()
    page.wait_for_url("**/admin/translation/mine/**")
    hold_to_axe(desk)
    row = page.locator("main tr", has_text="Karta pobytu").first
    row.locator("a[href*='/translation/compare/']").click()

    page.wait_for_url("**/translation/compare/**")
    hold_to_axe(desk)
    expect(page.locator("main ins").first).to_have_text(" do piątku")
    expect(page.locator("main")).to_contain_text("Карта побиту")
    page.locator("main a.button[href$='/edit/']").click()

    segment = page.locator(".js-translation-editor li", has_text="Złóż wniosek w urzędzie do piątku.").last
    segment.locator("button").first.click()
    segment.locator("textarea").fill("Подайте заяву в уряді до п’ятниці.")
    segment.locator("button").last.click()
    expect(segment).to_contain_text("Подайте заяву в уряді до п’ятниці.")
    page.locator("footer button[name=action][value=publish]").click()
    page.wait_for_load_state()

    translated = InfoPage.objects.get(translation_key=outdated.translation_key, locale__language_code="uk")
    assert translated.lead == "Подайте заяву в уряді до п’ятниці."
    assert state_of(outdated) is State.UP_TO_DATE
    page.goto(f"{desk.base}/admin/translation/mine/")
    expect(page.locator("main tr", has_text="Karta pobytu")).to_have_count(0)


def test_desk_fits_a_small_screen(seat, translator: User, outdated: InfoPage) -> None:
    desk: Seat = seat("uk", width=320)
    desk.sign_in(translator)
    for path in ("mine/", "", f"compare/pages/uk/{outdated.translation_key}/", "upload/"):
        desk.page.goto(f"{desk.base}/admin/translation/{path}")
        hold_to_axe(desk)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 320, path
