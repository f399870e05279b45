"""The preview of a concept: what it changes about searches."""

from typing import Any

from django.http import HttpRequest, HttpResponse


def preview(request: HttpRequest, concept: Any) -> HttpResponse:
    """Show."""
    return HttpResponse("x")
