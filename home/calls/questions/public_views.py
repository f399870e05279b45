"""The pages on which readers ask about a call and read what others asked."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.tries import count_try
from cms.fallback import address_of, readers_language
from home.calls.models import Call
from home.guarded import now_signed
from notifications.registry import followed

from .forms import AskForm
from .queries import call_asked_about, page_for_reader, published_questions, questions_taken_until, why_no_questions
from .services import CallUnknown, QuestionsClosed, TooMany, ask_question
from .structured import faq_data

ASKED_AN_HOUR = 5
FOLLOWED_AS = "call"


@require_safe
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything that was asked and answered about a call."""
    call, context = _call(request, pk)
    rows = published_questions(call)
    data = faq_data(rows, request.build_absolute_uri(request.path)) if rows else None
    return render(request, "home/calls/questions_page.html", context | {"questions": rows, "faq": data})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a question and take it; a machine gets the same thanks and leaves nothing."""
    call, context = _call(request, pk)
    if request.method != "POST":
        return _shown(request, context, AskForm(initial={"begun": now_signed(AskForm.salt)}))
    form = AskForm(request.POST)
    status = HTTPStatus.OK
    if form.is_valid():
        refused = None if form.is_from_a_machine else _refused(request, call, form)
        if refused is None:
            return redirect("call_question_asked", pk=call.pk)
        status = refused
    form.data = {**request.POST.dict(), "begun": now_signed(AskForm.salt)}
    return _shown(request, context, form, status=status)


@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what happens with the question now, and offer to tell of the answer."""
    call, context = _call(request, pk)
    context["follows"] = FOLLOWED_AS if followed(FOLLOWED_AS, call.pk) else ""
    return render(request, "home/calls/asked.html", context)


def _refused(request: HttpRequest, call: Call, form: AskForm) -> HTTPStatus | None:
    """Take the question; return what the answer says when it was not taken, with the reason in the form."""
    if count_try(request, "calls.question") > ASKED_AN_HOUR:
        form.add_error(None, _("You have sent several questions. Wait an hour before the next one."))
        return HTTPStatus.TOO_MANY_REQUESTS
    try:
        ask_question(call_id=call.pk, language=readers_language(), text=form.cleaned_data["text"])
    except ValidationError as error:
        form.add_error(None, error)
        return HTTPStatus.OK
    except QuestionsClosed as closed:
        form.add_error(None, closed.sentence)
        return HTTPStatus.CONFLICT
    except TooMany:
        form.add_error(None, _("Many people asked about this call just now. Please try again in an hour."))
        return HTTPStatus.TOO_MANY_REQUESTS
    except CallUnknown as error:
        raise Http404 from error
    return None


def _call(request: HttpRequest, pk: int) -> tuple[Call, dict[str, Any]]:
    """Return a call that anybody may read and what each of these pages says of it; 404 for any other."""
    call = call_asked_about(pk)
    page = page_for_reader(call) if call else None
    if call is None or page is None:
        raise Http404
    return call, {
        "call": call,
        "about": page,
        "address": address_of(page, readers_language(), request) or "/",
        "why_no_questions": why_no_questions(call),
        "taken_until": questions_taken_until(call),
    }


def _shown(
    request: HttpRequest, context: dict[str, Any], form: AskForm, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "home/calls/ask.html", context | {"form": form}, status=status)
