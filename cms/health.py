"""A page for machines: whether this process can serve."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_parts: dict[str, Callable[[], bool]] = {}


def watch(name: str, is_well: Callable[[], bool]) -> None:
    """Have the page say whether a part of the site works as it should. Asked often: it must not wait for anybody."""
    _parts[name] = is_well


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, 503 otherwise; a part that limps is named, and the site goes on."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        told = {name: "ok" if is_well() else "degraded" for name, is_well in _parts.items()}
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok", **told})
