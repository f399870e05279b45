"""Examples of the mails about meetings for the catalogue."""

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import MOMENT, PAGE, TITLE

from .models import Meeting, MeetingNews
from .services import NEWS


def _news(what: MeetingNews.What) -> Draft:
    meeting = Meeting(title=TITLE, starts_at=MOMENT, place="pl. Wszystkich Świętych 3-4")
    is_agenda = what == MeetingNews.What.AGENDA
    return Draft("meetings/mail/news", {"meeting": meeting, "is_agenda": is_agenda, "url": PAGE})


@sample(NEWS, "agenda")
def agenda(addressee: Addressee) -> Draft:
    """Tell that an agenda is published."""
    return _news(MeetingNews.What.AGENDA)


@sample(NEWS, "minutes")
def minutes(addressee: Addressee) -> Draft:
    """Tell that minutes are published."""
    return _news(MeetingNews.What.MINUTES)
