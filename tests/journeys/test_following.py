"""Somebody without an account follows a topic, confirms from the mail, changes their mind, and stops everything."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.roles import sync_groups
from city.models import Topic
from city.services import load_reference_data
from cms.outbox.worker import drain
from home.services import ensure_site
from notifications.models import Rhythm, Subscription
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

READER = "reader@example.org"


@pytest.fixture(autouse=True)
def _site() -> None:
    sync_groups()
    ensure_site()
    load_reference_data()


def test_reader_follows_weekly_confirms_changes_and_stops_all(seat) -> None:
    reader = seat("en", width=320)
    _asks_by_keyboard(reader)
    _confirms(reader, _link_in_mail("confirm"))
    _follows_meetings_too(reader)
    _changes_to_at_once(reader)
    _loses_the_link_and_gets_it(seat("en", width=320, javascript=False))
    _stops_all(seat("en", width=320), _link_in_mail("manage"))


def test_reader_with_an_account_follows_with_one_click_and_finds_it_there(seat) -> None:
    sync_groups()
    reader, browser = _with_account(), seat("en")
    browser.sign_in(reader)
    browser.open("/meetings/")
    browser.press("Follow by e-mail")
    assert Subscription.objects.get().confirmed_at
    assert "You follow this already." in browser.text()
    browser.press("Change or stop it")
    browser.press("Stop following")
    assert not Subscription.objects.exists()


def _with_account() -> User:
    reader = person(language="en")
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    return reader


def _asks_by_keyboard(reader) -> None:
    topic = Topic.objects.facts().get(code="own-contribution")
    reader.open("/postulates/?topic=own-contribution")
    link = reader.page.locator(f"main a[href$='/notifications/follow/topic/{topic.pk}/']")
    link.focus()
    reader.enter()
    reader.page.locator("[name=email]").focus()
    reader.page.keyboard.type("reader at example.org")
    _tab_to(reader, "rhythm")
    reader.page.keyboard.press("End")
    assert reader.page.input_value("[name=rhythm]") == Rhythm.WEEKLY
    _tab_to(reader, "language")
    reader.page.keyboard.press("Tab")
    reader.enter()
    assert "There is a problem" in reader.text()
    assert reader.page.input_value("[name=rhythm]") == Rhythm.WEEKLY, "what was chosen is kept"
    reader.page.fill("[name=email]", READER)
    reader.press("Follow by e-mail")
    assert "/asked/" in reader.page.url
    assert not Subscription.objects.get().confirmed_at


def _tab_to(reader, name: str) -> None:
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.name") == name


def _link_in_mail(name: str) -> str:
    drain()
    bodies = [str(message.body) for message in mail.outbox if message.to == [READER]]
    return re.findall(rf"https?://[^/\s]+/en(/notifications/{name}/\S+)", bodies[-1])[0]


def _confirms(reader, link: str) -> None:
    reader.open(link)
    assert not Subscription.objects.get().confirmed_at, "opening the link confirms nothing"
    reader.press("Yes, I want to follow")
    subscription = Subscription.objects.get()
    assert subscription.confirmed_at
    assert subscription.rhythm == Rhythm.WEEKLY
    reader.press("Everything you follow")
    assert READER in reader.text()


def _follows_meetings_too(reader) -> None:
    Subscription.objects.create(kind="meetings", object_id=0, email=READER, language="en", confirmed_at=timezone.now())
    reader.page.reload()
    reader.check()
    assert reader.page.locator("main h2 a").count() == 2


def _changes_to_at_once(reader) -> None:
    topic = Subscription.objects.get(kind="topic")
    form = reader.page.locator(f"form[aria-labelledby=row_{topic.pk}]")
    form.locator("[name=rhythm]").select_option(str(Rhythm.AT_ONCE))
    form.locator("button[value=change]").click()
    reader.page.wait_for_load_state()
    reader.check()
    topic.refresh_from_db()
    assert topic.rhythm == Rhythm.AT_ONCE
    assert reader.page.locator(f"form[aria-labelledby=row_{topic.pk}] [name=rhythm]").input_value() == topic.rhythm


def _loses_the_link_and_gets_it(reader) -> None:
    reader.open("/notifications/manage/")
    reader.page.fill("[name=email]", READER)
    reader.press("Send me the link")
    assert "If this address follows anything" in reader.text()


def _stops_all(reader, link: str) -> None:
    reader.open(link)
    assert Subscription.objects.count() == 2
    reader.page.locator("button[value=stop_all]").focus()
    reader.enter()
    assert "You follow nothing any more" in reader.text()
    assert not Subscription.objects.exists()
    reader.page.goto(f"{reader.base}/en{link}")
    assert "This link does not work" in reader.text()
