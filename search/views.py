"""The page of results, and what its scripts ask for and tell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.tries import count_try

from .concepts.usage import note_met
from .empty import way_out
from .facets import chosen, facets, orders
from .feeds import feed_address
from .labels import Labels
from .limits import SEARCHES, SUGGESTIONS
from .queries import LONGEST_QUERY, Found, find
from .questions import note_opened, note_search
from .saved import SavedSearch
from .suggestions import suggestions
from .wanted import Order, Wanted, wanted

_MINUTE = 60
# As long a browser may show suggestions again, in seconds: what is taken down must not linger.
_KEPT = 30


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found. Parameters that make no sense are ignored, a query that is too long is cut."""
    labels = Labels()
    search = wanted(request.GET, labels)
    if search.text and count_try(request, "search.results", seconds=_MINUTE) > SEARCHES:
        return _too_many(request, search)
    found = _found(search)
    _note(search, found)
    status = 503 if found.is_degraded else 200
    return render(request, "search/results.html", _context(search, found, labels), status=status)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Return what somebody who types may be about to ask, as JSON; nothing to who asks too often."""
    if count_try(request, "search.suggest", seconds=_MINUTE) > SUGGESTIONS:
        return JsonResponse([], safe=False, status=429, headers={"Retry-After": str(_MINUTE)})
    found = suggestions(request.GET.get("q", ""), get_language() or "")
    response = JsonResponse([each.as_json() for each in found], safe=False)
    patch_cache_control(response, public=True, max_age=_KEPT)
    return response


@csrf_exempt  # It comes without cookies, on nobody's behalf.
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count that a result of a search was opened: which words were searched, not what was opened, nor by whom."""
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if is_ours and count_try(request, "search.opened", seconds=_MINUTE) <= SEARCHES:
        note_opened(request.POST.get("q", "")[:LONGEST_QUERY], get_language() or "")
    return HttpResponse(status=204)


def _found(search: Wanted) -> Found:
    return find(
        search.text, user_language=get_language() or "", filters=search.filters, page=search.page,
        newest_first=search.order is Order.NEWEST, corrects=not search.is_literal,
    )  # fmt: skip


def _note(search: Wanted, found: Found) -> None:
    """Count a search that was answered; turning its pages and narrowing it down ask nothing new."""
    if search.text and not (found.is_degraded or search.filters or search.page > 1 or search.is_literal):
        note_search(search.text, get_language() or "", found=bool(found.total))
        note_met(met.key for met in found.plan.concepts)


def _context(search: Wanted, found: Found, labels: Labels) -> Mapping[str, Any]:
    narrowing = facets(found.facets, found.total, search, labels) if search.text else []
    correction = found.plan.correction
    return {
        "search": search,
        "query": search.text,
        "longest_query": LONGEST_QUERY,
        "found": found,
        "page_obj": found.page_obj,
        "facets": narrowing,
        "chosen": chosen(narrowing),
        "has_alternatives": any(option.count for facet in narrowing for option in facet.options),
        "orders": orders(search),
        "literally": replace(search, is_literal=True, page=1).address,
        "corrected": replace(search, text=correction.text, page=1).address if correction else "",
        "feed_address": feed_address(SavedSearch.of(search, get_language() or "")) if search.text else "",
        "way_out": None if found.total or not search.text else way_out(search, found),
    }


def _too_many(request: HttpRequest, search: Wanted) -> HttpResponse:
    context = {"search": search, "query": search.text, "longest_query": LONGEST_QUERY}
    response = render(request, "search/too_many.html", context, status=429)
    response["Retry-After"] = str(_MINUTE)
    return response
