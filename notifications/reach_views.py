"""What a reader does whom our mail did not reach."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .suppression import lift_own


@require_POST
@login_required
def works_again(request: HttpRequest) -> HttpResponse:
    """Let mail go to the reader's own address again, because they say that it works."""
    if lift_own(actor=request.user):
        messages.success(request, _("We will write to your address again."))
    return redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else "/"
