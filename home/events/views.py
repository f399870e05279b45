"""Calendar files, for one event, for a section and for all; each in the language of its address."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from cms.calendars import calendar_response
from cms.fallback import best_version, readers_language
from home.models import SectionPage

from .calendar_out import calendar_of
from .reading import all_events, events_in, not_long_over

if TYPE_CHECKING:
    from collections.abc import Iterable

    from home.models import EventPage


@require_safe
@conditional_page
def event_calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send one event; 404 when nobody may read it."""
    page = all_events().filter(translation_key=key).first()
    if page is None:
        raise Http404
    return _answer([page], page.title, page.slug)


@require_safe
@conditional_page
def section_calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the events of a section that are not long over; 404 when nobody may read the section."""
    section = SectionPage.objects.filter(translation_key=key).first()
    shown = section and best_version(section, readers_language())
    if not section or not shown:
        raise Http404
    return _answer(not_long_over(events_in(section)), shown.page.title, shown.page.slug)


@require_safe
@conditional_page
def site_calendar(request: HttpRequest) -> HttpResponse:
    """Send every event of the site that is not long over."""
    return _answer(not_long_over(all_events()), _("%(site)s: events") % {"site": settings.SITE_NAME}, "events")


def _answer(pages: "Iterable[EventPage]", name: str, file_name: str) -> HttpResponse:
    return calendar_response(calendar_of(pages, name), file_name)
