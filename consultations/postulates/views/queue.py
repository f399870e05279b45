"""The queue of the moderators."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Role
from cms.paging import Paginator
from consultations.postulates.permissions import WRITE_DOWN
from consultations.postulates.queries import actor_of, with_parts
from consultations.postulates.queue import FACETS, clock, conditions, counts, in_queue, rows

from .access import PER_PAGE

LONGEST_SEARCH = 150


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for moderation, the oldest first; what is chosen stands in the address."""
    actor = actor_of(request.user)
    if not actor.roles & {Role.MODERATOR, Role.AUDITOR}:
        raise PermissionDenied
    limits = clock()
    facets = conditions(actor, limits)
    chosen = request.GET.get("facet", "")
    chosen = chosen if chosen in facets else "all"
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    numbers = counts(facets)
    page = Paginator(with_parts(in_queue(facets[chosen], text)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": rows(page, actor, limits),
        "may_write_down": bool(actor.roles & WRITE_DOWN),
        "facets": [(name, label, numbers[name]) for name, label in FACETS.items()],
        "chosen": chosen,
        "chosen_label": FACETS[chosen],
        "q": text,
        "working_days": limits.working_days,
    }
    return render(request, "postulates/queue.html", context)
