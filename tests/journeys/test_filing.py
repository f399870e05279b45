"""An organisation files: two people on one text, two co-signers, sent and corrected before anybody took it on."""

import re
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from accounts.roles import sync_groups
from city.services import load_reference_data
from consultations.organisations.models import Membership, Organisation
from consultations.postulates.models import InformationClause, Postulate
from consultations.postulates.workflow import State
from home.services import ensure_site
from search.services import rebuild
from tests.people import organisation, person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

NARROW = 320
TITLE = "Cichy pokój w urzędzie"
BETTER_TITLE = "Cichy pokój w każdym urzędzie miasta"


@dataclass
class Cast:
    """Who takes part."""

    secretary: User
    colleague: User
    friend: User
    sceptic: User
    filer: Organisation


@pytest.fixture
def cast() -> Cast:
    sync_groups()
    ensure_site()
    load_reference_data()
    rebuild()
    InformationClause.objects.create(
        version=1, valid_from=timezone.localdate(), body="Administratorem danych jest gmina.",
        locale=Locale.get_default(),
    )  # fmt: skip
    secretary, colleague, friend, sceptic = (
        person(name=name) for name in ("secretary", "colleague", "friend", "sceptic")
    )
    filer = organisation("Stowarzyszenie Cisza (demo)", owner=secretary)
    Membership.objects.create(organisation=filer, person=colleague, role=Membership.Role.EDITOR)
    organisation("Fundacja Życzliwa (demo)", owner=friend)
    organisation("Fundacja Ostrożna (demo)", owner=sceptic)
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return Cast(secretary, colleague, friend, sceptic, filer)


def case() -> Postulate:
    return Postulate.objects.get()


def path(rest: str) -> str:
    return f"/postulates/case/{case().key}/{rest}/"


@pytest.mark.parametrize("language", ["pl", "uk"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_organisation_files_with_a_colleague_and_two_co_signers(cast: Cast, seat, language, javascript) -> None:
    def sit(user: User):
        found = seat(language, width=NARROW, javascript=javascript)
        found.sign_in(user)
        return found

    secretary = sit(cast.secretary)
    _begin(secretary)
    _colleague_goes_on(cast, secretary, sit(cast.colleague))
    _invite(secretary, "życzliwa", "ostrożna")
    _co_sign(sit(cast.friend))
    _decline(sit(cast.sceptic))
    _answer_the_rest(secretary)
    _send(secretary)
    _correct(secretary)
    assert sorted(case().co_signatures.values_list("state", "show_name")) == [("accepted", True), ("declined", False)]


def _begin(secretary) -> None:
    secretary.open("/postulates/new/")
    secretary.page.select_option("[name=organisation]", label="Stowarzyszenie Cisza (demo)")
    secretary.page.check("[name=language][value=pl]")
    secretary.page.wait_for_timeout(2100)  # a person needs a moment, and the form knows it
    secretary.send()
    secretary.send()
    if secretary.checks_accessibility:
        assert secretary.page.evaluate("document.activeElement.closest('[role=alert]') !== null")
    secretary.page.fill("[name=title]", TITLE)
    secretary.send()


def _colleague_goes_on(cast: Cast, secretary, colleague) -> None:
    """The colleague sees who is there, writes on, and the secretary's older page is not lost."""
    colleague.open("/postulates/mine/")
    assert TITLE in colleague.text()
    colleague.open(path("text"))
    assert str(cast.secretary) in colleague.text()
    secretary.open(path("text/problem"))
    colleague.page.fill("[name=problem]", "W urzędach jest głośno.")
    colleague.send()
    secretary.page.fill("[name=problem]", "Hałas męczy osoby z nadwrażliwością.")
    secretary.send()
    assert "W urzędach jest głośno." in secretary.text()
    assert "Hałas męczy" in secretary.text()
    secretary.open(path("text"))
    assert str(cast.colleague) in secretary.text()


def _invite(secretary, *names: str) -> None:
    for name in names:
        secretary.open(path("invite"))
        secretary.page.fill("[name=q]", name)
        secretary.page.locator("main form[role=search] button").click()
        secretary.page.wait_for_load_state()
        secretary.page.locator("main form:has([name=organisation]) button").first.click()
        secretary.page.wait_for_load_state()
        secretary.check()
    assert case().co_signatures.count() == len(names)


def _co_sign(friend) -> None:
    friend.open("/postulates/mine/")
    friend.open(path("co_sign"))
    assert "W urzędach jest głośno." in friend.text()
    friend.page.check("[name=show_name]")
    friend.send()


def _decline(sceptic) -> None:
    sceptic.open(path("decline_to_co_sign"))
    sceptic.page.fill("[name=reason]", "To nie nasz temat.")
    sceptic.send()


def _answer_the_rest(secretary) -> None:
    page = secretary.page
    secretary.open(path("text/request"))
    page.fill("[name=request]", "Prosimy o cichy pokój. Tel. 512 345 678")
    secretary.send()
    page.fill("[name=concerns]", "Osoby z nadwrażliwością na dźwięk")
    page.locator("[name=topics]").first.check()
    page.select_option("[name=district]", index=1)
    secretary.send()
    secretary.open(path("text/contact"))
    assert "Administratorem danych jest gmina." in secretary.text()
    assert not page.is_checked("[name=show_name]")
    page.fill("[name=contact_phone]", "512 345 678")
    secretary.send()
    assert "512 345 678" in page.locator("main .tone-warning").inner_text()
    page.locator("main .tone-warning a").first.click()
    page.fill("[name=request]", "Prosimy o cichy pokój.")
    secretary.send()
    assert page.locator("main .tone-warning").count() == 0


def _send(secretary) -> None:
    secretary.page.locator("main form:has([name=submission_key]) button").click()
    secretary.page.wait_for_load_state()
    secretary.check()
    assert case().state is State.SUBMITTED
    assert case().reference in secretary.text()
    secretary.page.locator("main a[href$='/copy/']").click()
    secretary.page.wait_for_load_state()
    secretary.check()
    assert "Prosimy o cichy pokój." in secretary.text()


def _correct(secretary) -> None:
    secretary.open(path("text"))
    secretary.page.locator("main dl a[href*='/text/title/']").click()
    secretary.page.wait_for_load_state()
    secretary.page.fill("[name=title]", BETTER_TITLE)
    secretary.send()
    assert case().title == BETTER_TITLE
    assert BETTER_TITLE in secretary.text()


def test_postulate_is_filed_with_the_keyboard_alone(cast: Cast, seat) -> None:
    secretary = seat("pl", width=NARROW)
    secretary.sign_in(cast.secretary)
    secretary.open("/postulates/new/")
    page = secretary.page
    _tab_to(page, "[name=language]")
    page.keyboard.press("Space")
    page.wait_for_timeout(2100)
    _leave(secretary)
    for name, text in (
        ("title", TITLE), ("problem", "W urzędach jest głośno."), ("request", "Prosimy o cichy pokój."),
        ("concerns", "Wszyscy"),
    ):  # fmt: skip
        _tab_to(page, f"[name={name}]")
        page.keyboard.type(text)
        assert not page.locator("[data-presence] .notice").is_visible(), "nobody else is here"
        _leave(secretary)
    for _step in ("files", "signers"):
        _leave(secretary, "main .form__actions a.button")
    _leave(secretary)
    _leave(secretary, "main form:has([name=submission_key]) button")
    assert case().state is State.SUBMITTED
    assert re.search(r"POST/\d{4}/\d{4}", secretary.text())


def _tab_to(page, selector: str) -> None:
    """Press Tab until the element has the focus; it must be reached within a page's worth of stops."""
    for _stop in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard on {page.url}")


def _leave(seat, selector: str = "main .form__actions button") -> None:
    """Go to the first such button or link by Tab, press Enter and wait for the next page."""
    _tab_to(seat.page, selector)
    with seat.page.expect_navigation():
        seat.page.keyboard.press("Enter")
    seat.check()
