"""The public register of postulates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from city.models import Topic
from city.queries import names
from cms.paging import Paginator
from consultations.postulates.queries import public_register
from consultations.postulates.workflow import PUBLIC, State

from .access import PER_PAGE

GROUPS = {
    "open": PUBLIC - {State.ANSWERED, State.CLOSED, State.TRANSFERRED_OUT},
    "answered": {State.ANSWERED, State.CLOSED},
}


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """List every public case; filter by state and topic."""
    postulates = public_register()
    group = request.GET.get("state", "")
    if group in GROUPS:
        postulates = postulates.filter(status__in=GROUPS[group])
    topics = _topics()
    topic = request.GET.get("topic", "")
    if topic in topics:
        postulates = postulates.filter(topics__code=topic)
    page = Paginator(postulates, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "state": group,
        "topic": topic,
        "topics": topics,
        "total": page.paginator.count,
    }
    return render(request, "postulates/register.html", context)


def _topics() -> dict[str, Any]:
    topic_names = names(Topic)
    return {topic.code: topic_names[topic.translation_key] for topic in Topic.objects.facts()}
