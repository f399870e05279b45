from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from city.models import Unit
from city.queries import names
from consultations.postulates.models import Postulate

from .models import Meeting

PAST_SHOWN = 20


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """List coming meetings and the latest past ones."""
    context = {
        "upcoming": Meeting.objects.upcoming().select_related("series"),
        "past": Meeting.objects.past().select_related("series")[:PAST_SHOWN],
    }
    return render(request, "meetings/list.html", context)


@require_GET
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting with its agenda, carried-over commitments and minutes."""
    row = get_object_or_404(Meeting.objects.published().select_related("series"), pk=pk)
    agenda = row.agenda.select_related("postulate", "commitment__responsible_unit", "commitment__response__postulate")
    readable = set(
        Postulate.objects.visible_to(request.user)
        .filter(pk__in=agenda.values("postulate_id"))
        .values_list("pk", flat=True)
    )
    unit_names = names(Unit)
    items = [
        (
            item,
            unit_names[item.commitment.responsible_unit.translation_key] if item.commitment else None,
        )
        for item in agenda.order_by("position", "pk")
        if item.postulate_id is None or item.postulate_id in readable
    ]
    return render(request, "meetings/meeting.html", {"meeting": row, "items": items})
