"""The calendar of a person's own deadlines, read by programs that cannot sign in: the address is the key."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe

from accounts.queries import person_with_calendar_key
from accounts.tries import count_try
from cms.calendars import calendar_file, calendar_response

from .calendars import own_deadlines
from .limits import CALENDAR_READS, CALENDAR_WRONG_KEYS

_HOUR = 60 * 60


@require_safe
@conditional_page
def own_calendar(request: HttpRequest, pk: int, secret: str) -> HttpResponse:
    """Send what is due for the person with the key, in the language they chose; 404 for a key that opens nothing.

    Wrong keys are counted by the address they come from, right ones by the key: a calendar service that reads for many
    people from one address is not locked out by a single wrong key.
    """
    person = person_with_calendar_key(pk, secret)
    if person is None:
        if count_try(request, "calendar.wrong_key") > CALENDAR_WRONG_KEYS:
            return _too_often()
        raise Http404
    if _reads(pk) > CALENDAR_READS:
        return _too_often()
    with override(person.language):
        name = _("%(site)s: my deadlines") % {"site": settings.SITE_NAME}
        response = calendar_response(calendar_file(own_deadlines(person), name), "my-deadlines")
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _too_often() -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(_HOUR), "Cache-Control": "no-store"})


def _reads(pk: int) -> int:
    """Count one more reading by a key and return how many there were within an hour."""
    key = f"calendar.reads.{pk}"
    cache.add(key, 0, _HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # It expired between the two calls.
        cache.set(key, 1, _HOUR)
        return 1
