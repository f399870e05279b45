"""The mailbox of a development machine, read in the browser; production does not have it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .mailbox import letter, letters


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails of the folder, newest first."""
    _only_in_development()
    return render(request, "notifications/mailbox.html", {"letters": letters()})


@never_cache
@require_safe
def mailbox_letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as text; its links can be followed."""
    _only_in_development()
    found = letter(name)
    if found is None:
        raise Http404
    return render(request, "notifications/letter.html", {"letter": found})


def _only_in_development() -> None:
    if not settings.DEVELOPMENT_PAGES:
        raise Http404
