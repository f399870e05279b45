"""Meetings as the search knows them: published ones, with what their page shows to everybody."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.postulates.models import Commitment, Postulate
from search.documents import SearchDocument
from search.sources import PAST, STATES_IN_TIME, UPCOMING

from .models import AgendaItem, Meeting

NAME = "meetings"
CASES = "postulates"
KIND_LABELS: Mapping[str, str | Promise] = {"meeting": _("meeting")}


class MeetingSource:
    """Published meetings with their agendas and minutes. Who took part is not kept, so nobody is found by it."""

    name = NAME
    kinds = ("meeting",)
    follows = (CASES,)

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return the meetings on whose agenda a case stands, or one of its promises."""
        items = AgendaItem.objects.filter(postulate=pk) | AgendaItem.objects.filter(commitment__response__postulate=pk)
        return sorted(set(items.values_list("meeting_id", flat=True)))

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how the kind is called."""
        return KIND_LABELS

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return how it is called that a meeting is still to come, or over."""
        return STATES_IN_TIME

    def all_pks(self) -> Iterable[int]:
        """Return the keys of the published meetings."""
        return Meeting.objects.published().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the meetings that are published now. A constant number of queries."""
        meetings = Meeting.objects.published().filter(pk__in=list(pks)).select_related("series")
        items = AgendaItem.objects.order_by("position", "pk").select_related("postulate", "commitment")
        rows = list(meetings.prefetch_related(Prefetch("agenda", items)))
        cases, promises = _open_to_all(rows)
        for meeting in rows:
            yield _document(meeting, cases, promises)


def _open_to_all(meetings: list[Meeting]) -> tuple[set[int], set[int]]:
    """Return which cases and which promises on the agendas everybody may read. Two queries."""
    items = [item for meeting in meetings for item in meeting.agenda.all()]
    cases = Postulate.objects.public()
    promises = Commitment.objects.public().filter(response__postulate__in=cases)
    return (
        set(cases.filter(pk__in={item.postulate_id for item in items}).values_list("pk", flat=True)),
        set(promises.filter(pk__in={item.commitment_id for item in items}).values_list("pk", flat=True)),
    )


def _document(meeting: Meeting, cases: set[int], promises: set[int]) -> SearchDocument:
    day = timezone.localdate(meeting.starts_at)
    agenda = [_words_of(item, cases, promises) for item in meeting.agenda.all()]
    return SearchDocument(
        source=NAME,
        kind="meeting",
        pk=meeting.pk,
        language=meeting.language,
        title=meeting.title,
        summary=", ".join(filter(None, [meeting.series.name, meeting.place])),
        body="\n".join(filter(None, [*agenda, meeting.minutes])),
        url=meeting.get_absolute_url(),
        date=day,
        closes=day,
        state=UPCOMING if day >= timezone.localdate() else PAST,
    )


def _words_of(item: AgendaItem, cases: set[int], promises: set[int]) -> str:
    """Return what a point says to everybody; nothing where its case is not public."""
    if item.commitment:
        return str(item.commitment.text) if item.commitment_id in promises else ""
    if item.postulate:
        return f"{item.postulate.reference} {item.postulate.title}" if item.postulate_id in cases else ""
    return str(item.title)
