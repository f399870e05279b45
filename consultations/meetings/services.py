"""Every change of a meeting outside the admin's own forms."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.outbox.services import record
from consultations.postulates.queries import open_commitments
from notifications.services import tell_followers
from search.services import refresh_later

from .documents import NAME
from .models import AgendaItem, Meeting, MeetingNews

FOLLOWED_AS = ("meetings", 0)
NEWS = "meetings.news"
CHANGED = "meetings.changed"
# Who writes an agenda saves it more than once.
PATIENCE = timedelta(minutes=5)


@transaction.atomic
def carry_over(*, meeting: Meeting) -> int:
    """Put every open public commitment on the agenda of a coming meeting; returns how many were new.

    Repeating it adds nothing twice; a commitment kept or dropped since then is taken off again.
    """
    still_open = list(open_commitments().values_list("pk", flat=True))
    carried = AgendaItem.objects.filter(meeting=meeting, commitment__isnull=False)
    dropped, _by_model = carried.exclude(commitment_id__in=still_open).delete()
    present = set(carried.values_list("commitment_id", flat=True))
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    new = [pk for pk in still_open if pk not in present]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=last + step, commitment_id=pk) for step, pk in enumerate(new, start=1)
    )
    if new or dropped:
        refresh_later(NAME, meeting.pk)
    if new:
        announce_later(meeting_id=meeting.pk)
    return len(new)


def carry_over_all() -> int:
    """Carry open commitments over to the next meeting of every series."""
    added = 0
    series: set[int] = set()
    for meeting in Meeting.objects.upcoming():
        if meeting.series_id not in series:
            series.add(meeting.series_id)
            added += carry_over(meeting=meeting)
    return added


def announce_later(*, meeting_id: int) -> None:
    """Have followers told in some minutes of what is published by then, in the caller's transaction."""
    record(CHANGED, due_at=timezone.now() + PATIENCE, meeting_id=meeting_id)


@transaction.atomic
def announce(*, meeting_id: int) -> None:
    """Tell followers that a coming meeting has an agenda, and that there are minutes: of each once, for ever."""
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id, is_published=True).first()
    if meeting is None:
        return
    if meeting.starts_at > timezone.now() and AgendaItem.objects.filter(meeting=meeting).exists():
        _tell(meeting, MeetingNews.What.AGENDA)
    if meeting.minutes.strip():
        _tell(meeting, MeetingNews.What.MINUTES)


def _tell(meeting: Meeting, what: MeetingNews.What) -> None:
    news, is_new = MeetingNews.objects.get_or_create(meeting=meeting, what=what)
    if is_new:
        tell_followers(NEWS, targets=[FOLLOWED_AS], about=news.pk, key=str(news.pk))
