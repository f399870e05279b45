"""Calendar files of calls, of all and of each one, in the language of their address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from cms.calendars import calendar_file, calendar_response

from .calendars import deadline_entries, recent_calls
from .queries import public_calls
from .words import pages_of


@require_safe
@conditional_page
def calls_calendar(request: HttpRequest) -> HttpResponse:
    """Send the deadlines of every call that are to come or passed lately."""
    name = _("%(site)s: deadlines of calls") % {"site": settings.SITE_NAME}
    return calendar_response(calendar_file(deadline_entries(recent_calls()), name), "calls")


@require_safe
@conditional_page
def call_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the deadlines of one call; 404 when nobody may read it."""
    page = pages_of([pk]).get(pk)
    if page is None:
        raise Http404
    entries = deadline_entries(public_calls().filter(pk=pk))
    return calendar_response(calendar_file(entries, page.title), f"call-{pk}")
