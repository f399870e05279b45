"""Where the city checks organisations."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consultations.organisations.forms import VerificationForm
from consultations.organisations.models import Organisation
from consultations.organisations.permissions import is_checker
from consultations.organisations.queries import membership_of
from consultations.organisations.services import decide_verification

from .readers import signed_in

ON_A_PAGE = 20


@login_required
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """List the organisations that wait for a check, who waits longest first."""
    if not is_checker(signed_in(request)):
        raise PermissionDenied
    page = Paginator(Organisation.objects.waiting(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/waiting.html", {"page_obj": page})


@login_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the city say whether the organisation is who it says it is, suspend it or lift a suspension."""
    if not is_checker(signed_in(request)):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation, pk=pk)
    if membership_of(request.user, organisation):
        raise PermissionDenied
    form = VerificationForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid() and _decided(request, organisation, form):
        messages.success(request, _("The decision is saved. The members are told by e-mail."))
        return redirect("organisations:waiting")
    verifications = organisation.verifications.select_related("decided_by")
    context = {
        "form": form,
        "organisation": organisation,
        "verifications": verifications,
        "office_language": settings.LANGUAGE_CODE,
    }
    return render(request, "organisations/verify.html", context)


def _decided(request: HttpRequest, organisation: Organisation, form: VerificationForm) -> bool:
    fields = form.cleaned_data
    try:
        decide_verification(
            actor=signed_in(request),
            organisation_id=organisation.pk,
            status=fields["decision"],
            reason=fields["reason"],
            evidence=fields["evidence"],
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True
