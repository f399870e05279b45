"""The page with everything an address follows: by the link in its mails, or for whoever is signed in with it."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User

from .forms import AddressForm, RowForm
from .links import manage_token
from .managing import ask_for_link, change, renew_link, stop, stop_all
from .models import Follower
from .queries import address_to_follow_with, follower_of, subscriptions_of
from .registry import Thing, followed_things
from .views import asks_too_often, broken_link


@dataclass(frozen=True)
class Row:
    """One thing an address follows, and the form that changes how."""

    pk: int
    thing: Thing | None
    form: RowForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show and change everything the owner of the link follows. Only a POST changes anything."""
    follower = follower_of(token)
    if follower is None:
        return broken_link(request)
    here = reverse("notifications:manage", args=[token])
    if request.method == "POST" and request.POST.get("action") == "renew":
        return _renew(request, follower)
    return _page(request, email=follower.email, here=here, follower=follower)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest) -> HttpResponse:
    """Show and change everything that somebody who is signed in follows with the address of their account."""
    email = address_to_follow_with(request.user) if isinstance(request.user, User) else None
    if email is None:
        return render(request, "notifications/not_confirmed.html")
    return _page(request, email=email, here=reverse("notifications:following"))


def _page(request: HttpRequest, *, email: str, here: str, follower: Follower | None = None) -> HttpResponse:
    wrong: RowForm | None = None
    if request.method == "POST":
        answer = _act(request, email=email, here=here)
        if isinstance(answer, HttpResponse):
            return answer
        wrong = answer
    context = {"rows": _rows(email, wrong), "email": email, "wrong": wrong, "may_renew": follower is not None}
    return render(request, "notifications/manage.html", context, status=422 if wrong else 200)


def _act(request: HttpRequest, *, email: str, here: str) -> HttpResponse | RowForm:
    """Do what was asked of one row or of all; return the form where the choice makes no sense."""
    if request.POST.get("action") == "stop_all":
        stop_all(email=email)
        return redirect("notifications:stopped")
    form = RowForm(request.POST, auto_id=_auto_id(request.POST.get("subscription", "")))
    if not form.is_valid():
        return form
    fields = form.cleaned_data
    pk = fields["subscription"]
    if request.POST.get("action") == "stop":
        if stop(email=email, subscription_id=pk):
            messages.success(request, _("You no longer follow this. The other things stay as they were."))
        return redirect(here if subscriptions_of(email).exists() else "notifications:stopped")
    if change(email=email, subscription_id=pk, rhythm=fields["rhythm"], language=fields["language"]):
        messages.success(request, _("Your choice is saved."))
    return redirect(here)


def _rows(email: str, wrong: RowForm | None) -> list[Row]:
    subscriptions = list(subscriptions_of(email))
    things = followed_things((each.kind, each.object_id) for each in subscriptions)
    asked = wrong.data.get("subscription") if wrong else None
    return [
        Row(
            each.pk,
            things.get((each.kind, each.object_id)),
            wrong
            if wrong and str(each.pk) == asked
            else RowForm(
                initial={"subscription": each.pk, "rhythm": each.rhythm, "language": each.language},
                auto_id=_auto_id(each.pk),
            ),
        )
        for each in subscriptions
    ]


def _auto_id(subscription: int | str) -> str:
    return f"row_{slugify(str(subscription))}_%s"


def _renew(request: HttpRequest, follower: Follower) -> HttpResponse:
    renewed = renew_link(follower_id=follower.pk)
    if renewed is None:
        return broken_link(request)
    messages.success(request, _("Links in earlier messages open this page no more. Keep the address of this one."))
    return redirect("notifications:manage", token=manage_token(renewed.pk, renewed.secret))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_link(request: HttpRequest) -> HttpResponse:
    """Send the owner of an address their link; the answer is the same for every address."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "notifications/send_link.html", {"form": form}, status=status)
    if asks_too_often(request):
        return render(request, "429.html", status=429)
    if not form.is_from_a_machine:
        ask_for_link(email=form.cleaned_data["email"])
    return redirect("notifications:link_sent")


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say what comes if the address follows anything."""
    return render(request, "notifications/link_sent.html")


@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Say that an address follows nothing any more and is erased."""
    return render(request, "notifications/stopped.html")
