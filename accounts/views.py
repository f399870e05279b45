"""Where people go after they sign in, what they may say about themselves, and what a lock-out looks like."""

from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .forms import ProfileForm
from .models import User
from .queries import may_sign_in_by_mail
from .roles import Role, roles_of
from .services import claim_account, person_for_code

# First match wins: a person with two roles starts where something waits for them.
WORKPLACES: tuple[tuple[frozenset[Role], tuple[str, ...]], ...] = (
    (frozenset({Role.MODERATOR}), ("postulates:queue", "postulates:desk")),
    (frozenset({Role.COORDINATOR, Role.OFFICIAL, Role.APPROVER}), ("postulates:desk", "postulates:queue")),
    (frozenset({Role.EDITOR, Role.AUTHOR, Role.TRANSLATOR, Role.ADMINISTRATOR}), ("wagtailadmin_home",)),
    (frozenset({Role.AUDITOR}), ("postulates:desk", "wagtailadmin_home")),
)
AFTER_CODE = ("postulates:start", "accounts:profile")  # who came without an account wants to write
EVERYBODY = ("postulates:mine", "accounts:profile")


@require_safe
@login_required
def landing(request: HttpRequest) -> HttpResponse:
    """Send a person who signed in to the place where they work."""
    return redirect(_first_known(_places(person_of(request))))


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


def person_of(request: HttpRequest) -> User:
    """Return who signed in; the view must ask for that."""
    if not isinstance(request.user, User):
        raise TypeError("A view that asks for the person must require sign-in.")
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and save what a person says about themselves."""
    user = person_of(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your account has been saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


class ByEmail(RequestLoginCodeView):
    """Send a code to an address, and make an account for one that has none; the page says the same to everybody."""

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["email"]
        LoginCodeVerificationProcess.initiate(
            request=self.request, user=person_for_code(email=email, language=get_language()), email=email
        )
        return redirect(_with_next("account_confirm_login_code", self.get_next_url() or _first_known(AFTER_CODE)))


class ByEmailCode(ConfirmLoginCodeView):
    """Sign in who types the code: the address is confirmed by that."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        again = reverse("account_request_login_code")
        if response.headers.get("Location") != again:
            return response
        if not getattr(self, "_process", None):  # set by the page of allauth once there is a code to compare with
            messages.warning(request, _("The code no longer works. Ask for a new one."))
        return redirect(_with_next("account_request_login_code", self.get_next_url()))

    def _verify_form_valid(self, form: Any) -> Any:
        person = self._process.user
        if not may_sign_in_by_mail(person):  # got a role since the code was sent
            self._process.abort()
            return redirect("account_login")
        claim_account(person_id=person.pk, email=self._process.state["email"])
        person.refresh_from_db()
        return super()._verify_form_valid(form)


by_email = ByEmail.as_view()
by_email_code = ByEmailCode.as_view()


def _with_next(name: str, path: str | None) -> str:
    return reverse(name) + (f"?{urlencode({'next': path})}" if path else "")


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """Answer a try to sign in that was refused because too many failed before."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "429.html", {"minutes": minutes}, status=429)
