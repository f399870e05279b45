"""Makes Wagtail's editor decide once.

Wagtail locks nothing: of two people who approve at the same moment the second meets a server error and leaves the page
offline, because each writes what it read before the other. ``install`` puts each saving of a page behind a lock on its
row, and tells whoever comes second what happened, with all they typed still in the form.
"""

import json
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView, WorkflowPageViewMixin
from wagtail.models import Page, WorkflowState

from . import notices
from .refusals import AlreadyDecided, AlreadyInReview, ChangedSince, ReasonMissing, ReviewRefused

SUBMIT, APPROVE_OR_REJECT = "action-submit", "action-workflow-action"
END = ("action-cancel-workflow", "action-restart-workflow")
DECISIONS = frozenset({"action-publish", SUBMIT, APPROVE_OR_REJECT, *END})
CONFLICT = 409


def install() -> None:
    """Put our steps before Wagtail's; called once at start-up."""
    unlocked, unchecked = EditView.dispatch, EditView.post

    def dispatch(view: Any, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return unlocked(view, request, page_id, **kwargs)
        with transaction.atomic():
            _lock(page_id)
            return unlocked(view, request, page_id, **kwargs)

    def post(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = None if view.page.alias_of_id else refusal_of(view)
        return _keep(view, refusal) if refusal else unchecked(view, request, *args, **kwargs)

    EditView.dispatch, EditView.post = dispatch, post
    EditView.send_commenting_notifications = _tell_of_comments
    WorkflowPageViewMixin.add_not_in_moderation_error = _say_how_it_ended
    _guard_dialogue()


def refusal_of(view: Any) -> ReviewRefused | None:
    """Return why the pressed button cannot do what the person expects of it, if so."""
    pressed = DECISIONS & view.request.POST.keys()
    if not pressed:
        return None
    page = view.page
    state = page.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    if _has_ended(view.request, state, pressed, waits=waits):
        return AlreadyDecided(page)
    if SUBMIT in pressed and waits:
        return AlreadyInReview(state)
    if view.is_out_of_date and view.latest_revision.user_id != view.request.user.pk:
        return ChangedSince(page)  # one's own newer draft is an autosave that the browser has not heard of yet
    return ReasonMissing() if _sends_back_without_words(view.request) else None


def _has_ended(request: HttpRequest, state: WorkflowState | None, pressed: frozenset[str], *, waits: bool) -> bool:
    """Say whether the review the person had before their eyes is over."""
    seen = request.POST.get("review")
    if seen and (not waits or str(state and state.current_task_state_id) != seen):
        return True
    return (APPROVE_OR_REJECT in pressed and not waits) or (bool(pressed & set(END)) and state is None)


def _sends_back_without_words(request: HttpRequest) -> bool:
    if request.POST.get("workflow-action-name") != "reject" or APPROVE_OR_REJECT not in request.POST:
        return False
    try:
        extra = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return True
    return not isinstance(extra, dict) or not str(extra.get("comment", "")).strip()


def _keep(view: Any, refusal: ReviewRefused) -> HttpResponse:
    """Show the editor again with everything typed, and say why nothing was saved."""
    request = view.request
    view.form = view.form_class(
        request.POST,
        request.FILES,
        instance=view.page,
        subscription=view.subscription,
        parent_page=view.parent,
        for_user=request.user,
    )
    view.form.is_valid()
    view.has_unsaved_changes = True
    messages.error(request, refusal.sentence)
    response: HttpResponse = view.render_to_response(view.get_context_data())
    response.status_code = CONFLICT
    return response


def _lock(page_id: int) -> None:
    Page.objects.select_for_update().filter(pk=page_id).order_by().first()


def _tell_of_comments(view: Any, changes: dict[str, Any]) -> None:
    for comment in changes["new_comments"]:
        notices.tell_comment(comment, view.request.user)
    for _comment, replies in changes["new_replies"]:
        for reply in replies:
            notices.tell_reply(reply, view.request.user)


def _say_how_it_ended(view: Any) -> None:
    messages.error(view.request, AlreadyDecided(view.object).sentence)


def _guard_dialogue() -> None:
    """Let the dialogue in which Wagtail decides without opening the page follow the same rules."""
    unguarded = WorkflowActionView.post

    def post(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            form = view.form_class(request.POST) if view.form_class else None
            if form is not None and not form.is_valid() and not _is_in_dialogue(request):
                raise ReasonMissing
            with transaction.atomic():
                _lock(view.object.pk)
                return unguarded(view, request, *args, **kwargs)
        except ReviewRefused as refusal:
            messages.error(request, refusal.sentence)
        address = reverse("approval:review", args=[view.object.pk])
        if _is_in_dialogue(request):
            return view.render_modal_json(request, {"step": "success", "redirect": address})
        return redirect(address)

    WorkflowActionView.post = post


def _is_in_dialogue(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"
