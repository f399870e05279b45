"""The demo: everything of the story is there, told through the services, and loading it again changes nothing."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker, Settings
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from accounts.models import User
from accounts.roles import group_names
from cms.outbox.worker import drain
from consultations.meetings.models import Meeting
from consultations.postulates.models import CaseEvent, Commitment, Postulate
from consultations.postulates.workflow import Outcome, State
from home.calls.models import CallQuestion, ResultsCorrection
from home.calls.preparing.models import CallPreparation
from home.demo.cases import key_of
from home.demo.people import PASSWORD, PEOPLE
from home.demo.story import TEN
from search.engines.protocol import Engine
from search.services import reconcile
from search.sources import all_sources
from tests.search.conftest import *

pytestmark = pytest.mark.django_db
ONLY_IN_POLISH = "dyzur-informacyjny-dla-organizacji"


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load it once for all tests of this file and take it back afterwards."""
    translation.activate("pl")
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    """Count the rows of every table."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def case(code: str) -> Postulate:
    return Postulate.objects.get(key=key_of(code))


def test_a_second_load_creates_nothing_twice() -> None:
    before = counts()
    said = StringIO()
    call_command("load_demo", stdout=said)
    assert counts() == before
    assert "0 new" in said.getvalue()


def test_every_state_of_the_workflow_occurs() -> None:
    assert set(Postulate.objects.values_list("status", flat=True)) == set(State.values)


def test_every_page_but_one_can_be_read_in_every_language() -> None:
    languages = {code for code, _name in settings.LANGUAGES}
    live = Page.objects.live().filter(depth__gt=1)
    for page in live.filter(locale__language_code="pl"):
        found = set(page.get_translations(inclusive=True).live().values_list("locale__language_code", flat=True))
        assert found == ({"pl"} if page.slug == ONLY_IN_POLISH else languages), page.slug
    assert live.filter(slug=ONLY_IN_POLISH).exists()


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_answers(client: Client, language: str) -> None:
    for page in Page.objects.live().filter(depth__gt=1, locale__language_code=language):
        assert client.get(page.get_url()).status_code == 200, page.url_path


def test_ukrainian_texts_are_ukrainian_and_english_ones_are_not_polish() -> None:
    texts = StringTranslation.objects.values_list("locale__language_code", "data")
    assert texts.count() > 400
    for language, text in texts:
        if "@" not in text:
            has_cyrillic = any("а" <= letter <= "ї" for letter in text.lower())
            assert has_cyrillic is (language == "uk"), text
            assert not set("ąćęłńśźż") & set(text.lower().replace("kraków", "")), text


def test_the_ten_postulates_of_the_meeting_are_on_its_agenda_in_their_order() -> None:
    meeting = Meeting.objects.get(starts_at__date="2026-02-27")
    assert [item.postulate.key for item in meeting.agenda.all()] == [key_of(story.code) for story in TEN]


@pytest.mark.parametrize(
    ("code", "outcome", "condition"),
    [
        ("carers", Outcome.PLANNED, True),
        ("assistants", Outcome.PLANNED, True),
        ("adhd", Outcome.PLANNED, False),
        ("equality", Outcome.ALREADY_IN_PLACE, False),
        ("own-contribution", Outcome.PLANNED, False),
        ("calls", Outcome.ACCEPTED_IN_PART, False),
        ("meetings", Outcome.ACCEPTED, False),
    ],
)
def test_the_city_answers_what_it_declared_and_sets_no_dates(code: str, outcome: str, condition: bool) -> None:
    response = case(code).published_response
    assert response is not None
    assert response.outcome == outcome
    commitment = response.commitments.get()
    assert bool(commitment.condition) is condition
    assert commitment.due_on is None


@pytest.mark.parametrize("code", ["integration", "platform", "seniors"])
def test_what_the_city_left_open_has_no_answer(code: str) -> None:
    assert case(code).responses.count() == 0
    due_on = case(code).due_on
    assert due_on
    assert due_on > timezone.localdate()


def test_one_case_is_overdue_and_others_still_have_time() -> None:
    running = [row for row in Postulate.objects.all() if row.clock_runs]
    assert sum(row.is_overdue for row in running) == 1
    assert len(running) >= 5


def test_calls_show_questions_a_corrected_answer_corrected_results_and_an_offer_in_preparation() -> None:
    questions = CallQuestion.objects.all()
    assert set(questions.values_list("state", flat=True)) == {"new", "published"}
    for question in questions.published():
        assert question.asked_at < question.decided_at < timezone.now()
        assert set(question.answer) == {code for code, _name in settings.LANGUAGES}
    assert questions.exclude(corrected_at=None).count() == 1
    assert ResultsCorrection.objects.get().replaced.exists()
    preparation = CallPreparation.objects.get()
    assert preparation.own_items
    assert preparation.responsible is not None


def test_the_next_meeting_carries_every_open_commitment() -> None:
    meeting = Meeting.objects.upcoming().get()
    carried = set(meeting.agenda.filter(commitment__isnull=False).values_list("commitment_id", flat=True))
    assert carried == set(Commitment.objects.open().values_list("pk", flat=True))
    assert len(carried) >= 7


def test_history_lies_in_the_past_and_in_order() -> None:
    now = timezone.now()
    for postulate in Postulate.objects.all():
        moments = list(CaseEvent.objects.filter(postulate=postulate).values_list("at", flat=True))
        assert moments == sorted(moments)
        assert all(moment < now for moment in moments), postulate.title


def test_references_follow_the_order_of_sending() -> None:
    sent = Postulate.objects.filter(number__isnull=False)
    moments = list(sent.order_by("year", "number").values_list("submitted_at", flat=True))
    assert moments == sorted(moments), "on some days two of them were sent at the same moment"


def test_every_role_has_a_login_in_the_list() -> None:
    said = StringIO()
    call_command("demo_logins", stdout=said)
    assert {line.split()[0] for line in said.getvalue().splitlines()} >= set(group_names())


@pytest.mark.parametrize("email", [person.email for person in PEOPLE[:15]])
def test_people_of_the_list_can_sign_in(client: Client, email: str) -> None:
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)


def test_everybody_is_plainly_invented() -> None:
    for person in PEOPLE:
        assert person.email.endswith("@example.org")
        assert person.surname.endswith(("(demo)", "(демо)"))


def test_demo_is_refused_with_production_settings(settings: Settings) -> None:
    settings.DEVELOPMENT_PAGES = False
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo", stdout=StringIO())


def test_editor_of_the_demo_finds_something_of_each_kind_waiting() -> None:
    from home.upkeep.panels import panels_for

    panels = {panel.name: panel for panel in panels_for(User.objects.get(email="editor@example.org"))}
    assert {"reviews", "links", "answers", "questions"} <= panels.keys()


def test_index_follows_the_whole_story(index: Engine) -> None:
    drain()
    assert not reconcile(repair=False)
    kinds = {row.kind for source in all_sources() for row in source.documents(source.all_pks())}
    assert kinds >= {"postulate", "answer", "commitment", "meeting", "organisation", "page-guide", "page-news"}
