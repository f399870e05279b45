"""The first journey of the story: "bring back the own-contribution fund", from an organisation's idea to an agenda."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.models import Post
from city.services import load_reference_data
from cms.outbox.worker import drain
from consultations.meetings.models import Meeting, MeetingSeries
from consultations.meetings.services import carry_over_all
from consultations.organisations.models import Organisation
from consultations.postulates.models import Postulate
from consultations.postulates.workflow import State
from home.services import ensure_site
from search.services import rebuild
from tests.people import official, organisation, person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

TITLE = "Przywrócenie funduszu wkładów własnych"
FOLLOWER = "follower@example.org"


@dataclass
class Story:
    """Who takes part."""

    secretary: User
    cosigner: User
    supporter: Organisation
    moderator: User
    coordinator: User
    official: User
    contributor: User
    head: User
    meeting: Meeting


@pytest.fixture
def story() -> Story:
    sync_groups()
    ensure_site()
    load_reference_data()
    rebuild()
    secretary, cosigner = (
        person(name="secretary"),
        person(name="cosigner", language="uk"),
    )
    organisation("Stowarzyszenie Wkład (demo)", owner=secretary)
    series = MeetingSeries.objects.create(name="Spotkania z organizacjami")
    story = Story(
        secretary=secretary,
        cosigner=cosigner,
        supporter=organisation("Fundacja Wsparcie (demo)", owner=cosigner),
        moderator=person(Role.MODERATOR),
        coordinator=person(Role.COORDINATOR),
        official=official("ngo-policy"),
        contributor=official("finance"),
        head=official("ngo-policy", kind=Post.Kind.HEAD),
        meeting=Meeting.objects.create(
            series=series,
            title="Następne spotkanie",
            starts_at=timezone.now() + timedelta(days=30),
            is_published=True,
        ),
    )
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return story


def case() -> Postulate:
    return Postulate.objects.get(title=TITLE)


def case_exists() -> bool:
    return Postulate.objects.filter(title=TITLE).exists()


def path_of(move: str) -> str:
    return f"/postulates/case/{case().key}/{move}/"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_postulate_travels_from_an_organisation_to_the_next_agenda(story: Story, seat, javascript) -> None:
    _organisation_writes(story, seat("pl", width=320, javascript=javascript))
    _supporter_co_signs(story, seat("uk", width=320, javascript=javascript))
    secretary = seat("pl", javascript=javascript)
    secretary.sign_in(story.secretary)
    secretary.open(path_of("check"))
    secretary.press(re.compile("Wyślij"))
    assert case().reference in secretary.text()
    _moderator_registers(story, seat("pl", javascript=javascript))
    _reader_follows(seat("en", javascript=javascript))
    _city_answers(story, lambda language: seat(language, javascript=javascript))
    _everybody_is_told(story)
    _newcomer_finds_it(seat("uk", width=320, javascript=javascript))
    carry_over_all()
    reader = seat("en", javascript=javascript)
    reader.open(f"/meetings/{story.meeting.pk}/")
    assert "Analiza możliwości przywrócenia funduszu" in reader.text()


def _organisation_writes(story: Story, secretary) -> None:
    secretary.sign_in(story.secretary)
    secretary.open("/postulates/new/")
    page = secretary.page
    page.select_option("[name=organisation]", label="Stowarzyszenie Wkład (demo)")
    page.wait_for_timeout(2100)  # a person needs a moment, and the form knows it
    secretary.send()
    secretary.send()
    assert not case_exists(), "an empty title is refused"
    if secretary.checks_accessibility:
        assert page.evaluate("document.activeElement.closest('[role=alert]') !== null"), "focus is on the summary"
    page.fill("[name=title]", TITLE)
    secretary.send()
    page.fill("[name=problem]", "Bez wkładu własnego organizacje nie mogą ubiegać się o środki zewnętrzne.")
    secretary.send()
    page.fill("[name=request]", "Prosimy o przywrócenie funduszu wkładów własnych.")
    secretary.send()
    page.fill("[name=concerns]", "Organizacje pozarządowe")
    page.get_by_label("Fundusz wkładów własnych").check()
    secretary.send()
    secretary.open(path_of("invite"))
    page.fill("[name=q]", "wsparcie")
    page.locator("main form[role=search] button").click()
    page.wait_for_load_state()
    page.locator("main form:has([name=organisation]) button").first.click()
    page.wait_for_load_state()
    secretary.check()
    assert "Fundacja Wsparcie (demo)" in secretary.text()
    secretary.open(f"/postulates/case/{case().key}/text/contact/")
    page.check("[name=show_name]")
    secretary.send()


def _supporter_co_signs(story: Story, cosigner) -> None:
    cosigner.sign_in(story.cosigner)
    cosigner.open("/postulates/mine/")
    assert TITLE in cosigner.text()
    cosigner.open(path_of("co_sign"))
    cosigner.page.check("[name=show_name]")
    cosigner.send()
    assert case().co_signatures.get().state == "accepted"


def _moderator_registers(story: Story, moderator) -> None:
    moderator.sign_in(story.moderator)
    moderator.open("/postulates/queue/")
    assert TITLE in moderator.text()
    moderator.open(path_of("claim"))
    moderator.send()
    moderator.open(path_of("register"))
    moderator.page.check("[name=legal_kind][value=postulate]")
    moderator.send()
    assert case().state is State.REGISTERED


def _reader_follows(reader) -> None:
    reader.open(f"/postulates/{case().year}/{case().number}/")
    reader.page.fill("main [name=email]", FOLLOWER)
    reader.page.locator("main form:has([name=email]) button").click()
    reader.page.wait_for_load_state()
    reader.check()
    drain()
    message = next(message for message in mail.outbox if message.to == [FOLLOWER])
    link = re.search(r"https?://[^/\s]+(/en/notifications/\S+)", message.body)
    assert link
    reader.page.goto(reader.base + link[1])
    reader.send()


def _city_answers(story: Story, seat) -> None:
    coordinator = seat("pl")
    coordinator.sign_in(story.coordinator)
    coordinator.open(path_of("route"))
    coordinator.page.select_option("[name=contribution_1_unit]", label="Jednostka ds. budżetu (demo)")
    coordinator.page.fill("[name=contribution_1_question]", "Na co pozwala budżet?")
    coordinator.send()
    assert case().lead.unit.code == "ngo-policy", "the competent unit was proposed"
    contributor = seat("pl")
    contributor.sign_in(story.contributor)
    contributor.open(path_of("contribute"))
    contributor.page.fill("[name=part]", "Budżet pozwala na analizę.")
    contributor.send()
    official_ = seat("pl")
    official_.sign_in(story.official)
    official_.open("/postulates/desk/")
    assert TITLE in official_.text()
    official_.open(path_of("accept"))
    official_.send()
    official_.open(path_of("propose_response"))
    official_.page.check("[name=outcome][value=planned]")
    official_.page.fill("[name=response]", "Miasto przeanalizuje, na co pozwala budżet.")
    official_.page.fill("[name=commitment]", "Analiza możliwości przywrócenia funduszu")
    official_.send()
    head = seat("pl")
    head.sign_in(story.head)
    head.open(path_of("approve"))
    head.send()
    drain()
    mail.outbox.clear()
    coordinator.open(path_of("publish"))
    coordinator.send()
    assert case().state is State.ANSWERED


def _everybody_is_told(story: Story) -> None:
    drain()
    addresses = [message.to[0] for message in mail.outbox]
    assert len(addresses) == len(set(addresses)), "one mail for each recipient"
    bodies = {message.to[0]: message.body for message in mail.outbox}
    for address, language in [
        (story.secretary.email, "pl"),
        (story.cosigner.email, "uk"),
        (FOLLOWER, "en"),
    ]:
        assert f"/{language}/postulates/" in bodies[address]
        assert "Miasto przeanalizuje" in bodies[address]


def _newcomer_finds_it(newcomer) -> None:
    newcomer.open("/search/?q=фонд власних внесків")
    newcomer.page.locator("main").get_by_role("link", name=re.compile(TITLE)).first.click()
    newcomer.page.wait_for_load_state()
    newcomer.check()
    assert case().reference in newcomer.text()
    assert newcomer.page.locator("h1").get_attribute("lang") == "pl"
