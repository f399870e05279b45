"""What waits for units."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Role
from city.models import Unit
from city.queries import names
from consultations.postulates.queries import (
    actor_of,
    moves_open_to,
    with_parts,
    work_of,
)

from .access import PER_PAGE
from .case import lead_name


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the cases of the person's units, or all running ones for coordinators, the soonest due first."""
    actor = actor_of(request.user)
    if not actor.roles & {Role.COORDINATOR, Role.OFFICIAL, Role.APPROVER}:
        raise PermissionDenied
    page = Paginator(with_parts(work_of(actor)), PER_PAGE).get_page(request.GET.get("page"))
    unit_names = names(Unit)
    rows = [(postulate, moves_open_to(actor, postulate), lead_name(postulate, unit_names)) for postulate in page]
    return render(request, "postulates/desk.html", {"page_obj": page, "rows": rows})
