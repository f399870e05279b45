"""Who belongs to an organisation: shown to its members, changed by its owners."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.organisations.forms import InvitationForm, RoleForm
from consultations.organisations.models import Invitation, Membership, Organisation
from consultations.organisations.services import (
    change_role,
    invite,
    leave,
    remove_member,
    revoke_invitation,
    send_invitation_again,
)

from .readers import signed_in


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Show members and invitations to the members; a POST invites a colleague."""
    organisation = get_object_or_404(Organisation.objects.filter(memberships__person=signed_in(request)), pk=pk)
    rows = list(organisation.memberships.select_related("person").order_by("pk"))
    own = next(row for row in rows if row.person_id == request.user.pk)
    may_change = own.role == Membership.Role.OWNER and not organisation.is_suspended
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, organisation, form):
        return redirect("organisations:members", pk=pk)
    context = {
        "organisation": organisation,
        "own": own,
        "rows": [(row, RoleForm(initial={"role": row.role}, auto_id=f"role_{row.pk}_%s")) for row in rows],
        "is_owner": own.role == Membership.Role.OWNER,
        "may_change": may_change,
        "invitations": organisation.invitations.unanswered().select_related("invited_by"),
        "form": form,
    }
    return render(request, "organisations/members.html", context)


def _invited(request: HttpRequest, organisation: Organisation, form: InvitationForm) -> bool:
    try:
        invitation = invite(
            actor=signed_in(request),
            organisation_id=organisation.pk,
            language=get_language() or organisation.description_language,
            **form.cleaned_data,
        )
    except ValidationError as problem:
        form.add_error("email", problem)
        return False
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
    return True


@login_required
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a member may do."""
    membership = _membership(request, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _refused(request, membership.organisation_id, _("Choose a role from the list."))
    return _done(
        request,
        membership.organisation_id,
        lambda: change_role(actor=signed_in(request), membership_id=pk, **form.cleaned_data),
        _("The role of %(person)s is changed.") % {"person": membership.person},
    )


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """End somebody's membership."""
    membership = _membership(request, pk)
    return _done(
        request,
        membership.organisation_id,
        lambda: remove_member(actor=signed_in(request), membership_id=pk),
        _("%(person)s no longer belongs to the organisation.") % {"person": membership.person},
    )


@login_required
@require_POST
def leave_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """End one's own membership."""
    organisation = get_object_or_404(Organisation.objects.filter(memberships__person=signed_in(request)), pk=pk)
    try:
        leave(actor=signed_in(request), organisation_id=pk)
    except ValidationError as problem:
        return _refused(request, pk, " ".join(problem.messages))
    messages.success(request, _("You no longer belong to %(organisation)s.") % {"organisation": organisation})
    return redirect("organisations:mine")


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation once more."""
    invitation = _invitation(request, pk)
    return _done(
        request,
        invitation.organisation_id,
        lambda: send_invitation_again(actor=signed_in(request), invitation_id=pk),
        _("An invitation is on its way to %(email)s.") % {"email": invitation.email},
    )


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation(request, pk)
    return _done(
        request,
        invitation.organisation_id,
        lambda: revoke_invitation(actor=signed_in(request), invitation_id=pk),
        _("The invitation to %(email)s is taken back. Its link no longer works.") % {"email": invitation.email},
    )


def _done(request: HttpRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    """Do something to the members, say what came of it, and show them again."""
    try:
        act()
    except ValidationError as problem:
        return _refused(request, pk, " ".join(problem.messages))
    messages.success(request, said)
    own = Membership.objects.filter(organisation=pk, person=signed_in(request))
    return redirect("organisations:members", pk=pk) if own.exists() else redirect("organisations:mine")


def _refused(request: HttpRequest, pk: int, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("organisations:members", pk=pk)


def _membership(request: HttpRequest, pk: int) -> Membership:
    """Return a membership in an organisation that the reader belongs to; the service asks whether they own it."""
    own = Organisation.objects.filter(memberships__person=signed_in(request))
    rows = Membership.objects.select_related("person", "organisation")
    return get_object_or_404(rows.filter(organisation__in=own), pk=pk)


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    own = Organisation.objects.filter(memberships__person=signed_in(request))
    return get_object_or_404(Invitation.objects.unanswered().filter(organisation__in=own), pk=pk)
