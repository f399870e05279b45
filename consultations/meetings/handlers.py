"""Agendas follow the commitments by themselves, the search the calendar, and followers are told of what is new."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.addresses import absolute
from cms.outbox.registry import daily, handler, recurring
from notifications.registry import Addressee, Draft, Entry, entry, followable, mail
from search.services import refresh_later

from .documents import NAME
from .models import Meeting, MeetingNews
from .services import CHANGED, FOLLOWED_AS, NEWS, announce, carry_over_all


@recurring("meetings.carry_over", every=timedelta(hours=1))
def keep_agendas_current() -> None:
    """Put open commitments on the agendas of the next meetings, and take kept ones off."""
    carry_over_all()


@recurring("meetings.over", daily(at="00:05"))
@transaction.atomic
def note_meetings_over() -> None:
    """Have the search say of yesterday's meetings that they are over."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for pk in Meeting.objects.published().filter(starts_at__date=yesterday).values_list("pk", flat=True):
        refresh_later(NAME, pk)


@handler(CHANGED)
def tell_followers_of_meeting(*, meeting_id: int) -> None:
    """Tell followers what is published of a meeting, if they were not told yet."""
    announce(meeting_id=meeting_id)


@mail(NEWS)
def news_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write that an agenda or minutes are published, as long as they are."""
    news = _news(about)
    if news is None:
        return None
    url = absolute(news.meeting.get_absolute_url())
    return Draft("meetings/mail/news", {"meeting": news.meeting, "is_agenda": _is_agenda(news), "url": url})


@entry(NEWS, heading=gettext_lazy("Meetings"))
def news_entry(about: int, addressee: Addressee) -> Entry | None:
    """Tell the same in a digest."""
    news = _news(about)
    if news is None:
        return None
    text = _("The agenda is published.") if _is_agenda(news) else _("The minutes are published.")
    return Entry(str(news.meeting), absolute(news.meeting.get_absolute_url()), text)


def _is_agenda(news: MeetingNews) -> bool:
    return news.what == MeetingNews.What.AGENDA


def _news(pk: int) -> MeetingNews | None:
    """Return the news while it is true: the meeting is public, still to come or noted down."""
    news = MeetingNews.objects.select_related("meeting").filter(pk=pk, meeting__is_published=True).first()
    if news is None:
        return None
    is_true = news.meeting.starts_at > timezone.now() if _is_agenda(news) else bool(news.meeting.minutes.strip())
    return news if is_true else None


@followable(FOLLOWED_AS[0])
def followed_meetings(object_id: int) -> tuple[str, str] | None:
    """Return the list of meetings: they are followed all together."""
    return (_("Meetings of the city with the organisations"), reverse("meetings:list")) if object_id == 0 else None
