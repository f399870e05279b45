"""The page that lists every feed and calendar of the site."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from city.models import Topic, Unit
from city.queries import Name, names_by_code


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """List feeds and calendars of the site, then the feed of each topic and of each unit that is there."""
    active = set(Unit.objects.facts().filter(is_active=True).values_list("code", flat=True))
    units = {code: name for code, name in names_by_code(Unit).items() if code in active}
    context = {"topics": _by_name(names_by_code(Topic)), "units": _by_name(units)}
    return render(request, "notifications/feeds.html", context)


def _by_name(named: Mapping[str, Name]) -> list[tuple[str, Name]]:
    return sorted(named.items(), key=lambda pair: pair[1].text.casefold())
