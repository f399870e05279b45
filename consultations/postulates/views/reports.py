"""Where readers say that a public text should not stand, and moderators deal with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.tries import count_try
from consultations.postulates.forms.reports import HandleReportForm, ReportForm
from consultations.postulates.models import Postulate, Report
from consultations.postulates.permissions import Secret, is_impartial_moderator
from consultations.postulates.queries import actor_of, case_of, secrets_of
from consultations.postulates.services import handle_report, report_case

from .access import readable, show_errors, signed_in

REPORTS_AN_HOUR = 5


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Let anybody say what is wrong with a public case; a machine gets the same thanks and leaves nothing."""
    postulate = get_object_or_404(Postulate.objects.public(), year=year, number=number)
    form = ReportForm(request.POST or None)
    context = {"form": form, "postulate": postulate}
    if request.method == "GET" or not form.is_valid():
        return render(request, "postulates/report.html", context)
    thanks = redirect("postulates:reported", year=year, number=number)
    key = form.cleaned_data["submission_key"]
    if form.is_from_a_machine or Report.objects.filter(submission_key=key).exists():
        return thanks
    if count_try(request, "postulates.report") > REPORTS_AN_HOUR:
        form.add_error(None, _("You have sent several reports. Wait an hour before the next one."))
        return render(request, "postulates/report.html", context, status=429)
    report_case(
        postulate_id=postulate.pk,
        submission_key=key,
        reason=form.cleaned_data["reason"],
        text=form.cleaned_data["text"],
        reporter=request.user if isinstance(request.user, User) else None,
    )
    return thanks


@require_GET
def reported(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Thank the reader and say what happens next."""
    postulate = get_object_or_404(Postulate.objects.public(), year=year, number=number)
    return render(request, "postulates/reported.html", {"postulate": postulate})


@login_required
@require_http_methods(["GET", "POST"])
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report to a moderator, and take down what was done about it."""
    row = get_object_or_404(Report.objects.select_related("postulate", "handled_by"), pk=pk)
    postulate = readable(request, pk=row.postulate_id)
    actor = actor_of(request.user)
    if Secret.MODERATION not in secrets_of(actor, postulate):
        raise Http404
    may_handle = is_impartial_moderator(actor, case_of(postulate)) and row.handled_at is None
    form = HandleReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            handle_report(report_id=pk, actor=signed_in(request), resolution=form.cleaned_data["resolution"])
        except ValidationError as error:
            show_errors(error, form)
        else:
            messages.success(request, _("The report is handled."))
            return redirect(postulate)
    context = {"form": form, "report": row, "postulate": postulate, "may_handle": may_handle or form.is_bound}
    return render(request, "postulates/report_handle.html", context)
