"""Where authors write, one step after another; every step is kept at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from city.models import Topic
from consultations.postulates.attachments import sent_by_the_authors
from consultations.postulates.authoring import information_clause
from consultations.postulates.forms.files import FilesForm
from consultations.postulates.forms.steps import StartForm, Step, StepForm, first_unfinished, steps_of
from consultations.postulates.models import Postulate
from consultations.postulates.queries import actor_of, case_of, moves_open_to
from consultations.postulates.sensitive import find_sensitive
from consultations.postulates.services import StaleCase, discard_draft, note_presence, save_text, start_draft
from consultations.postulates.workflow import BY_NAME, State

from .access import readable, show_errors, signed_in
from .given import answers_to, conflicting
from .moves import no_longer
from .way import Way, colleague_notices, step_url

EDIT = BY_NAME["edit"]


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask on whose behalf and in which language, and begin a draft."""
    user = signed_in(request)
    form = StartForm(request.POST or None, user=user, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        filer = form.filer()
        postulate = start_draft(
            actor=user,
            key=form.cleaned_data["submission_key"],
            organisation=filer.organisation if filer else None,
            text=form.text(),
            topics=_asked_topics(request),
        )
        note_presence(postulate_id=postulate.pk, actor=user)
        return redirect(Way(postulate).after("filer"))
    return render(request, "postulates/text_form.html", {"form": form, "total": len(steps_of(None)) + 1})


def _asked_topics(request: HttpRequest) -> list[Topic]:
    """Return the topics named in the address, for links that lead here from a page about one."""
    asked = set(request.GET.getlist("topic"))
    return [topic for topic in Topic.objects.facts() if str(topic.pk) in asked]


@login_required
@require_GET
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead to where the text goes on: the first unfinished step, or the check of the answers."""
    postulate = readable(request, key=key)
    if EDIT not in moves_open_to(actor_of(request.user), postulate):
        return no_longer(request, EDIT, postulate)
    unfinished = first_unfinished(postulate) if postulate.state is State.DRAFT else None
    return redirect(step_url(postulate, unfinished) if unfinished else Way(postulate).check_url)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Ask one question of the way and keep the answer."""
    user = signed_in(request)
    postulate = readable(request, key=key)
    asked = next((row for row in steps_of(postulate) if row.name == name and name != "signers"), None)
    if asked is None:
        raise Http404
    actor, case = actor_of(user), case_of(postulate)
    form = _form_of(asked, request, postulate, user)
    is_complete = form is not None and form.is_valid()
    if not EDIT.is_open_to(actor, postulate.state, case) and not (is_complete and EDIT.who(actor, case)):
        # The page holds what only its authors read; a complete form of theirs gets back what was typed.
        return no_longer(request, EDIT, postulate)
    way = Way(postulate, returns_to_check=request.GET.get("from") == "check")
    if form is not None and is_complete:
        return _save(request, asked, way, form)
    return _step_page(request, asked, way, form)


def _form_of(asked: Step, request: HttpRequest, postulate: Postulate, user: User) -> StepForm | None:
    """Return the form of the step; whoever leaves a draft may leave it incomplete."""
    if asked.form is None:
        return None
    leaves = request.POST.get("then") == "leave" and postulate.state is State.DRAFT
    return asked.form(request.POST or None, instance=postulate, user=user, is_partial=leaves)


def _save(request: HttpRequest, asked: Step, way: Way, form: StepForm) -> HttpResponse:
    user = signed_in(request)
    try:
        saved = save_text(
            postulate_id=way.postulate.pk, actor=user, version=form.cleaned_data["version"], **form.parts()
        )
    except StaleCase as error:
        return conflicting(request, error, asked, form)
    except ValidationError as error:
        show_errors(error, form)
        return _step_page(request, asked, way, form)
    note_presence(postulate_id=saved.pk, actor=user)
    if asked.is_text and _warnings(asked, saved):
        messages.warning(request, _("Your answer is saved. It may hold private data: please look at it once more."))
    if request.POST.get("then") == "leave":
        messages.success(request, _("Your text is saved."))
        return redirect("postulates:mine")
    return redirect(Way(saved, returns_to_check=way.returns_to_check).after(asked.name))


def _step_page(request: HttpRequest, asked: Step, way: Way, form: StepForm | None) -> HttpResponse:
    postulate = way.postulate
    context: dict[str, Any] = {
        "form": form,
        "step": asked,
        "way": way,
        "number": way.number(asked.name),
        "back_url": way.before(asked.name),
        "next_url": way.after(asked.name),
        "postulate": postulate,
        "notices": colleague_notices(postulate, signed_in(request)),
        "warnings": _warnings(asked, postulate) if asked.is_text else [],
        "clause": information_clause() if asked.name == "contact" else None,
    }
    if form is None:
        sent = sent_by_the_authors(postulate)
        context |= {"files_form": FilesForm(), "attachments": sent, "removable": {row.pk for row in sent}}
    return render(request, [f"postulates/steps/{asked.name}.html", "postulates/steps/base.html"], context)


def _warnings(asked: Step, postulate: Postulate) -> list[Any]:
    return [found for answer in answers_to(asked, postulate) for found in find_sensitive(answer.value)]


@login_required
@require_POST
def present(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that the person still has the text open, and say who else has."""
    user = signed_in(request)
    postulate = readable(request, key=key)
    note_presence(postulate_id=postulate.pk, actor=user)
    return JsonResponse({"notices": colleague_notices(postulate, user)})


@login_required
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a draft for good."""
    postulate = readable(request, key=key)
    try:
        discard_draft(postulate_id=postulate.pk, actor=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(postulate)
    messages.success(request, _("The draft is deleted."))
    return redirect("postulates:mine")
