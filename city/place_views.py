"""The drawing of where a place is."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from cms.fingerprints import fingerprint

from .contacts import spots_around
from .map_sketch import Spot, sketch
from .map_words import distance
from .models import Place

A_DAY = 24 * 60 * 60


def _spots(request: HttpRequest, code: str) -> tuple[Spot, list[Spot]]:
    """Return the place and all others, read once for each request."""
    if not hasattr(request, "_spots_around"):
        key: UUID = get_object_or_404(Place, code=code, locale__language_code=settings.LANGUAGE_CODE).translation_key
        request._spots_around = spots_around(key)  # type: ignore[attr-defined]
    found: tuple[Spot, list[Spot]] | None = request._spots_around  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _etag(request: HttpRequest, code: str) -> str:
    return fingerprint("map", get_language() or "", repr(_spots(request, code)))


@require_safe
@cache_control(public=True, max_age=A_DAY)
@condition(etag_func=_etag)
def map_drawing(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the place, what is near and the Main Market Square; may be kept for a day."""
    here, others = _spots(request, code)
    drawing = sketch(here, others)
    context = {
        "sketch": drawing,
        "language": get_language(),
        "title": _("Sketch map: %(place)s") % {"place": here.name},
        "north": pgettext("letter on a map", "N"),
        "bar": distance(drawing.bar_metres),
    }
    return render(request, "city/map.svg", context, content_type="image/svg+xml")
