"""Public data to take away: the registers as CSV and JSON, and one case as JSON.

Everybody gets the same, whoever they are: the gate is that of a stranger, the fields those of ``public_record``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from city.models import Unit
from city.queries import names
from cms.spreadsheets import CSV_TYPE, csv_lines
from consultations.postulates.forms.register import PromisesForm, RegisterForm
from consultations.postulates.models import Commitment
from consultations.postulates.permissions import Actor
from consultations.postulates.promises import chosen_promises, shown_promises, with_history
from consultations.postulates.public_record import (
    CASE_FIELDS,
    PROMISE_FIELDS,
    case_record,
    flat,
    full_record,
    promise_record,
    with_public_parts,
)
from consultations.postulates.queries import public_commitments, public_register
from consultations.postulates.register import chosen

CHUNK = 500
Record = dict[str, Any]
Download = TypeVar("Download", bound=HttpResponseBase)


@require_safe
def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the cases of the register that fit the choice in the address."""
    return csv_download("postulates", CASE_FIELDS, (flat(record) for record in _cases(request)))


@require_safe
def register_json(request: HttpRequest) -> StreamingHttpResponse:
    """As above, as JSON."""
    return _json_download("postulates", _cases(request))


@require_safe
def commitments_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the promises that fit the choice in the address."""
    return csv_download("commitments", PROMISE_FIELDS, (flat(record) for record in _promises(request)))


@require_safe
def commitments_json(request: HttpRequest) -> StreamingHttpResponse:
    """As above, as JSON."""
    return _json_download("commitments", _promises(request))


@require_safe
def case_json(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Return one public case with its texts, promises and history."""
    postulate = get_object_or_404(with_public_parts(public_register()), year=year, number=number)
    rows = with_history(public_commitments().filter(response__postulate=postulate))
    promises = [
        promise_record(promise, request.build_absolute_uri(promise.row.get_absolute_url()))
        for promise in shown_promises(rows, names(Unit), Actor())
    ]
    record = full_record(postulate, request.build_absolute_uri(postulate.get_absolute_url()), promises)
    return _licensed(JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2}))


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Stream a table as a file of public data."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    return _licensed(response)


def _cases(request: HttpRequest) -> Iterator[Record]:
    """Return the records, read chunk by chunk; what depends on the language of the reader is settled before."""
    cases = chosen(with_public_parts(public_register()), RegisterForm(request.GET).choice())
    base = request.build_absolute_uri(reverse("postulates:register"))
    rows = cases.iterator(chunk_size=CHUNK)
    return (case_record(postulate, f"{base}{postulate.year}/{postulate.number}/") for postulate in rows)


def _promises(request: HttpRequest) -> Iterator[Record]:
    promises = chosen_promises(PromisesForm(request.GET).choice())
    base = request.build_absolute_uri(reverse("postulates:commitments"))
    unit_names = names(Unit)
    return (
        promise_record(promise, f"{base}{promise.row.pk}/")
        for rows in _chunks(promises.iterator(chunk_size=CHUNK))
        for promise in shown_promises(rows, unit_names, Actor())
    )


def _chunks(rows: Iterator[Commitment]) -> Iterator[list[Commitment]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _json_download(name: str, records: Iterator[Record]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_json_lines(name, records), content_type="application/json")
    return _licensed(response)


def _json_lines(name: str, records: Iterator[Record]) -> Iterator[str]:
    head = {"licence": settings.DATA_LICENCE, "licence_url": settings.DATA_LICENCE_URL}
    yield json.dumps(head)[:-1] + f', "{name}": [\n'
    separator = ""
    for record in records:
        yield separator + json.dumps(record, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _licensed(response: Download) -> Download:
    """Say on which terms the data may be used, and let pages of others read them."""
    response["Link"] = f'<{settings.DATA_LICENCE_URL}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
