"""Meetings as entries of a calendar."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import ModelLogEntry

from cms.calendars import TOLD_AFTERWARDS, CalendarEntry, calendar_file, calendar_response

from .models import Meeting


def meeting_entries() -> list[CalendarEntry]:
    """Return the published meetings that are to come or were lately. Two queries, beside that for the content type."""
    found = Meeting.objects.published().filter(starts_at__gte=timezone.now() - TOLD_AFTERWARDS)
    meetings = list(found.select_related("series").order_by("starts_at", "pk"))
    changes = _changes(meetings)
    return [_entry(meeting, *changes.get(meeting.pk, (0, None))) for meeting in meetings]


def _entry(meeting: Meeting, times: int, last: datetime | None) -> CalendarEntry:
    return CalendarEntry(
        name=f"meeting-{meeting.pk}",
        at=meeting.starts_at,
        summary=meeting.title,
        description=meeting.series.name,
        url=meeting.get_absolute_url(),
        language=meeting.language,
        changed=last,
        sequence=times,
        location=meeting.place,
        is_appointment=True,
    )


def _changes(meetings: Iterable[Meeting]) -> Mapping[int, tuple[int, datetime]]:
    """Return how often each meeting was saved in the administration, a number that only grows, and when last."""
    wanted = [str(meeting.pk) for meeting in meetings]
    kind = ContentType.objects.get_for_model(Meeting)
    rows = ModelLogEntry.objects.filter(content_type=kind, object_id__in=wanted).order_by()
    counted = rows.values("object_id").annotate(times=Count("pk"), last=Max("timestamp"))
    return {int(row["object_id"]): (row["times"], row["last"]) for row in counted}


@require_safe
@conditional_page
def calendar(request: HttpRequest) -> HttpResponse:
    """Send the meetings as a calendar."""
    name = _("%(site)s: meetings") % {"site": settings.SITE_NAME}
    return calendar_response(calendar_file(meeting_entries(), name), "meetings")
