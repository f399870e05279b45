"""The pages on which somebody without an account follows a thing, confirms it and stops."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .forms import FollowForm
from .links import to_confirm, to_unsubscribe
from .models import Subscription
from .registry import followed
from .services import NotFollowable, confirm, subscribe, unsubscribe
from .suppression import lift_own


@never_cache
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Ask the owner of the address to confirm; the answer does not tell what we knew about the address."""
    form = FollowForm(request.POST)
    is_valid = form.is_valid()
    title, path = _thing(form)
    if is_valid and form.is_from_a_machine:
        return redirect("notifications:asked")
    if not is_valid:
        context = {"form": form, "title": title, "path": path}
        return render(request, "notifications/follow.html", context, status=422)
    fields = form.cleaned_data
    try:
        subscribe(
            kind=fields["kind"], object_id=fields["object_id"], email=fields["email"], language=get_language() or ""
        )
    except NotFollowable as error:
        raise Http404 from error
    return redirect("notifications:asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a message is on its way, and what to do when none comes."""
    return render(request, "notifications/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is to be followed and a button; only the button starts the subscription."""
    try:
        pk = to_confirm(token)
    except SignatureExpired:
        return render(request, "notifications/link_expired.html", status=410)
    except BadSignature:
        return _broken_link(request)
    subscription = Subscription.objects.filter(pk=pk).first()
    if subscription is None:
        return render(request, "notifications/link_expired.html", status=410)
    title, path = followed(subscription.kind, subscription.object_id) or ("", "")
    if request.method == "POST":
        confirm(pk)
    is_done = request.method == "POST" or subscription.confirmed_at is not None
    return render(request, "notifications/confirm.html", {"title": title, "path": path, "is_done": is_done})


# A mail program presses the button by itself (RFC 8058): it has no cookie, the signature in the address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that stops the mails; only the button, or the mail program's POST, stops them."""
    try:
        pk = to_unsubscribe(token)
    except BadSignature:
        return _broken_link(request)
    if request.method == "POST":
        unsubscribe(pk)
    subscription = Subscription.objects.filter(pk=pk).first()
    title, path = (followed(subscription.kind, subscription.object_id) if subscription else None) or ("", "")
    context = {"title": title, "path": path, "is_done": subscription is None}
    return render(request, "notifications/unsubscribe.html", context)


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


def _thing(form: FollowForm) -> tuple[str, str]:
    fields = form.cleaned_data
    thing = followed(fields["kind"], fields["object_id"]) if {"kind", "object_id"} <= fields.keys() else None
    if thing is None:
        raise Http404
    return thing


def _broken_link(request: HttpRequest) -> HttpResponse:
    return render(request, "notifications/link_broken.html", status=404)
