"""What the city promised, and where it stands."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from city.models import Unit
from city.queries import names
from cms.paging import Paginator
from consultations.postulates.forms.commitments import CommitmentForm
from consultations.postulates.models import Commitment
from consultations.postulates.queries import actor_of, may_report_progress, public_commitments
from consultations.postulates.services import update_commitment
from consultations.postulates.workflow import CommitmentStatus

from .access import PER_PAGE, show_errors, signed_in


@require_GET
def commitments(request: HttpRequest) -> HttpResponse:
    """List what the city promised, who keeps it and where it stands."""
    page = Paginator(public_commitments(), PER_PAGE).get_page(request.GET.get("page"))
    unit_names = names(Unit)
    rows = [(row, unit_names[row.responsible_unit.translation_key]) for row in page]
    return render(request, "postulates/commitments.html", {"page_obj": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Record where a promise stands."""
    row = get_object_or_404(Commitment.objects.public().select_related("response__postulate"), pk=pk)
    actor = actor_of(request.user)
    if not may_report_progress(actor, row):
        raise PermissionDenied
    form = CommitmentForm(request.POST or None, initial={"status": row.status, "due_on": row.due_on})
    form.fields["status"].choices = CommitmentStatus.choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            update_commitment(commitment_id=pk, actor=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            show_errors(error, form)
        else:
            return redirect(row.response.postulate)
    return render(request, "postulates/commitment.html", {"form": form, "commitment": row})
