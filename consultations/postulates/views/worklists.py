"""What waits for moderators."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import Role
from cms.paging import Paginator
from consultations.postulates.queries import (
    actor_of,
    moderation_queue,
    moves_open_to,
    waits_too_long,
    with_parts,
)

from .access import PER_PAGE


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for moderation, the oldest first."""
    actor = actor_of(request.user)
    if not actor.roles & {Role.MODERATOR, Role.AUDITOR}:
        raise PermissionDenied
    page = Paginator(with_parts(moderation_queue()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(postulate, moves_open_to(actor, postulate), waits_too_long(postulate)) for postulate in page]
    return render(request, "postulates/queue.html", {"page_obj": page, "rows": rows})
