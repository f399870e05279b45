"""Every change of a meeting outside the admin's own forms."""

from django.db import transaction
from django.db.models import Max

from consultations.postulates.queries import open_commitments
from search.services import refresh_later

from .documents import NAME
from .models import AgendaItem, Meeting


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
