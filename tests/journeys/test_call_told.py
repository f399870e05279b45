"""A deadline moves: who prepares an offer and who only follows the call without an account both learn of it in time."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.services import load_reference_data
from cms.outbox.worker import drain
from home.calls.models import Announcement, Call, CallDeadline
from home.calls.preparing.models import CallPreparation
from home.calls.services import extend_deadline
from home.models import CallPage, HomePage, SectionPage
from home.services import create_page, ensure_site, publish_page
from notifications.services import subscribe
from tests.people import PASSWORD, organisation, person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

TITLE = "Dobre sąsiedztwo 2026"
FOLLOWER = "follower@example.org"


@pytest.fixture
def call() -> Call:
    sync_groups()
    ensure_site()
    load_reference_data()
    chief = User.objects.create_superuser("chief@example.org", "long enough password")
    now = timezone.now().replace(microsecond=0, second=0)
    call = Call.objects.create(
        reference="NGO/2026/1",
        name="Dobre sąsiedztwo",
        opens_at=now - timedelta(days=30),
        unit=unit("ngo-policy"),
        max_grant=50_000,
        own_contribution_pct=10,
    )
    for kind, days in (("submission", 10), ("confirmation", 14)):
        CallDeadline.objects.create(call=call, kind=kind, at=now + timedelta(days=days))
    for place in Announcement.REQUIRED:
        Announcement.objects.create(call=call, place=place, on=call.opens_at)
    front = HomePage.objects.get(locale__language_code="pl")
    section = publish_page(create_page(front, SectionPage(title="Konkursy"), actor=chief), actor=chief)
    page = CallPage(title=TITLE, lead="Na małe działania sąsiedzkie.", call=call)
    publish_page(create_page(section, page, actor=chief), actor=chief)
    return call


def moment(deadline: CallDeadline) -> str:
    deadline.refresh_from_db()
    with override("en"):
        return date_format(timezone.localtime(deadline.at), "DATETIME_FORMAT")


def letter_to(address: str) -> mail.EmailMessage:
    drain()
    return next(message for message in reversed(mail.outbox) if message.to == [address])


def path_in(letter: mail.EmailMessage, pattern: str) -> str:
    found = re.search(rf"https?://[^/\s]+/en({pattern})", str(letter.body))
    assert found, letter.body
    return found[1]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_moved_deadline_reaches_whoever_prepares_an_offer_and_whoever_follows(call, seat, javascript) -> None:
    owner = person(name="owner", language="en")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    own = organisation("Fundacja Razem", owner=owner)
    at_home = seat("en", width=320, javascript=javascript)
    _owner_prepares(at_home, owner, call)
    follower = seat("en", width=320, javascript=javascript)
    _follower_confirms(follower, call)
    submission = call.deadlines.get(kind=CallDeadline.Kind.SUBMISSION)
    old = moment(submission)
    extend_deadline(
        deadline_id=submission.pk,
        new=submission.at + timedelta(days=14),
        reason={"pl": "Formularz nie działał dwa dni.", "en": "The form was out of order for two days."},
        decision_number="WS-01.2026",
        actor=person(Role.EDITOR),
    )
    new = moment(submission)
    _owner_learns(at_home, owner, old, new)
    _follower_learns(follower, old, new)
    at_home.open(f"/organisations/{own.pk}/")
    assert "Summer cinema" in at_home.text()
    follower.open(f"/organisations/{own.pk}/")
    assert "Summer cinema" not in follower.text(), "what is prepared is for members only"


def _owner_prepares(at_home, owner: User, call: Call) -> None:
    at_home.open(f"/calls/{call.pk}/prepare/")
    page = at_home.page
    assert "/login/" in page.url
    page.fill("[name=login]", owner.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"/calls/{call.pk}/prepare/"), "who signed in is back at the call"
    page.fill("[name=title]", "Summer cinema")
    at_home.send()
    page.fill("[name=asked_amount]", "60 000")
    page.fill("[name=notes]", "The neighbours lend a screen.")
    page.fill("[name=own-0-text]", "Ask for electricity")
    at_home.send()
    assert page.locator("[role=alert]").count() == 1, "more than the highest grant is refused"
    assert page.input_value("[name=notes]") == "The neighbours lend a screen."
    page.fill("[name=asked_amount]", "45 000")
    page.check("[name=ticked][value=budget]")
    at_home.send()
    saved = CallPreparation.objects.get()
    assert (saved.asked_amount, saved.ticked) == (45_000, ["budget"])
    assert saved.own_items == [{"text": "Ask for electricity", "is_done": False}]


def _follower_confirms(follower, call: Call) -> None:
    subscribe(kind="call", object_id=call.pk, email=FOLLOWER, language="en")
    follower.open(path_in(letter_to(FOLLOWER), r"/notifications/confirm/\S+"))
    follower.send()


def _owner_learns(at_home, owner: User, old: str, new: str) -> None:
    letter = letter_to(owner.email)
    assert old in letter.subject
    assert new in letter.subject
    at_home.open(path_in(letter, r"/calls/preparations/\S+"))
    assert f"Extended from {old} to {new}" in at_home.text()
    assert at_home.page.locator("aside del").inner_text() == old
    assert at_home.page.locator("[name=ticked]:checked").get_attribute("value") == "budget"


def _follower_learns(follower, old: str, new: str) -> None:
    letter = letter_to(FOLLOWER)
    assert old in letter.subject
    assert new in letter.subject
    assert "/calls/preparations/" not in str(letter.body)
    follower.open(path_in(letter, r"/\S+"))
    assert TITLE in follower.text()
