"""What the search knows of a call: its words, its facts, and until when it is of use."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from accounts.models import User
from city.models import Topic
from home.calls.models import Call
from home.calls.services import cancel_call
from home.documents import PageSource
from home.models import CallPage, SectionPage
from home.queries import pages_about
from tests.home.calls.conftest import MakeCall
from tests.home.calls.pages import NOW, attachments, document, documents, extend, write
from tests.home.events.clock import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(make_call: MakeCall) -> Call:
    opens, closes = datetime(2026, 11, 1, 7, tzinfo=UTC), datetime(2026, 12, 1, 11, tzinfo=UTC)
    call = make_call(opens_at=opens, closes=closes, legal_basis="art. 11 ust. 2")
    call.topics.set([Topic.objects.facts().get(code="calls")])
    return call


@pytest.fixture
def page(call: Call, call_section: SectionPage, editor: User) -> CallPage:
    with at("2026-11-02T10:00:00Z"):
        return write(
            call_section, call, editor, applicants="<p>Z siedzibą w Krakowie.</p>", attachments=attachments("Statut"),
            documents=documents("Regulamin", {"pl": document("regulamin")}),
        )  # fmt: skip


def found(page: Page):
    return next(iter(PageSource().documents([page.pk])))


@at(NOW)
def test_document_of_a_call_holds_its_words_facts_and_last_day(page: CallPage, call: Call, clerk: User) -> None:
    extend(call, datetime(2026, 12, 15, 11, tzinfo=UTC), clerk, why={"pl": "Awaria systemu.", "uk": "Збій системи."})
    row = found(page)
    assert (row.kind, row.state, row.units, row.topics) == ("call", "call-open", ("ngo-policy",), ("calls",))
    assert (row.date, row.closes) == (date(2026, 11, 1), date(2026, 12, 15))
    for words in (call.reference, "Z siedzibą", "Statut", "Regulamin", "art. 11", "Awaria systemu.", "ZP/12/2026"):
        assert words in row.body
    assert "Збій" not in row.body
    assert row.keywords


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-10-31T10:00:00Z", "call-planned"),
        ("2026-11-20T10:00:00Z", "call-open"),
        ("2026-11-25T10:00:00Z", "call-closing_soon"),
        ("2026-12-01T11:00:00Z", "call-closed"),
    ],
)
def test_state_is_that_of_the_clock_and_has_a_label(page: CallPage, now: str, state: str) -> None:
    with at(now):
        assert found(page).state == state
    assert state in PageSource().state_labels()


def test_deadline_at_midnight_closes_on_the_day_before(page: CallPage, call: Call) -> None:
    call.deadlines.update(at=datetime(2026, 12, 1, 23, tzinfo=UTC))
    with at(NOW):
        assert found(page).closes == date(2026, 12, 1)


@at(NOW)
def test_cancelled_call_is_of_use_no_longer(page: CallPage, call: Call, clerk: User) -> None:
    cancel_call(call_id=call.pk, reason={"pl": "Brak środków."}, actor=clerk)
    with at("2026-11-27T10:00:00Z"):
        row = found(page)
    assert (row.state, row.closes) == ("call-cancelled", date(2026, 11, 26))
    assert "Brak środków." in row.body


def test_topic_knows_the_pages_of_its_calls(page: CallPage) -> None:
    assert pages_about(Topic.objects.facts().get(code="calls")) == [page.pk]


def test_documents_of_many_calls_take_as_many_queries_as_of_few(
    page: CallPage, call_section: SectionPage, make_call: MakeCall, editor: User
) -> None:
    pages = [page, *(write(call_section, make_call(), editor, title=f"Konkurs {number}") for number in range(5))]
    list(PageSource().documents([page.pk]))
    counts = []
    for some in (pages[:2], pages):
        with CaptureQueriesContext(connection) as queries:
            list(PageSource().documents([one.pk for one in some]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
