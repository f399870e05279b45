"""The last look at a text before it is sent, and the sending."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from consultations.postulates.authoring import request_to_correct
from consultations.postulates.forms.moves import MoveForm
from consultations.postulates.joining import likely_leads
from consultations.postulates.models import Postulate
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.queries import actor_of, moves_open_to
from consultations.postulates.sensitive import find_sensitive
from consultations.postulates.services import StaleCase, TooManySent, move_postulate, send_postulate
from consultations.postulates.workflow import BY_NAME, Move, State

from .access import readable, show_errors, signed_in, stale
from .given import answers_to
from .moves import no_longer
from .way import Way, colleague_notices, step_url

EDIT = BY_NAME["edit"]
SENDS = ("submit", "resubmit")
MOST_SIMILAR = 3


@login_required
@require_GET
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show every answer with a way to change it, before the text is sent or while it may be corrected."""
    postulate = readable(request, key=key)
    open_now = moves_open_to(actor_of(request.user), postulate)
    if EDIT not in open_now:
        return no_longer(request, EDIT, postulate)
    sends = next((row for row in open_now if row.name in SENDS), None)
    return _check_page(request, postulate, sends, MoveForm(move=sends, postulate=postulate) if sends else None)


@login_required
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a finished draft to the city; many equal requests make one case."""
    if request.method == "GET":
        return check(request, key)
    return _send(request, key, BY_NAME["submit"])


@login_required
@require_http_methods(["GET", "POST"])
def resubmit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a corrected text back to the moderator who asked for it."""
    if request.method == "GET":
        return check(request, key)
    return _send(request, key, BY_NAME["resubmit"])


def _send(request: HttpRequest, key: UUID, row: Move) -> HttpResponse:
    postulate = readable(request, key=key)
    form = MoveForm(request.POST, move=row, postulate=postulate)
    if not form.is_valid():
        return _not_sent(request, postulate, row, form)
    try:
        moved = _moved(request, postulate, row, form)
    except StaleCase as error:
        return stale(request, error, form)
    except TooManySent as error:
        return _too_many(request, postulate, error)
    except ValidationError as error:
        show_errors(error, form)
        return _check_page(request, postulate, row, form)
    if row.name == "submit":
        return redirect("postulates:sent", year=moved.year, number=moved.number)
    messages.success(request, str(row.did))
    return redirect(moved)


def _not_sent(request: HttpRequest, postulate: Postulate, row: Move, form: MoveForm) -> HttpResponse:
    """Show the answers once more, to those who may send them: an empty form opens the page to nobody else."""
    if row not in moves_open_to(actor_of(request.user), postulate):
        return no_longer(request, row, postulate, form)
    return _check_page(request, postulate, row, form)


def _moved(request: HttpRequest, postulate: Postulate, row: Move, form: MoveForm) -> Postulate:
    seen = {name: form.cleaned_data[name] for name in ("version", "submission_key")}
    if row.name == "submit":
        return send_postulate(postulate_id=postulate.pk, actor=signed_in(request), **seen)
    return move_postulate(postulate_id=postulate.pk, move=row.name, actor=signed_in(request), **seen)


def _check_page(request: HttpRequest, postulate: Postulate, sends: Move | None, form: MoveForm | None) -> HttpResponse:
    way = Way(postulate)
    rows = [(step, step_url(postulate, step), answers_to(step, postulate)) for step in way.steps]
    context: dict[str, Any] = {
        "postulate": postulate,
        "way": way,
        "rows": rows,
        "unfinished": [(step, url) for step, url, _answers in rows if not step.is_done(postulate)],
        "warnings": [
            (step, url, found)
            for step, url, answers in rows
            if step.is_text or step.name in {"concerns", "questions"}
            for answer in answers
            for found in find_sensitive(answer.value)
        ],
        "similar": _similar(postulate) if postulate.state is State.DRAFT else [],
        "follows": FOLLOWED_AS,
        "office_language": settings.LANGUAGE_CODE,
        "to_correct": request_to_correct(postulate),
        "sends": sends,
        "form": form,
        "notices": colleague_notices(postulate, signed_in(request)),
    }
    return render(request, "postulates/steps/check.html", context)


def _similar(postulate: Postulate) -> list[Postulate]:
    """Return a few cases that people may follow instead, found by words of the language they wrote in."""
    return likely_leads(postulate, postulate.language)[:MOST_SIMILAR]


def _too_many(request: HttpRequest, postulate: Postulate, error: TooManySent) -> HttpResponse:
    """Answer 429: the draft stays as it is, and this is when it may be sent."""
    context = {"postulate": postulate, "until": error.until}
    page = render(request, "postulates/too_many.html", context, status=429)
    page["Retry-After"] = str(max(1, int((error.until - timezone.now()).total_seconds()) + 1))
    return page
