"""What everybody sees of an organisation, and what its owners say about it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultations.organisations.forms import OrganisationForm
from consultations.organisations.models import Membership, Organisation
from consultations.organisations.permissions import is_checker
from consultations.organisations.profile import sections_of
from consultations.organisations.queries import invitations_to, membership_of
from consultations.organisations.services import ask_for_check, register_organisation, update_organisation

from .readers import signed_in


@require_GET
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation; its members and the city also see who belongs to it and how it was checked."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    own = membership_of(request.user, organisation)
    checks = is_checker(request.user)
    knows_more = own is not None or checks
    context = {
        "organisation": organisation,
        "own": own,
        "is_owner": own is not None and own.role == Membership.Role.OWNER,
        "may_verify": checks and own is None,
        "members": organisation.memberships.select_related("person").order_by("pk") if own else [],
        "verifications": organisation.verifications.select_related("decided_by") if knows_more else [],
        "knows_more": knows_more,
        "sections": sections_of(organisation, request),
        "office_language": settings.LANGUAGE_CODE,
    }
    return render(request, "organisations/profile.html", context)


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the organisations the person belongs to, and those that invite them."""
    person = signed_in(request)
    memberships = Membership.objects.filter(person=person).select_related("organisation")
    context = {
        "memberships": memberships.order_by("organisation__legal_name"),
        "invitations": invitations_to(person),
        "waiting": Organisation.objects.waiting().count() if is_checker(person) else None,
    }
    return render(request, "organisations/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a new organisation; the city verifies it later."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = register_organisation(
                actor=signed_in(request), description_language=get_language(), **form.cleaned_data
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(
                request, _("The organisation is registered. The city will check it; you can write already.")
            )
            return redirect(organisation)
    return render(request, "organisations/register.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an owner correct what the organisation says about itself."""
    organisation = _own(request, pk)
    was_waiting = organisation.is_waiting
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if "description" in form.changed_data:
            facts["description_language"] = get_language()
        try:
            saved = update_organisation(actor=signed_in(request), organisation_id=pk, **facts)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _saved(is_to_be_checked=saved.is_waiting and not was_waiting))
            return redirect(saved)
    context = {
        "form": form,
        "organisation": Organisation.objects.get(pk=pk),
        "office_language": settings.LANGUAGE_CODE,
    }
    return render(request, "organisations/edit.html", context)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an owner ask the city to check a refused organisation once more."""
    organisation = _own(request, pk)
    ask_for_check(actor=signed_in(request), organisation_id=pk)
    messages.success(request, _("The city will check the organisation again and write to you."))
    return redirect(organisation)


def _own(request: HttpRequest, pk: int) -> Organisation:
    """Return an organisation to its owner; others may know of it but not change it, or must not know of it."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    own = membership_of(request.user, organisation)
    if own is None or own.role != Membership.Role.OWNER or organisation.is_suspended:
        raise PermissionDenied
    return organisation


def _saved(*, is_to_be_checked: bool) -> str:
    if is_to_be_checked:
        return _("The changes are saved. The city will check the organisation again and write to you.")
    return _("The changes are saved.")
