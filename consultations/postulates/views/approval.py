"""Approval by a link of a mail, for a head who never signs in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.log import log_response
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.tries import SECONDS, count_try, tries_of
from consultations.postulates.answers import changes_since_last_seen
from consultations.postulates.approval_links import Ticket, fingerprint, read_ticket
from consultations.postulates.forms.approval import ApprovalForm
from consultations.postulates.models import ApprovalStep, Postulate, Response
from consultations.postulates.queries import actor_of, moves_open_to, with_parts
from consultations.postulates.services import MoveRefused, StaleCase, move_postulate
from consultations.postulates.workflow import ResponseStatus

BAD_TRIES = 20
TRIES = "postulates.approval"
STATUS_OF = {"expired": 410, "broken": 404, "foreign": 403, "no_right": 403, "decided": 410, "changed": 409}


class _Refused(Exception):
    """The link does not lead to a decision; ``why`` names the page that says so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def approve_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show an answer to the person the link was made for; only the buttons decide."""
    if tries_of(request, TRIES) >= BAD_TRIES:
        return _discreet(request, render(request, "429.html", {"minutes": SECONDS // 60}, status=429))
    try:
        person, answer = _read(request, token)
        response = _page(request, person, answer)
    except _Refused as refused:
        response = _refuse(request, refused.why)
    return _discreet(request, response)


def _read(request: HttpRequest, token: str) -> tuple[User, Response]:
    """Return who may decide on what; raises ``_Refused`` for every link that is dead."""
    try:
        ticket = read_ticket(token)
    except SignatureExpired:
        raise _Refused("expired") from None
    except (BadSignature, ValueError, KeyError, TypeError):
        raise _Refused("broken") from None
    if request.user.is_authenticated and request.user.pk != ticket.person_id:
        raise _Refused("foreign")
    return _still_open(ticket)


def _still_open(ticket: Ticket) -> tuple[User, Response]:
    person = User.objects.filter(pk=ticket.person_id, is_active=True).first()
    answer = Response.objects.filter(pk=ticket.response_id).first()
    if person is None or answer is None:
        raise _Refused("no_right")
    if answer.status != ResponseStatus.IN_REVIEW:
        raise _Refused("decided")
    if fingerprint(answer) != ticket.print:
        raise _Refused("changed")
    return person, answer


def _page(request: HttpRequest, person: User, answer: Response) -> HttpResponse:
    postulate = with_parts(Postulate.objects.visible_to(person)).filter(pk=answer.postulate_id).first()
    moves = {move.name for move in moves_open_to(actor_of(person), postulate)} if postulate else set()
    if postulate is None or "approve" not in moves:
        raise _Refused("no_right")
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, person, postulate, form)
    context: dict[str, Any] = {
        "person": person,
        "postulate": postulate,
        "answer": postulate.current_response,
        "changes": changes_since_last_seen(answer),
        "form": form,
    }
    return render(request, "postulates/approval.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, person: User, postulate: Postulate, form: ApprovalForm) -> HttpResponse:
    """Make the move as the person of the link. The version read above guards against a change in between."""
    is_approved = form.cleaned_data["decision"] == "approve"
    back = "refuse_correction" if postulate.published_response else "request_changes"
    details = {} if is_approved else {"reason": form.cleaned_data["reason"]}
    try:
        move_postulate(
            postulate_id=postulate.pk,
            move="approve" if is_approved else back,
            actor=person,
            version=postulate.version,
            way=ApprovalStep.Way.LINK,
            **details,
        )
    except StaleCase:
        raise _Refused("changed") from None
    except MoveRefused:
        raise _Refused("no_right") from None
    except ValidationError as error:
        form.add_error(None, error.messages)
        context = {"person": person, "postulate": postulate, "answer": postulate.current_response, "form": form}
        return render(request, "postulates/approval.html", context, status=422)
    context = {"is_approved": is_approved, "postulate": postulate}
    return render(request, "postulates/approval_done.html", context)


def _refuse(request: HttpRequest, why: str) -> HttpResponse:
    if why == "broken":
        count_try(request, TRIES)
    return render(request, "postulates/approval_refused.html", {"why": why}, status=STATUS_OF[why])


def _discreet(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep the address of the page, which is a key, out of other sites, caches and our own log."""
    # "strict-origin" and not "no-referrer": with the latter browsers send a null origin, and the form is refused.
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    if response.status_code >= 400:
        # Said here, without the address: what is logged once is not logged again with it.
        log_response("A link to approve an answer was refused.", response=response, request=None, level="warning")
    return response
