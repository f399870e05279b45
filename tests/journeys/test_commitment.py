"""A promise slips in public: a new date with a reason, a report with evidence, a step done, and everybody is told."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.models import Post, Topic
from city.services import load_reference_data
from cms.outbox.worker import drain
from consultations.postulates.models import Commitment, Postulate
from consultations.postulates.services import move_postulate, start_draft
from home.services import ensure_site
from notifications.models import Subscription
from tests.consultations.postulates.conftest import TEXT
from tests.people import official, organisation, person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

FOLLOWER = "follower@example.org"
FIRST = timezone.localdate() + timedelta(days=10)
SECOND = timezone.localdate() + timedelta(days=40)


@dataclass
class Story:
    """Who takes part, and the promise."""

    author: User
    official: User
    promise: Commitment


@pytest.fixture
def story() -> Story:
    sync_groups()
    ensure_site()
    load_reference_data()
    author = person(name="author")
    story = Story(author=author, official=official("ngo-policy"), promise=Commitment())
    for user in (author, story.official):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    case = _answered_case(story)
    story.promise = Commitment.objects.get(response__postulate=case)
    Subscription.objects.create(
        kind="postulate", object_id=case.pk, email=FOLLOWER, language="uk", confirmed_at=timezone.now()
    )
    drain()
    mail.outbox.clear()
    return story


def _answered_case(story: Story) -> Postulate:
    moderator, coordinator = person(Role.MODERATOR), person(Role.COORDINATOR)
    head = official("ngo-policy", kind=Post.Kind.HEAD)
    draft = start_draft(
        actor=story.author,
        key=uuid4(),
        organisation=organisation("Stowarzyszenie Przykład (demo)", owner=story.author),
        text=TEXT,
        topics=[Topic.objects.facts().get(code="own-contribution")],
    )
    steps = [
        ("submit", story.author, {}),
        ("claim", moderator, {}),
        ("register", moderator, {"legal_kind": "postulate"}),
        ("route", coordinator, {"lead_unit": unit("ngo-policy")}),
        ("accept", story.official, {}),
        (
            "propose_response",
            story.official,
            {
                "outcome": "planned",
                "response": "Miasto przeanalizuje, na co pozwala budżet.",
                "commitment": "Analiza możliwości przywrócenia funduszu",
                "commitment_due_on": FIRST,
            },
        ),
        ("approve", head, {}),
        ("publish", coordinator, {}),
    ]
    for move, actor, details in steps:
        version = Postulate.objects.get(pk=draft.pk).version
        move_postulate(postulate_id=draft.pk, move=move, actor=actor, version=version, **details)
    return Postulate.objects.get(pk=draft.pk)


def test_promise_slips_is_reported_and_the_old_date_stays(story: Story, seat) -> None:
    _unit_plans_a_step(story, seat("pl", width=320))
    _unit_needs_more_time(story, seat("pl"))
    _followers_are_told()
    _unit_reports_with_evidence(story, seat("pl", javascript=False))
    _unit_finishes_the_step(story, seat("pl"))
    for language, width in (("en", 320), ("pl", 1280), ("uk", 320)):
        _public_sees_all_of_it(story, seat(language, width=width))
    _reader_finds_it_in_the_register(story, seat("en", width=320))
    _reader_asks_how_the_units_do(seat("uk", width=320))


def _path(story: Story, end: str = "") -> str:
    return f"/postulates/commitments/{story.promise.pk}/{end}"


def _unit_plans_a_step(story: Story, worker) -> None:
    worker.sign_in(story.official)
    worker.open(_path(story, "milestones/"))
    worker.page.fill("[name=text]", "Opinia skarbnika")
    worker.send()
    assert "Opinia skarbnika" in worker.text()


def _unit_needs_more_time(story: Story, worker) -> None:
    worker.sign_in(story.official)
    worker.open(_path(story, "report/"))
    worker.page.check("[name=status][value=delayed]")
    worker.page.fill("[name=reason]", "Czekamy na opinię skarbnika.")
    worker.send()
    assert not story.promise.updates.exists(), "a delay needs a later date"
    assert worker.page.input_value("[name=reason]") == "Czekamy na opinię skarbnika."
    worker.page.fill("[name=due_on]", SECOND.isoformat())
    worker.send()
    story.promise.refresh_from_db()
    assert story.promise.due_on == SECOND


def _followers_are_told() -> None:
    drain()
    message = next(message for message in mail.outbox if message.to == [FOLLOWER])
    assert "/uk/postulates/" in message.body
    assert "Czekamy na opinię skarbnika." in message.body
    mail.outbox.clear()


def _unit_reports_with_evidence(story: Story, worker) -> None:
    worker.sign_in(story.official)
    worker.open(_path(story, "report/"))
    worker.page.check("[name=status][value=in_progress]")
    worker.page.fill("[name=progress]", "60")
    worker.page.fill("[name=reason]", "Projekt uchwały jest gotowy.")
    worker.page.fill("[name=evidence_url]", "https://example.org/projekt")
    worker.send()
    assert story.promise.updates.count() == 2


def _unit_finishes_the_step(story: Story, worker) -> None:
    worker.sign_in(story.official)
    milestone = story.promise.milestones.get()
    worker.open(f"/postulates/commitments/milestones/{milestone.pk}/done/")
    worker.send()
    drain()
    assert any("Opinia skarbnika" in message.body for message in mail.outbox if message.to == [FOLLOWER])


def _public_sees_all_of_it(story: Story, reader) -> None:
    reader.open(_path(story))
    page = reader.page
    assert page.locator(f"del time[datetime='{FIRST.isoformat()}']").first.is_visible()
    assert page.locator(f"time[datetime='{SECOND.isoformat()}']").first.is_visible()
    for words in ("Czekamy na opinię skarbnika.", "Projekt uchwały jest gotowy.", "Opinia skarbnika"):
        assert words in reader.text()
    assert page.locator("main a[href='https://example.org/projekt']").is_visible()
    assert page.locator("progress").first.get_attribute("value") == "60"
    case = story.promise.response.postulate
    reader.open(f"/postulates/{case.year}/{case.number}/")
    assert page.locator(f"del time[datetime='{FIRST.isoformat()}']").first.is_visible()
    reader.open(f"/postulates/{case.year}/{case.number}/clock/")


def _reader_finds_it_in_the_register(story: Story, reader) -> None:
    reader.open("/postulates/commitments/")
    reader.page.select_option("[name=status]", "in_progress")
    reader.page.locator("form[role=search] button").last.click()
    reader.page.wait_for_load_state()
    reader.check()
    assert "status=in_progress" in reader.page.url
    assert story.promise.text in reader.text()
    reader.open("/postulates/?state=finished&topic=own-contribution&sort=changed")
    assert TEXT["title"] in reader.text()
    reader.open("/postulates/?q=nothing+like+this")
    assert TEXT["title"] not in reader.text()


def _reader_asks_how_the_units_do(reader) -> None:
    reader.open("/postulates/statistics/")
    assert reader.page.locator("table th[scope=row]").count() == 1
