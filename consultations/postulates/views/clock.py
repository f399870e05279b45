"""How the day by which the city must answer was computed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.postulates.countdown import changes_of_the_clock, when_late

from .access import readable


@require_safe
def clock(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Explain every change of the day, to whoever may read the case."""
    postulate = readable(request, year=year, number=number)
    context = {
        "postulate": postulate,
        "changes": changes_of_the_clock(postulate),
        "when_late": when_late(postulate),
        "office_language": settings.LANGUAGE_CODE,
    }
    return render(request, "postulates/clock.html", context)
