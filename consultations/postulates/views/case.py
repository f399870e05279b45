"""The page of one case, for whoever may read it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from city.models import Topic, Unit
from city.queries import names
from consultations.postulates.models import Commitment, Postulate
from consultations.postulates.moderation import moderated
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import actor_of, may_report_progress, moves_open_to, secrets_of
from consultations.postulates.timeline import Reader, timeline

from .access import readable, reader_of


@require_GET
def case(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show one case to whoever may read it."""
    return _case_page(request, year=year, number=number)


@require_GET
def short_link(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Send the short address that stands on letters to the page in the reader's language."""
    return redirect(readable(request, year=year, number=number))


@login_required
@require_GET
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a case that has no number yet to its authors."""
    return _case_page(request, key=key)


def _case_page(request: HttpRequest, **lookup: Any) -> HttpResponse:
    postulate = readable(request, **lookup)
    actor = actor_of(request.user)
    reader, secrets = reader_of(actor, postulate), secrets_of(actor, postulate)
    unit_names = names(Unit)
    topic_names = names(Topic)
    context = {
        "postulate": postulate,
        "reader": reader.name.lower(),
        "is_public": Postulate.objects.public().filter(pk=postulate.pk).exists(),
        "moves": moves_open_to(actor, postulate),
        "timeline": timeline(postulate, reader, secrets),
        "moderated": moderated(postulate, request.user, reader, secrets),
        "topics": [topic_names[topic.translation_key] for topic in postulate.topics.all()],
        "lead_unit": lead_name(postulate, unit_names),
        "contributions": [(row, unit_names[row.unit.translation_key]) for row in postulate.contributions],
        "response": postulate.published_response,
        "draft_response": postulate.current_response if reader is Reader.STAFF else None,
        "commitments": _commitments(postulate, unit_names, actor),
        "clock": postulate.clock_events.all(),
        "follows": FOLLOWED_AS,
        "office_language": settings.LANGUAGE_CODE,
    }
    return render(request, "postulates/case.html", context)


def lead_name(postulate: Postulate, unit_names: Any) -> Any:
    """Return the name of the leading unit, or None."""
    return unit_names[postulate.lead.unit.translation_key] if postulate.lead else None


def _commitments(postulate: Postulate, unit_names: Any, actor: Actor) -> list[tuple[Commitment, Any, bool]]:
    response = postulate.published_response
    rows = response.commitments.all() if response else []
    return [(row, unit_names[row.responsible_unit.translation_key], may_report_progress(actor, row)) for row in rows]
