from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User

from .forms import AbsenceForm
from .models import Absence
from .queries import people_arranged_by, stands_in_for, works_in_the_city
from .services import cancel_absence, plan_absence

PER_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """List the absences the person needs to know of and let them plan one."""
    user = _colleague(request)
    form = AbsenceForm(request.POST or None, planner=user)
    if request.method == "POST" and form.is_valid() and _is_planned(user, form):
        messages.success(request, _("The absence is planned."))
        return redirect("city:absences")
    return render(request, "city/absences.html", _page(request, user, form))


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an absence."""
    user = _colleague(request)
    absence = get_object_or_404(Absence.objects.visible_to(user), pk=pk)
    cancel_absence(actor=user, absence_id=absence.pk)
    messages.success(request, _("The absence is cancelled. Nobody stands in for it any more."))
    return redirect("city:absences")


def _is_planned(user: User, form: AbsenceForm) -> bool:
    try:
        plan_absence(actor=user, **form.plan())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _page(request: HttpRequest, user: User, form: AbsenceForm) -> dict[str, object]:
    today = timezone.localdate()
    coming = Absence.objects.visible_to(user).filter(ends_on__gte=today).select_related("person", "deputy")
    page = Paginator(coming, PER_PAGE).get_page(request.GET.get("page"))
    arranged = set(people_arranged_by(user).values_list("pk", flat=True))
    return {
        "form": form,
        "may_plan": bool(arranged),
        "page_obj": page,
        "rows": [(absence, absence.person_id in arranged, absence.starts_on <= today) for absence in page],
        "stood_in_for": stands_in_for(user, today),
    }


def _colleague(request: HttpRequest) -> User:
    """Return the signed-in person, who must work for the city."""
    if not isinstance(request.user, User) or not works_in_the_city(request.user):
        raise PermissionDenied
    return request.user
