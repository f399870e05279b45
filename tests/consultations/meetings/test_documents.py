"""What the search knows of meetings: what their pages show to everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.outbox.models import OutboxEntry
from consultations.meetings.documents import MeetingSource
from consultations.meetings.handlers import note_meetings_over
from consultations.meetings.models import AgendaItem, Meeting, MeetingSeries
from consultations.meetings.services import carry_over
from consultations.postulates.models import Commitment
from tests.consultations.postulates.conftest import *

pytestmark = pytest.mark.django_db


@pytest.fixture
def meet(city: None) -> Callable[..., Meeting]:
    series = MeetingSeries.objects.create(name="Rada organizacji")

    def make(days: int = 7, **fields: object) -> Meeting:
        given = {"title": "Spotkanie o lokalach", "place": "plac Wszystkich Świętych", "is_published": True} | fields
        return Meeting.objects.create(series=series, starts_at=timezone.now() + timedelta(days=days), **given)

    return make


def of(meeting: Meeting):
    return next(iter(MeetingSource().documents([meeting.pk])), None)


def refreshed() -> set[int]:
    rows = OutboxEntry.objects.filter(topic="search.refresh").values_list("payload", flat=True)
    return {row["pk"] for row in rows if row["source"] == "meetings"}


def test_meeting_is_found_by_its_series_place_agenda_and_minutes(meet) -> None:
    meeting = meet(minutes="Ustalono zasady najmu.")
    AgendaItem.objects.create(meeting=meeting, title="Zasady najmu pustostanów")
    document = of(meeting)
    for words in ("Rada organizacji", "plac Wszystkich", "najmu pustostanów", "Ustalono zasady"):
        assert words in document.text
    assert (document.kind, document.language) == ("meeting", "pl")
    assert Client().get(document.url).status_code == 200


def test_meeting_closes_with_its_day(meet) -> None:
    coming, past = of(meet(2)), of(meet(-2))
    assert (coming.state, past.state) == ("upcoming", "past")
    assert past.closes == past.date < timezone.localdate() < coming.closes
    assert set(MeetingSource().state_labels()) == {"upcoming", "past"}


def test_meeting_that_is_not_published_is_not_found(meet) -> None:
    hidden = meet(is_published=False)
    assert of(hidden) is None
    assert list(MeetingSource().all_pks()) == []


def test_cases_on_the_agenda_are_named_only_while_they_are_public(meet, in_moderation, cast, act) -> None:
    meeting = meet()
    AgendaItem.objects.create(meeting=meeting, postulate=in_moderation, title="Poufny tytuł punktu")
    assert in_moderation.title not in of(meeting).body
    assert in_moderation.reference not in of(meeting).body
    act(in_moderation, "register", cast.moderator, legal_kind="postulate")
    assert f"{in_moderation.reference} {in_moderation.title}" in of(meeting).body
    assert "Poufny tytuł punktu" not in of(meeting).body, "its page shows the case instead"
    assert MeetingSource().affected_by("postulates", in_moderation.pk) == [meeting.pk]


def test_promises_on_the_agenda_are_named_once_their_answer_is_out(meet, in_approval, cast, act) -> None:
    meeting, promise = meet(), Commitment.objects.get()
    AgendaItem.objects.create(meeting=meeting, commitment=promise)
    assert promise.text not in of(meeting).body
    act(in_approval, "approve", cast.head)
    act(in_approval, "publish", cast.coordinator)
    assert promise.text in of(meeting).body
    assert MeetingSource().affected_by("postulates", in_approval.pk) == [meeting.pk]


def test_every_change_of_a_meeting_is_noted_for_the_search(meet, answered) -> None:
    meeting = meet()

    def noted(change: Callable[[], object]) -> bool:
        OutboxEntry.objects.all().delete()
        change()
        return refreshed() == {meeting.pk}

    item = AgendaItem(meeting=meeting, title="Punkt")
    assert noted(meeting.save)
    assert noted(item.save)
    assert noted(item.delete)
    assert noted(meeting.series.save)
    assert noted(lambda: carry_over(meeting=meeting))
    assert noted(lambda: (Commitment.objects.update(status="done"), carry_over(meeting=meeting)))
    assert not noted(lambda: carry_over(meeting=meeting)), "nothing changed"
    pk = meeting.pk
    OutboxEntry.objects.all().delete()
    meeting.delete()
    assert refreshed() == {pk}


def test_meeting_of_yesterday_is_noted_to_be_over(meet) -> None:
    yesterday, _today = meet(-1), meet(0)
    OutboxEntry.objects.all().delete()
    note_meetings_over()
    assert refreshed() == {yesterday.pk}


def test_many_meetings_take_as_many_queries_as_few(meet, answered) -> None:
    meetings = [meet(day) for day in range(5)]
    for meeting in meetings:
        AgendaItem.objects.create(meeting=meeting, postulate=answered)
        AgendaItem.objects.create(meeting=meeting, commitment=Commitment.objects.get())
    counts = []
    for some in (meetings[:1], meetings):
        with CaptureQueriesContext(connection) as queries:
            list(MeetingSource().documents([meeting.pk for meeting in some]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
