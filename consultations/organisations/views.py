from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.roles import roles_of

from .forms import MemberForm, OrganisationForm, VerificationForm
from .models import Membership, Organisation
from .services import CHECKERS, add_member, decide_verification, register_organisation


@require_GET
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation; its members also see who belongs to it."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    members = list(organisation.memberships.select_related("person"))
    own = next((row for row in members if row.person_id == request.user.pk), None)
    may_verify = own is None and bool(request.user.pk and roles_of(request.user) & CHECKERS)
    context = {
        "organisation": organisation,
        "members": members if own else [],
        "is_owner": own is not None and own.role == Membership.Role.OWNER,
        "may_verify": may_verify,
    }
    return render(request, "organisations/profile.html", context)


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the organisations the person belongs to."""
    memberships = Membership.objects.filter(person=_user(request)).select_related("organisation")
    return render(request, "organisations/mine.html", {"memberships": memberships})


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a new organisation; the city verifies it later."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = register_organisation(actor=_user(request), **form.cleaned_data)
        messages.success(
            request,
            _("The organisation is registered. The city will check it; you can write already."),
        )
        return redirect("organisations:profile", pk=organisation.pk)
    return render(request, "organisations/register.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an owner give a colleague a place in the organisation."""
    organisation = get_object_or_404(Organisation.objects.filter(memberships__person=_user(request)), pk=pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_member(
            actor=_user(request),
            organisation=organisation,
            person=form.cleaned_data["email"],
            role=form.cleaned_data["role"],
        )
        return redirect("organisations:profile", pk=pk)
    return render(
        request,
        "organisations/members.html",
        {"form": form, "organisation": organisation},
    )


@login_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the city say whether the organisation is who it says it is."""
    if not roles_of(_user(request)) & CHECKERS:
        raise PermissionDenied
    organisation = get_object_or_404(Organisation, pk=pk)
    form = VerificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide_verification(actor=_user(request), organisation_id=pk, **form.cleaned_data)
        return redirect("organisations:profile", pk=pk)
    return render(
        request,
        "organisations/verify.html",
        {"form": form, "organisation": organisation},
    )


def _user(request: HttpRequest) -> User:
    """Return the signed-in person; the views that call it are behind ``login_required``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
