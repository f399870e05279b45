"""The page of results."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .facets import facets
from .labels import kind_labels, language_labels
from .queries import LONGEST_QUERY, find
from .questions import note_unanswered

_LONGEST_PAGE_NUMBER = 5


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found. Parameters that make no sense are ignored, a query that is too long is cut."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    text = typed[:LONGEST_QUERY]
    language = _known(request.GET.get("language", ""), language_labels())
    kind = _known(request.GET.get("kind", ""), kind_labels())
    filters = {name: (value,) for name, value in (("language", language), ("kind", kind)) if value}
    found = find(text, user_language=get_language() or "", filters=filters, page=_page(request.GET.get("page", "")))
    if text and not (found.total or found.is_degraded or language or kind):
        note_unanswered(text, get_language() or "")
    context = {
        "query": text,
        "is_cut": len(typed) > LONGEST_QUERY,
        "longest_query": LONGEST_QUERY,
        "found": found,
        "page_obj": found.page_obj,
        "facets": facets(found.facets, _parameters(text, language, kind)) if text else [],
        "unfiltered": f"?{_parameters(text, '', '').urlencode()}",
        "language": language,
        "kind": kind,
    }
    return render(request, "search/results.html", context, status=503 if found.is_degraded else 200)


def _known(value: str, labels: dict[str, str]) -> str:
    return value if value in labels else ""


def _page(value: str) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) <= _LONGEST_PAGE_NUMBER
    return max(1, int(value)) if is_number else 1


def _parameters(text: str, language: str, kind: str) -> QueryDict:
    parameters = QueryDict(mutable=True)
    for name, value in (("q", text), ("language", language), ("kind", kind)):
        if value:
            parameters[name] = value
    return parameters
