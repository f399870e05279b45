"""Where people go after they sign in, what they may say about themselves, and what a lock-out looks like."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .forms import ProfileForm
from .models import User
from .roles import Role, roles_of

# First match wins: a person with two roles starts where something waits for them.
WORKPLACES: tuple[tuple[frozenset[Role], tuple[str, ...]], ...] = (
    (frozenset({Role.MODERATOR}), ("postulates:queue", "postulates:desk")),
    (frozenset({Role.COORDINATOR, Role.OFFICIAL, Role.APPROVER}), ("postulates:desk", "postulates:queue")),
    (frozenset({Role.EDITOR, Role.TRANSLATOR, Role.ADMINISTRATOR}), ("wagtailadmin_home",)),
    (frozenset({Role.AUDITOR}), ("postulates:desk", "wagtailadmin_home")),
)
EVERYBODY = ("postulates:mine", "accounts:profile")


@require_safe
@login_required
def landing(request: HttpRequest) -> HttpResponse:
    """Send a person who signed in to the place where they work."""
    return redirect(_first_known(_places(_person(request))))


def _places(user: User) -> tuple[str, ...]:
    roles = roles_of(user)
    own = next((places for wanted, places in WORKPLACES if wanted & roles), ())
    return own + (("wagtailadmin_home",) if user.is_superuser else ()) + EVERYBODY


def _first_known(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise NoReverseMatch(names)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("A view that asks for the person must require sign-in.")
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save what a person says about themselves."""
    user = _person(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your account has been saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """Answer a try to sign in that was refused because too many failed before."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "429.html", {"minutes": minutes}, status=429)
