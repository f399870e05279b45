"""What the city promised, and where it stands."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from city.models import Unit
from city.queries import names
from cms.paging import Paginator
from consultations.postulates.forms.commitments import MilestoneDoneForm, MilestoneForm, ReportForm
from consultations.postulates.forms.register import PromisesForm
from consultations.postulates.models import Commitment, Milestone
from consultations.postulates.promises import PublicPromise, chosen_promises, shown_promises, with_history
from consultations.postulates.queries import actor_of, may_report_progress, public_commitments
from consultations.postulates.services import finish_milestone, plan_milestone, update_commitment

from .access import PER_PAGE, show_errors, signed_in


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """List what the city promised, who keeps it and where it stands."""
    form = PromisesForm(request.GET)
    page = Paginator(chosen_promises(form.choice()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "total": page.paginator.count,
        "promises": shown_promises(page, names(Unit), actor_of(request.user)),
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "postulates/commitments.html", context)


@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one promise with everything that was ever reported about it."""
    return render(request, "postulates/commitment.html", {"promise": _promise(request, pk)})


@login_required
@require_http_methods(["GET", "POST"])
def report_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Record where a promise stands."""
    row = _reportable(request, pk)
    form = ReportForm(request.POST or None, commitment=row)

    def save(**values: Any) -> None:
        update_commitment(commitment_id=pk, **values)

    return _write(request, row, form, save, title=_("Where does the promise stand?"))


@login_required
@require_http_methods(["GET", "POST"])
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a step towards a promise."""
    row = _reportable(request, pk)
    form = MilestoneForm(request.POST or None)

    def save(**values: Any) -> None:
        plan_milestone(commitment_id=pk, **values)

    return _write(request, row, form, save, title=_("Plan a step"))


@login_required
@require_http_methods(["GET", "POST"])
def milestone_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a step was taken."""
    milestone = get_object_or_404(Milestone, pk=pk)
    row = _reportable(request, milestone.commitment_id)
    form = MilestoneDoneForm(request.POST or None)

    def save(**values: Any) -> None:
        finish_milestone(milestone_id=pk, **values)

    return _write(request, row, form, save, title=_("This step is done"), milestone=milestone)


def _promise(request: HttpRequest, pk: int) -> PublicPromise:
    row = get_object_or_404(with_history(public_commitments()), pk=pk)
    return shown_promises([row], names(Unit), actor_of(request.user))[0]


def _reportable(request: HttpRequest, pk: int) -> Commitment:
    row = get_object_or_404(public_commitments(), pk=pk)
    if not may_report_progress(actor_of(request.user), row):
        raise PermissionDenied
    return row


def _write(
    request: HttpRequest, row: Commitment, form: Any, save: Callable[..., None], *, title: str, **context: Any
) -> HttpResponse:
    """Show the form, and let the service keep what was sent."""
    if request.method == "POST" and form.is_valid():
        try:
            save(actor=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            show_errors(error, form)
        else:
            messages.success(request, _("Saved. Everybody can read it now."))
            return redirect("postulates:commitment", pk=row.pk)
    context |= {"form": form, "commitment": row, "title": title}
    return render(request, "postulates/commitment_form.html", context)
