"""The meeting of 27 February 2026 and the next one, whose agenda carries what is still open."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from city.deadlines import is_working_day
from consultations.meetings.models import AgendaItem, Meeting, MeetingSeries
from consultations.meetings.services import carry_over
from consultations.postulates.models import Postulate

from .cases import key_of
from .story import TEN

SERIES = "Spotkania prezydenta z organizacjami"
FIRST_TITLE = "Dialog z trzecim sektorem"
NEXT_TITLE = "Kolejne spotkanie z organizacjami (demo)"
NEXT_IN_DAYS = 42

MINUTES = (
    "Prezydent Krakowa i przedstawiciele najważniejszych wydziałów Urzędu Miasta spotkali się z organizacjami "
    "pozarządowymi. Rozmowa była robocza i dotyczyła bieżących problemów oraz rozwiązań systemowych.\n\n"
    "Organizacje zgłosiły dziesięć tematów. Postulaty po kolei przeanalizują właściwe wydziały i jednostki. Miasto "
    "zadeklarowało dalszą współpracę i cykliczne konsultacje.\n\n"
    "Notatka przykładowa (demo), opracowana na podstawie informacji miasta „Dialog z trzecim sektorem” z 3 marca "
    "2026 r. Godzina rozpoczęcia jest przykładowa."
)


@transaction.atomic
def load_meetings() -> int:
    """Create the meetings that are missing; returns how many. There is always one to come."""
    series, _created = MeetingSeries.objects.get_or_create(
        name=SERIES,
        defaults={"description": "Rozmowy o tym, co zgłaszają organizacje, i o tym, co zadeklarowało miasto."},
    )
    return _first(series) + _next(series)


def _first(series: MeetingSeries) -> int:
    meeting, created = Meeting.objects.get_or_create(
        series=series,
        title=FIRST_TITLE,
        defaults={
            "starts_at": datetime(2026, 2, 27, 10, tzinfo=timezone.get_default_timezone()),
            "minutes": MINUTES,
            "is_published": True,
        },
    )
    if not created:
        return 0
    cases = {case.key: case for case in Postulate.objects.filter(key__in=[key_of(story.code) for story in TEN])}
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, postulate=cases[key_of(story.code)])
        for position, story in enumerate(TEN, start=1)
    )
    return 1


def _next(series: MeetingSeries) -> int:
    coming = Meeting.objects.upcoming().filter(series=series).first()
    meeting = coming or _announce(series)
    carry_over(meeting=meeting)
    return 0 if coming else 1


def _announce(series: MeetingSeries) -> Meeting:
    day = timezone.localdate() + timedelta(days=NEXT_IN_DAYS)
    while not is_working_day(day):
        day += timedelta(days=1)
    meeting = Meeting.objects.create(
        series=series,
        title=NEXT_TITLE,
        starts_at=datetime.combine(day, time(10), tzinfo=timezone.get_default_timezone()),
        is_published=True,
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Co się udało, a co czeka od poprzedniego spotkania")
    return meeting
