"""An author changes a live page, an editor sends it back with a reason, the author mends it, readers see it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page as Window

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from home.models import InfoPage
from home.services import create_page, ensure_site, publish_page
from tests.people import PASSWORD, person

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]
BASELINE = 2_500  # Wagtail takes what is in the form two seconds after loading for what was there before


@pytest.fixture
def page() -> InfoPage:
    """A live page that the city has had for long."""
    chief = User.objects.create_superuser("chief@example.org", PASSWORD)
    home = ensure_site()
    page = create_page(home, InfoPage(title="Karta pobytu", lead="Stare słowa."), actor=chief)
    page = publish_page(page, actor=chief)
    OutboxEntry.objects.all().delete()
    return page


def colleague(role: Role) -> User:
    """Save somebody of the office who signs in with a password."""
    user = person(role)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def go(seat, name: str, *arguments: object) -> Window:
    seat.page.goto(seat.base + reverse(name, args=arguments))
    return seat.page


def type_lead(window: Window, words: str) -> None:
    window.wait_for_timeout(BASELINE)
    window.locator("[name=lead]").fill(words)


def mails_to(somebody: User) -> list[str]:
    mail.outbox.clear()
    drain()
    return [message.body for message in mail.outbox if message.to == [somebody.email]]


def send(seat, words: str) -> None:
    """Press "send to review" in the editor, then say a word to the reviewers."""
    window = seat.page
    window.locator("footer [aria-expanded]").first.click()
    window.locator("button[name=action-send-to-review]").click()
    window.wait_for_url("**/send/")
    seat.check()
    window.locator("[name=note]").fill(words)
    window.locator("main form[method=post] button[type=submit]").first.click()
    window.wait_for_url(re.compile(r"/reviews/\d+/$"))


def decide(seat, step: str, words: str = "") -> None:
    window = seat.page
    button = window.locator(f"button[name=step][value={step}]")
    if words:
        window.locator(f"#{step}_comment").fill(words)
    button.click()
    window.wait_for_load_state()
    seat.check()


@pytest.mark.usefixtures("page")
def test_change_of_a_live_page_goes_through_review_both_ways(seat, page: InfoPage) -> None:
    author, editor = colleague(Role.AUTHOR), colleague(Role.EDITOR)
    at_work, at_desk = seat("pl"), seat("pl")
    at_work.sign_in(author)
    at_desk.sign_in(editor)

    type_lead(go(at_work, "wagtailadmin_pages:edit", page.pk), "Nowe słowa bez daty.")
    send(at_work, "Zmieniłam pierwszy akapit.")
    [told] = mails_to(editor)
    assert "Zmieniłam pierwszy akapit." in told
    page.refresh_from_db()
    assert page.lead == "Stare słowa."

    queue = go(at_desk, "approval:index")
    at_desk.check()
    queue.get_by_role("link", name="Karta pobytu").first.click()
    queue.wait_for_load_state()
    decide(at_desk, "claim")
    assert str(editor) in queue.locator("main").inner_text()
    decide(at_desk, "reject", "Dopisz datę.")
    [told] = [text for text in mails_to(author) if "Dopisz datę." in text]

    type_lead(go(at_work, "wagtailadmin_pages:edit", page.pk), "Nowe słowa od 1 maja.")
    send(at_work, "Data jest.")
    assert mails_to(editor)

    go(at_desk, "approval:review", page.pk)
    decide(at_desk, "approve")
    page.refresh_from_db()
    assert page.lead == "Nowe słowa od 1 maja."
    assert mails_to(author)
    go(at_work, "approval:index")
    at_work.check()


def test_what_was_typed_survives_an_expired_session(seat, page: InfoPage) -> None:
    author = colleague(Role.AUTHOR)
    at_work = seat("pl")
    at_work.sign_in(author)
    window = go(at_work, "wagtailadmin_pages:edit", page.pk)
    window.wait_for_timeout(BASELINE)
    Session.objects.all().delete()
    window.locator("[name=lead]").fill("Godzina pracy, której nikt nie chce stracić.")
    window.wait_for_selector("#unsaved-signed-out")
    window.locator("footer button[type=submit]").first.click()

    window.wait_for_url("**/login/**")
    window.fill("[name=login]", author.email)
    window.fill("[name=password]", PASSWORD)
    window.locator("main form button").first.click()
    window.wait_for_url(f"**{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
    window.wait_for_selector("#unsaved-found")
    window.locator("#unsaved-found button").first.click()
    window.wait_for_selector(".messages .success")

    page.refresh_from_db()
    assert page.get_latest_revision_as_object().lead == "Godzina pracy, której nikt nie chce stracić."
    assert window.locator("[name=lead]").input_value() == "Godzina pracy, której nikt nie chce stracić."
    window.reload()
    window.wait_for_timeout(BASELINE)
    assert window.locator("#unsaved-found").count() == 0


def test_signed_in_again_in_another_tab_the_first_one_saves(seat, page: InfoPage) -> None:
    author = colleague(Role.AUTHOR)
    at_work = seat("pl")
    at_work.sign_in(author)
    window = go(at_work, "wagtailadmin_pages:edit", page.pk)
    window.wait_for_timeout(BASELINE)
    Session.objects.all().delete()
    window.locator("[name=lead]").fill("Słowa z pierwszej karty.")
    window.wait_for_selector("#unsaved-signed-out")

    other = window.context.new_page()
    other.goto(at_work.base + "/pl/accounts/login/")
    other.fill("[name=login]", author.email)
    other.fill("[name=password]", PASSWORD)
    other.locator("main form button").first.click()
    other.wait_for_load_state()
    other.close()
    window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    window.wait_for_selector("#unsaved-signed-out", state="detached")
    window.locator("footer button[type=submit]").first.click()
    window.wait_for_selector(".messages .success")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().lead == "Słowa z pierwszej karty."


def test_what_one_person_typed_is_not_shown_to_the_next_in_the_same_window(seat, page: InfoPage) -> None:
    first, second = colleague(Role.AUTHOR), colleague(Role.AUTHOR)
    at_work = seat("pl")
    at_work.sign_in(first)
    window = go(at_work, "wagtailadmin_pages:edit", page.pk)
    window.wait_for_timeout(BASELINE)
    Session.objects.all().delete()
    window.locator("[name=lead]").fill("Tylko moje.")
    window.wait_for_selector("#unsaved-signed-out")
    window.locator("footer button[type=submit]").first.click()
    window.wait_for_url("**/login/**")
    window.fill("[name=login]", second.email)
    window.fill("[name=password]", PASSWORD)
    window.locator("main form button").first.click()
    window.wait_for_url(f"**{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
    window.wait_for_timeout(BASELINE)
    assert window.locator("#unsaved-found").count() == 0
    assert window.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('unsaved:')).length") == 0
