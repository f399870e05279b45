"""Whom the authors ask to co-sign, and what those who are asked answer."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from consultations.organisations.models import Organisation
from consultations.postulates.authoring import information_clause, invited_to
from consultations.postulates.forms.moves import MoveForm
from consultations.postulates.models import CoSignature, Postulate
from consultations.postulates.queries import actor_of, moves_open_to
from consultations.postulates.services import StaleCase, move_postulate
from consultations.postulates.workflow import BY_NAME, State

from .access import readable, show_errors, signed_in, stale
from .moves import make_move, no_longer
from .way import Way, colleague_notices

INVITE = BY_NAME["invite"]
CANCEL = BY_NAME["cancel_invitation"]
MOST_SHOWN = 10


@login_required
@require_http_methods(["GET", "POST"])
def signers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show who was asked to co-sign; find a verified organisation by its name and invite it."""
    postulate = readable(request, key=key)
    form = MoveForm(request.POST or None, move=INVITE, postulate=postulate)
    if request.method == "POST":
        return _make(request, postulate, INVITE.name, form)
    if INVITE not in moves_open_to(actor_of(request.user), postulate):
        return no_longer(request, INVITE, postulate)
    return _signers_page(request, postulate, form)


@login_required
@require_http_methods(["GET", "POST"])
def cancel_invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an invitation back while it is not answered."""
    postulate = readable(request, key=key)
    if request.method == "GET":
        if CANCEL not in moves_open_to(actor_of(request.user), postulate):
            return no_longer(request, CANCEL, postulate)
        return redirect("postulates:signers", key=key)
    return _make(request, postulate, CANCEL.name, MoveForm(request.POST, move=CANCEL, postulate=postulate))


def _make(request: HttpRequest, postulate: Postulate, name: str, form: MoveForm) -> HttpResponse:
    if not form.is_valid():
        return _signers_page(request, postulate, form)
    try:
        move_postulate(
            postulate_id=postulate.pk,
            move=name,
            actor=signed_in(request),
            version=form.cleaned_data["version"],
            submission_key=form.cleaned_data["submission_key"],
            **form.details(),
        )
    except StaleCase as error:
        return stale(request, error, form)
    except ValidationError as error:
        show_errors(error, form)
        return _signers_page(request, postulate, form)
    messages.success(request, str(BY_NAME[name].did))
    return redirect("postulates:signers", key=postulate.key)


def _signers_page(request: HttpRequest, postulate: Postulate, form: MoveForm) -> HttpResponse:
    open_now = moves_open_to(actor_of(request.user), postulate)
    if INVITE not in open_now:
        return no_longer(request, INVITE, postulate)
    name = request.GET.get("q", "").strip()
    way = Way(postulate, returns_to_check=request.GET.get("from") == "check")
    found = list(_to_invite(postulate, name)[: MOST_SHOWN + 1])
    is_writing = BY_NAME["edit"] in open_now
    for field in form.fields.values():
        field.widget = HiddenInput()  # the page has its own buttons; an error stands in the summary alone
    context: dict[str, Any] = {
        "form": form,
        "fresh": MoveForm(move=INVITE, postulate=postulate),
        "postulate": postulate,
        "signatures": invited_to(postulate),
        "q": name,
        "found": found[:MOST_SHOWN],
        "are_more": len(found) > MOST_SHOWN,
        "way": way if postulate.state is State.DRAFT else None,
        "number": way.number("signers"),
        "back_url": way.before("signers") if is_writing else postulate.get_absolute_url(),
        "next_url": way.after("signers") if is_writing else postulate.get_absolute_url(),
        "notices": colleague_notices(postulate, signed_in(request)),
    }
    return render(request, "postulates/steps/signers.html", context)


def _to_invite(postulate: Postulate, name: str) -> Any:
    """Return the verified organisations with the words in their name that are not asked yet."""
    asked = postulate.co_signatures.filter(state__in=[CoSignature.State.INVITED, CoSignature.State.ACCEPTED])
    rows = Organisation.objects.filter(status=Organisation.Status.VERIFIED)
    if postulate.organisation_id:
        rows = rows.exclude(pk=postulate.organisation_id)
    for word in name.split():
        # SQLite ignores the case of ASCII letters only: a name is found by every usual spelling of a word.
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        rows = rows.filter(reduce(or_, (Q(legal_name__icontains=spelling) for spelling in spellings)))
    return rows.exclude(pk__in=asked.values("organisation_id")).order_by("legal_name", "pk")


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Let an organisation accept or decline, or take its signature back, with the text in sight."""
    postulate = readable(request, key=key)
    return make_move(
        request,
        key,
        name,
        template="postulates/co_sign.html",
        clause=information_clause(),
        signatures=[row for row in invited_to(postulate) if row.state == CoSignature.State.ACCEPTED],
    )
