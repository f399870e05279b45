"""How the units keep their dates and promises."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from city.models import Unit
from city.queries import Name, names
from consultations.postulates.figures import SMALLEST_SAMPLE, unit_figures

from .exports import csv_download

COLUMNS = (
    "unit", "unit_name", "open", "overdue", "answered", "in_time_per_cent", "median_days", "promises_kept",
    "promises_late", "as_of",
)  # fmt: skip


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the figures of every unit, by name."""
    figures = unit_figures()
    units = _units()
    rows = [(units[row.unit_id][1], row) for row in figures.units if row.unit_id in units]
    context = {
        "rows": sorted(rows, key=lambda pair: str(pair[0])),
        "at": figures.at,
        "smallest_sample": SMALLEST_SAMPLE,
    }
    return render(request, "postulates/statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the same figures as a table."""
    figures = unit_figures()
    units = _units()
    rows: list[list[Any]] = [
        [
            units[row.unit_id][0],
            str(units[row.unit_id][1]),
            row.open,
            row.overdue,
            row.answered,
            row.in_time_per_cent,
            row.median_days,
            row.promises_kept,
            row.promises_late,
            figures.at.isoformat(timespec="minutes"),
        ]
        for row in figures.units
        if row.unit_id in units
    ]
    return csv_download("units", COLUMNS, rows)


def _units() -> Mapping[int, tuple[str, Name]]:
    """Return code and name of each unit. Two queries."""
    unit_names = names(Unit)
    return {unit.pk: (unit.code, unit_names[unit.translation_key]) for unit in Unit.objects.facts()}
