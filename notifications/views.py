"""The pages on which somebody follows a thing, with or without an account, confirms it and stops."""

from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.tries import count_try

from .forms import FollowForm, ThingForm
from .links import manage_token, to_confirm, to_stop_digest, to_unsubscribe
from .managing import stop_digest
from .models import Follower, Rhythm, Subscription
from .queries import address_to_follow_with, subscriptions_of
from .registry import followed
from .services import NotFollowable, confirm, subscribe, unsubscribe
from .services import follow as follow_at_once


@never_cache
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Ask the owner of the address to confirm; the answer does not tell what we knew about the address.

    Somebody who is signed in and gives no other address than their own, which is confirmed already, follows at once.
    """
    person = request.user if isinstance(request.user, User) else None
    own = address_to_follow_with(person) if person else None
    if person and own and request.POST.get("email", own).strip().lower() == own:
        return _follow_as(request, person)
    form = FollowForm(request.POST)
    is_valid = form.is_valid()
    title, path = _thing(form)
    if is_valid and form.is_from_a_machine:
        return redirect("notifications:asked")
    if is_valid and asks_too_often(request):
        return render(request, "429.html", status=429)
    if not is_valid:
        context = {"form": form, "title": title, "path": path}
        return render(request, "notifications/follow.html", context, status=422)
    fields = {name: form.cleaned_data[name] for name in ("kind", "object_id", "email", "rhythm", "language")}
    try:
        subscribe(**fields)
    except NotFollowable as error:
        raise Http404 from error
    return redirect("notifications:asked")


def _follow_as(request: HttpRequest, person: User) -> HttpResponse:
    form = ThingForm(request.POST)
    is_valid = form.is_valid()
    title, path = _thing(form)
    if not is_valid:
        context = {"form": form, "title": title, "path": path}
        return render(request, "notifications/follow.html", context, status=422)
    try:
        follow_at_once(actor=person, **form.cleaned_data)
    except NotFollowable as error:
        raise Http404 from error
    messages.success(request, _("You follow this now: %(title)s") % {"title": title})
    return redirect(path)


@require_safe
def ask(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Show the form with which a thing is followed."""
    thing = followed(kind, object_id)
    if thing is None:
        raise Http404
    title, path = thing
    return render(
        request, "notifications/ask.html", {"kind": kind, "object_id": object_id, "title": title, "path": path}
    )


def asks_too_often(request: HttpRequest) -> bool:
    """Count that a machine asked us to write to an address, and say whether it does so too often."""
    return count_try(request, "notifications.ask") > settings.SUBSCRIPTION_ASKS_PER_HOUR_AND_MACHINE


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
        return broken_link(request)
    subscription = Subscription.objects.filter(pk=pk).first()
    if subscription is None:
        return render(request, "notifications/link_expired.html", status=410)
    title, path = followed(subscription.kind, subscription.object_id) or ("", "")
    was_confirmed = subscription.confirmed_at is not None
    if request.method == "POST" and confirm(pk) is None:  # stopped at this very moment
        return render(request, "notifications/link_expired.html", status=410)
    is_done = request.method == "POST" or was_confirmed
    context = {
        "title": title, "path": path, "is_done": is_done, "subscription": subscription,
        # Only who confirms sees it: a link that was used already tells whoever finds it no more than what it did.
        "manage_path": _manage_path(subscription) if is_done and not was_confirmed else "",
    }  # fmt: skip
    return render(request, "notifications/confirm.html", context)


def _manage_path(subscription: Subscription) -> str:
    follower = Follower.objects.get(email=subscription.email)
    return reverse("notifications:manage", args=[manage_token(follower.pk, follower.secret)])


# A mail program presses the button by itself (RFC 8058): it has no cookie, the signature in the address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that stops the mails; only the button, or the mail program's POST, stops them."""
    try:
        pk = to_unsubscribe(token)
    except BadSignature:
        return broken_link(request)
    if request.method == "POST":
        unsubscribe(pk)
    subscription = Subscription.objects.filter(pk=pk).first()
    title, path = (followed(subscription.kind, subscription.object_id) if subscription else None) or ("", "")
    context = {"title": title, "path": path, "is_done": subscription is None}
    return render(request, "notifications/unsubscribe.html", context)


@csrf_exempt  # As above.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that stops everything told in one kind of digest; only it, or the mail program's POST, does."""
    try:
        pk, rhythm = to_stop_digest(token)
    except BadSignature:
        return broken_link(request)
    if request.method == "POST":
        stop_digest(follower_id=pk, rhythm=rhythm)
    follower = Follower.objects.filter(pk=pk).first()
    count = subscriptions_of(follower.email).filter(rhythm=rhythm).count() if follower else 0
    context = {"count": count, "is_weekly": rhythm == Rhythm.WEEKLY, "is_done": not count}
    return render(request, "notifications/stop_digest.html", context)


def _thing(form: ThingForm) -> tuple[str, str]:
    fields = form.cleaned_data
    thing = followed(fields["kind"], fields["object_id"]) if {"kind", "object_id"} <= fields.keys() else None
    if thing is None:
        raise Http404
    return thing


def broken_link(request: HttpRequest) -> HttpResponse:
    """Answer a link that was cut, or made by somebody else."""
    return render(request, "notifications/link_broken.html", status=404)
