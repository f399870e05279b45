"""What was promised stays on the agenda until it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.meetings.models import AgendaItem, Meeting, MeetingSeries
from consultations.meetings.services import carry_over, carry_over_all
from consultations.postulates.services import update_commitment
from tests.consultations.postulates.conftest import *


@pytest.fixture
def next_meeting(city) -> Meeting:
    series = MeetingSeries.objects.create(name="Spotkania z organizacjami")
    return Meeting.objects.create(
        series=series,
        title="Spotkanie",
        starts_at=timezone.now() + timedelta(days=40),
        is_published=True,
    )


def test_open_commitment_is_on_the_next_agenda(next_meeting, answered) -> None:
    assert carry_over(meeting=next_meeting) == 1
    assert AgendaItem.objects.get().commitment.response.postulate == answered


def test_carrying_over_twice_adds_nothing(next_meeting, answered) -> None:
    carry_over(meeting=next_meeting)
    assert carry_over(meeting=next_meeting) == 0


def test_kept_commitment_leaves_the_agenda(next_meeting, answered, cast) -> None:
    carry_over(meeting=next_meeting)
    commitment = answered.responses.get().commitments.get()
    update_commitment(commitment_id=commitment.pk, actor=cast.official, status="done")
    carry_over(meeting=next_meeting)
    assert not AgendaItem.objects.exists()


def test_promise_of_an_unpublished_answer_is_not_on_any_agenda(next_meeting, in_approval) -> None:
    assert carry_over(meeting=next_meeting) == 0


def test_only_the_next_meeting_of_a_series_gets_the_commitments(next_meeting, answered) -> None:
    Meeting.objects.create(
        series=next_meeting.series,
        title="Później",
        starts_at=timezone.now() + timedelta(days=90),
        is_published=True,
    )
    carry_over_all()
    assert AgendaItem.objects.get().meeting == next_meeting


def test_meeting_page_shows_the_carried_commitment(client, next_meeting, answered) -> None:
    carry_over(meeting=next_meeting)
    html = client.get(next_meeting.get_absolute_url()).content.decode()
    assert "Analiza możliwości przywrócenia funduszu" in html


def test_case_that_is_not_public_is_not_shown_on_an_agenda(client, next_meeting, in_moderation) -> None:
    AgendaItem.objects.create(meeting=next_meeting, postulate=in_moderation)
    assert in_moderation.title not in client.get(next_meeting.get_absolute_url()).content.decode()


def test_unpublished_meeting_is_not_found(client, next_meeting) -> None:
    Meeting.objects.update(is_published=False)
    assert client.get(next_meeting.get_absolute_url()).status_code == 404


def test_list_of_meetings_opens(client, next_meeting) -> None:
    assert next_meeting.title in client.get(reverse("meetings:list")).content.decode()
