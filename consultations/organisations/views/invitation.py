"""The page behind the link of an invitation. It works for somebody who has no account yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.queries import has_confirmed
from consultations.organisations.models import Invitation
from consultations.organisations.queries import invitation_with, membership_of
from consultations.organisations.services import InvitationClosed, accept_invitation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites whom to what; only a POST by the owner of the invited address accepts."""
    found = invitation_with(token)
    if found is None:
        return render(request, "organisations/invitation_broken.html", status=404)
    if found.state == Invitation.State.ACCEPTED and membership_of(request.user, found.organisation):
        return redirect(found.organisation)
    if found.state != Invitation.State.OPEN:
        return _closed(request, found, found.state)
    if request.method == "POST":
        return _accept(request, found)
    person = request.user if isinstance(request.user, User) else None
    context = {
        "invitation": found,
        "organisation": found.organisation,
        "person": person,
        "is_theirs": person is not None and has_confirmed(person, found.email),
    }
    return render(request, "organisations/invitation.html", context)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    if not isinstance(request.user, User):
        return redirect(found)
    try:
        accept_invitation(actor=request.user, invitation_id=found.pk)
    except InvitationClosed as closed:
        return _closed(request, found, closed.state)
    except PermissionDenied:
        return redirect(found)  # the page says which address is needed
    messages.success(request, _("You belong to %(organisation)s now.") % {"organisation": found.organisation})
    return redirect(found.organisation)


def _closed(request: HttpRequest, found: Invitation, state: Invitation.State) -> HttpResponse:
    context = {"invitation": found, "organisation": found.organisation, "state": state.value}
    status = 409 if state == Invitation.State.PAUSED else 410  # a paused one works again one day
    return render(request, "organisations/invitation_closed.html", context, status=status)
