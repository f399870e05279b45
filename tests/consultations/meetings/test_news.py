"""Followers of the meetings are told of agendas and minutes, of each once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from consultations.meetings.models import AgendaItem, Meeting, MeetingSeries
from consultations.meetings.services import NEWS, announce
from notifications.models import DigestItem, Rhythm, Subscription
from notifications.queries import addressee
from notifications.registry import find_entry, followed

pytestmark = pytest.mark.django_db


@pytest.fixture
def meet(city: None) -> Callable[..., Meeting]:
    series = MeetingSeries.objects.create(name="Rada organizacji")

    def make(days: int = 7, **fields: object) -> Meeting:
        given = {"title": "Spotkanie o lokalach", "place": "Ratusz", "is_published": True} | fields
        meeting = Meeting.objects.create(series=series, starts_at=timezone.now() + timedelta(days=days), **given)
        AgendaItem.objects.create(meeting=meeting, title="Zasady najmu")
        return meeting

    return make


def follow(rhythm: str = Rhythm.AT_ONCE) -> Subscription:
    return Subscription.objects.create(
        kind="meetings", object_id=0, email="f@example.org", language="en", rhythm=rhythm, confirmed_at=timezone.now()
    )


def some_minutes_later() -> list[str]:
    """Let the patience with editors pass, and return what followers got."""
    mail.outbox.clear()
    OutboxEntry.objects.filter(topic="meetings.changed").update(due_at=timezone.now())
    drain()
    return [message.subject for message in mail.outbox]


def test_agenda_of_a_coming_meeting_is_told_once_however_often_it_is_saved(meet) -> None:
    follow()
    meeting = meet()
    drain()
    assert mail.outbox == [], "the editor may still be writing"

    assert some_minutes_later() == ["Agenda of the meeting: Spotkanie o lokalach"]
    meeting.place = "Magistrat"
    meeting.save()
    assert some_minutes_later() == []
    OutboxEntry.objects.all().delete()
    announce(meeting_id=meeting.pk)
    assert some_minutes_later() == []


def test_minutes_are_told_when_they_are_there(meet) -> None:
    follow()
    meeting = meet(days=-1)
    assert some_minutes_later() == [], "the agenda of a past meeting is no news"

    meeting.minutes = "Ustalono zasady najmu."
    meeting.save()

    assert some_minutes_later() == ["Minutes of the meeting: Spotkanie o lokalach"]


def test_meeting_that_is_not_published_or_has_no_agenda_is_told_to_nobody(meet) -> None:
    follow()
    meet(is_published=False)
    meet().agenda.all().delete()
    AgendaItem.objects.all().delete()

    assert some_minutes_later() == []


def test_meeting_hidden_before_the_mail_leaves_is_not_told(meet) -> None:
    follow()
    meeting = meet()
    announce(meeting_id=meeting.pk)
    Meeting.objects.update(is_published=False)

    assert some_minutes_later() == []


def test_digest_names_meeting_and_what_is_new(meet) -> None:
    follower = follow(Rhythm.WEEKLY)
    meeting = meet()
    assert some_minutes_later() == []
    kind, reader = find_entry(NEWS), addressee(follower.key)
    assert kind is not None
    assert reader is not None

    entry = kind.write(DigestItem.objects.get().about, reader)

    assert entry is not None
    assert entry.title == str(meeting)
    assert entry.url.endswith(f"/meetings/{meeting.pk}/")


def test_list_of_meetings_offers_to_follow_them_all(city: None, client) -> None:
    follow_url = reverse("notifications:ask", args=["meetings", 0])

    assert follow_url in client.get(reverse("meetings:list")).content.decode()
    assert client.get(follow_url).status_code == 200
    assert followed("meetings", 1) is None
