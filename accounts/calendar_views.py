"""The page on which a person makes, renews and switches off the secret address of their calendar."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.addresses import absolute

from .models import CalendarKey
from .services import make_calendar_key, switch_calendar_off
from .views import person_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Say whether there is an address; make one or renew it, and show it this one time: nobody can read it again."""
    person = person_of(request)
    address = ""
    if request.method == "POST":
        key = make_calendar_key(actor=person, replaces=_seen(request))
        if key is None:
            messages.info(
                request, _("Nothing was changed: this page was sent before. A new address is shown only once.")
            )
            return redirect("accounts:calendar")
        address = absolute(reverse("own_calendar", args=[key.pk, key.secret]))
    key_now = CalendarKey.objects.filter(person=person).first()
    return render(request, "accounts/calendar.html", {"key": key_now, "address": address})


@require_POST
@login_required
def calendar_off(request: HttpRequest) -> HttpResponse:
    """Close the address."""
    switch_calendar_off(actor=person_of(request))
    messages.success(request, _("Your calendar address is switched off. Nobody can read anything there any more."))
    return redirect("accounts:calendar")


def _seen(request: HttpRequest) -> datetime | None:
    """Return when the key was made that the person saw, None for none; what is no moment fits no key."""
    given = request.POST.get("replaces", "")
    try:
        return (parse_datetime(given) or datetime.min) if given else None
    except ValueError:
        return datetime.min
