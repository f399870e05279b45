"""Pages that belong to no app: the design system's own, and those that say that something went wrong."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from . import styleguide as design


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component of the design system with its examples."""
    return render(request, "styleguide.html", {"components": design.drawn(request)})


def conflict(
    request: HttpRequest,
    *,
    what: str,
    who: str,
    when: datetime | None,
    yours: Sequence[tuple[str, str]],
    theirs: Sequence[tuple[str, str]],
    back_url: str,
) -> HttpResponse:
    """Answer 409 with a page that shows what the person typed beside how it is now, so that nothing typed is lost.

    ``what`` is a sentence that says what was not done; ``yours`` and ``theirs`` are pairs of label and text.
    """
    context = {"what": what, "who": who, "when": when, "yours": yours, "theirs": theirs, "back_url": back_url}
    return render(request, "409.html", context, status=409)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the person may not see or do this."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here; a hidden thing and a thing that never was get the same page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours. Asks neither the database nor the session anything."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open for too long or in another sign-in; ``reason`` is for the log only."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)
