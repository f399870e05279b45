"""Help with writing an answer, and its published versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from consultations.postulates.answers import (
    parts_of_the_answer,
    published_versions,
    templates_of_answers,
    with_parts_folded_in,
    with_template,
)
from consultations.postulates.forms.moves import MoveForm
from consultations.postulates.models import Postulate, ResponseTemplate
from consultations.postulates.workflow import Move

from .access import readable


def with_insertion(request: HttpRequest, row: Move, postulate: Postulate) -> MoveForm | None:
    """Return the form with a template or the parts put into the answer; None where nobody asked for that.

    Nothing is saved: what was typed comes back with the text added. ``?template=`` and ``?parts=1`` do the same for
    an address.
    """
    if "response" not in row.needs:
        return None
    asked = request.POST if request.method == "POST" else request.GET
    wants_template = "insert_template" in asked or (request.method == "GET" and "template" in asked)
    wants_parts = "insert_parts" in asked or (request.method == "GET" and "parts" in asked)
    if not wants_template and not wants_parts:
        return None
    form = MoveForm(initial=request.POST.dict(), move=row, postulate=postulate)
    text = str(form.initial.get("response") or "")
    template = _chosen(asked.get("template", "")) if wants_template else None
    if template:
        text = with_template(text, template)
        form.initial["outcome"] = form.initial.get("outcome") or template.outcome
    if wants_parts:
        text = with_parts_folded_in(text, parts_of_the_answer(postulate))
    form.initial["response"] = text
    return form


def _chosen(pk: str) -> ResponseTemplate | None:
    return next((row for row in templates_of_answers() if str(row.pk) == pk), None)


@require_GET
def versions(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show every published version of an answer and what changed between them."""
    postulate = readable(request, year=year, number=number)
    found = published_versions(postulate)
    if not found:
        raise Http404
    return render(request, "postulates/answer_versions.html", {"postulate": postulate, "versions": found})
