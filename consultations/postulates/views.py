"""Screens of the workflow. Every right comes from the table; a view asks, never decides."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.roles import Role
from city.models import Topic, Unit
from city.queries import names
from cms.views import conflict

from .forms import CommitmentForm, MoveForm, TextForm
from .models import Commitment, Postulate
from .notices import FOLLOWED_AS
from .permissions import Actor
from .queries import (
    actor_of,
    case_of,
    is_on_the_desk,
    is_party,
    moderation_queue,
    moves_open_to,
    public_commitments,
    public_register,
    waits_too_long,
    with_parts,
    work_of,
)
from .services import (
    StaleCase,
    discard_draft,
    move_postulate,
    save_text,
    start_draft,
    update_commitment,
)
from .timeline import Reader, entry, timeline
from .workflow import BY_NAME, PUBLIC, CommitmentStatus, Move, State

PER_PAGE = 20
GROUPS = {
    "open": PUBLIC - {State.ANSWERED, State.CLOSED, State.TRANSFERRED_OUT},
    "answered": {State.ANSWERED, State.CLOSED},
}


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """List every public case; filter by state and topic."""
    postulates = public_register()
    group = request.GET.get("state", "")
    if group in GROUPS:
        postulates = postulates.filter(status__in=GROUPS[group])
    topics = _topics()
    topic = request.GET.get("topic", "")
    if topic in topics:
        postulates = postulates.filter(topics__code=topic)
    page = Paginator(postulates, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "state": group,
        "topic": topic,
        "topics": topics,
        "total": page.paginator.count,
    }
    return render(request, "postulates/register.html", context)


@require_GET
def case(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show one case to whoever may read it."""
    return _case_page(request, year=year, number=number)


@require_GET
def short_link(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Send the short address that stands on letters to the page in the reader's language."""
    return redirect(_readable(request, year=year, number=number))


@login_required
@require_GET
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a case that has no number yet to its authors."""
    return _case_page(request, key=key)


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Write a new postulate and save it as a draft."""
    user = _user(request)
    initial = {
        "language": request.LANGUAGE_CODE,
        "topics": request.GET.getlist("topic"),
    }
    form = TextForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        postulate = start_draft(
            actor=user,
            key=form.cleaned_data["submission_key"],
            organisation=form.cleaned_data["organisation"],
            text=form.text(),
            topics=form.cleaned_data["topics"],
        )
        return redirect(postulate)
    return render(request, "postulates/text_form.html", {"form": form, "postulate": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change the text while the table allows it."""
    user = _user(request)
    postulate = _readable(request, key=key)
    if BY_NAME["edit"] not in moves_open_to(actor_of(user), postulate):
        raise PermissionDenied
    form = TextForm(request.POST or None, user=user, instance=postulate)
    if request.method == "POST" and form.is_valid():
        try:
            save_text(
                postulate_id=postulate.pk,
                actor=user,
                version=form.cleaned_data["version"],
                text=form.text(),
                topics=form.cleaned_data["topics"],
            )
        except StaleCase as stale:
            return _stale(request, stale, form)
        messages.success(request, _("Your text is saved."))
        return redirect(postulate)
    return render(request, "postulates/text_form.html", {"form": form, "postulate": postulate})


@login_required
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a draft for good."""
    postulate = _readable(request, key=key)
    try:
        discard_draft(postulate_id=postulate.pk, actor=_user(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(postulate)
    messages.success(request, _("The draft is deleted."))
    return redirect("postulates:mine")


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Show what a move needs, and make it."""
    user = _user(request)
    postulate = _readable(request, key=key)
    row = BY_NAME.get(name)
    if row is None or name == "edit":
        raise Http404
    form = MoveForm(request.POST or None, move=row, postulate=postulate)
    if request.method == "GET" and row not in moves_open_to(actor_of(user), postulate):
        return _no_longer(request, row, postulate)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_postulate(
                postulate_id=postulate.pk,
                move=name,
                actor=user,
                version=form.cleaned_data["version"],
                submission_key=form.cleaned_data["submission_key"],
                **form.details(),
            )
        except StaleCase as stale:
            return _stale(request, stale, form)
        except ValidationError as error:
            _show(error, form)
        else:
            return _after(request, moved, name)
    context = {"form": form, "move": row, "postulate": postulate}
    return render(request, "postulates/move.html", context)


@login_required
@require_GET
def sent(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Confirm that the city has the postulate: reference and what happens next, fit for printing."""
    postulate = _readable(request, year=year, number=number)
    if not is_party(actor_of(request.user), postulate):
        raise Http404
    return render(request, "postulates/sent.html", {"postulate": postulate})


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the person's own cases, those of their organisations and invitations to co-sign."""
    user = _user(request)
    own = Postulate.objects.of(user).select_related("organisation").order_by("-updated_at")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    invitations = Postulate.objects.co_signed_by(user).select_related("organisation").order_by("-updated_at")
    return render(
        request,
        "postulates/mine.html",
        {"page_obj": page, "invitations": invitations[:PER_PAGE]},
    )


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for moderation, the oldest first."""
    actor = actor_of(request.user)
    if not actor.roles & {Role.MODERATOR, Role.AUDITOR}:
        raise PermissionDenied
    page = Paginator(with_parts(moderation_queue()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(postulate, moves_open_to(actor, postulate), waits_too_long(postulate)) for postulate in page]
    return render(request, "postulates/queue.html", {"page_obj": page, "rows": rows})


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the cases of the person's units, or all running ones for coordinators, the soonest due first."""
    actor = actor_of(request.user)
    if not actor.roles & {Role.COORDINATOR, Role.OFFICIAL, Role.APPROVER}:
        raise PermissionDenied
    page = Paginator(with_parts(work_of(actor)), PER_PAGE).get_page(request.GET.get("page"))
    unit_names = names(Unit)
    rows = [(postulate, moves_open_to(actor, postulate), _lead_name(postulate, unit_names)) for postulate in page]
    return render(request, "postulates/desk.html", {"page_obj": page, "rows": rows})


@require_GET
def commitments(request: HttpRequest) -> HttpResponse:
    """List what the city promised, who keeps it and where it stands."""
    page = Paginator(public_commitments(), PER_PAGE).get_page(request.GET.get("page"))
    unit_names = names(Unit)
    rows = [(row, unit_names[row.responsible_unit.translation_key]) for row in page]
    return render(request, "postulates/commitments.html", {"page_obj": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Record where a promise stands."""
    row = get_object_or_404(Commitment.objects.public().select_related("response__postulate"), pk=pk)
    actor = actor_of(request.user)
    if row.responsible_unit_id not in actor.desks and Role.COORDINATOR not in actor.roles:
        raise PermissionDenied
    form = CommitmentForm(request.POST or None, initial={"status": row.status, "due_on": row.due_on})
    form.fields["status"].choices = CommitmentStatus.choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            update_commitment(commitment_id=pk, actor=_user(request), **form.cleaned_data)
        except ValidationError as error:
            _show(error, form)
        else:
            return redirect(row.response.postulate)
    return render(request, "postulates/commitment.html", {"form": form, "commitment": row})


def _user(request: HttpRequest) -> User:
    """Return the signed-in person; the views that call it are behind ``login_required``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _readable(request: HttpRequest, **lookup: Any) -> Postulate:
    """Return the case, or the same 404 for one that does not exist and one that is not theirs to read."""
    return get_object_or_404(with_parts(Postulate.objects.visible_to(request.user)), **lookup)


def _reader(actor: Actor, postulate: Postulate) -> Reader:
    if is_party(actor, postulate):
        return Reader.PARTY
    return Reader.STAFF if is_on_the_desk(actor, postulate) else Reader.PUBLIC


def _case_page(request: HttpRequest, **lookup: Any) -> HttpResponse:
    postulate = _readable(request, **lookup)
    actor = actor_of(request.user)
    reader = _reader(actor, postulate)
    unit_names = names(Unit)
    topic_names = names(Topic)
    context = {
        "postulate": postulate,
        "reader": reader.name.lower(),
        "moves": moves_open_to(actor, postulate),
        "timeline": timeline(postulate, reader),
        "topics": [topic_names[topic.translation_key] for topic in postulate.topics.all()],
        "lead_unit": _lead_name(postulate, unit_names),
        "contributions": [(row, unit_names[row.unit.translation_key]) for row in postulate.contributions],
        "response": postulate.published_response,
        "draft_response": postulate.current_response if reader is Reader.STAFF else None,
        "commitments": _commitments(postulate, unit_names, actor),
        "clock": postulate.clock_events.all(),
        "follows": FOLLOWED_AS,
        "office_language": settings.LANGUAGE_CODE,
    }
    return render(request, "postulates/case.html", context)


def _lead_name(postulate: Postulate, unit_names: Any) -> Any:
    return unit_names[postulate.lead.unit.translation_key] if postulate.lead else None


def _commitments(postulate: Postulate, unit_names: Any, actor: Actor) -> list[tuple[Commitment, Any, bool]]:
    response = postulate.published_response
    rows = response.commitments.all() if response else []
    return [
        (
            row,
            unit_names[row.responsible_unit.translation_key],
            row.responsible_unit_id in actor.desks or Role.COORDINATOR in actor.roles,
        )
        for row in rows
    ]


def _topics() -> dict[str, Any]:
    topic_names = names(Topic)
    return {topic.code: topic_names[topic.translation_key] for topic in Topic.objects.facts()}


def _no_longer(request: HttpRequest, row: Move, postulate: Postulate) -> HttpResponse:
    """Refuse a move: kindly to those who could have made it earlier, plainly to everybody else."""
    if not row.who(actor_of(request.user), case_of(postulate)):
        raise PermissionDenied
    messages.warning(
        request,
        _("The case has moved on in the meantime; this step is no longer possible."),
    )
    return redirect(postulate)


def _after(request: HttpRequest, postulate: Postulate, name: str) -> HttpResponse:
    if name == "submit":
        return redirect("postulates:sent", year=postulate.year, number=postulate.number)
    messages.success(request, str(BY_NAME[name].did))
    still_readable = Postulate.objects.visible_to(request.user).filter(pk=postulate.pk).exists()
    return redirect(postulate if still_readable else "accounts:landing")


def _show(error: ValidationError, form: Any) -> None:
    for name, texts in error.message_dict.items():
        form.add_error(name if name in form.fields else None, texts)


def _stale(request: HttpRequest, stale: StaleCase, form: Any) -> HttpResponse:
    """Answer 409 with what the person typed and how the case stands now."""
    postulate = stale.postulate
    reader = _reader(actor_of(request.user), postulate)
    last = stale.last
    told = entry(last, reader) if last else None
    yours = [
        (str(form.fields[name].label or name), str(form.data.get(name)))
        for name in form.fields
        if name not in {"version", "submission_key"} and form.data.get(name)
    ]
    theirs = [
        (_("Title"), postulate.title),
        (_("What is the problem?"), postulate.problem),
        (_("What do you ask the city for?"), postulate.request),
        (_("Status"), str(postulate.get_status_display())),
    ]
    who = str(last.actor) if last and reader is Reader.STAFF else (told.actor if told else "")
    return conflict(
        request,
        what=told.title if told else _("The text was changed."),
        who=who,
        when=told.at if told else postulate.updated_at,
        yours=yours,
        theirs=theirs,
        back_url=postulate.get_absolute_url(),
    )
