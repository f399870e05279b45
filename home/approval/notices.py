"""Whom to tell of what happens to a page in review. One mail for each person, recorded with the change itself."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Comment, CommentReply, Page, PageSubscription, WorkflowState

from accounts.models import User
from cms.pages import BasePage
from notifications.services import send_later

from .models import ReviewState
from .reviewers import to_be_told

SUBMITTED = "approval.submitted"
CLAIMED = "approval.claimed"
APPROVED = "approval.approved"
REJECTED = "approval.rejected"
CANCELLED = "approval.cancelled"
PUBLISHED = "approval.published"
OVERDUE = "approval.overdue"
ESCALATED = "approval.escalated"
COMMENTED = "approval.commented"
REPLIED = "approval.replied"


def tell_submitted(state: ReviewState, actor: User | None) -> None:
    """Tell the reviewers, but neither who sent the page nor who did the sending for them."""
    sender = state.workflow_state.requested_by_id
    people = to_be_told(state.task.specific, but=[sender, actor.pk if actor else None])
    _send(SUBMITTED, [person.pk for person in people], about=state.pk, key=str(state.pk))


def tell_claimed(state: ReviewState) -> None:
    """Tell who sent the page that somebody is looking at it."""
    sender = state.workflow_state.requested_by_id
    moment = state.claimed_at.isoformat() if state.claimed_at else ""
    _send(CLAIMED, {sender} - {state.claimed_by_id}, about=state.pk, key=f"{state.pk}:{moment}")


def tell_approved(workflow_state: WorkflowState, actor: User | None) -> None:
    """Tell who sent the page and whose page it is."""
    people = {workflow_state.requested_by_id, owner_of(workflow_state)} - {actor and actor.pk}
    _send_about(APPROVED, workflow_state, people)


def tell_rejected(workflow_state: WorkflowState, actor: User | None) -> None:
    """Tell who sent the page; the reason is in the mail."""
    _send_about(REJECTED, workflow_state, {workflow_state.requested_by_id} - {actor and actor.pk})


def tell_cancelled(workflow_state: WorkflowState, actor: User | None) -> None:
    """Tell who sent the page, and who was looking at it, that the review ended without a decision."""
    state = _review(workflow_state)
    page = Page.objects.filter(pk=workflow_state.object_id).first()
    if state is None or page is None:
        return
    people = {workflow_state.requested_by_id, state.claimed_by_id if state.is_claimed else None}
    was_published = page.live and page.live_revision_id == page.latest_revision_id
    _send_about(PUBLISHED if was_published else CANCELLED, workflow_state, people - {actor and actor.pk})


def tell_overdue(state: ReviewState) -> None:
    """Remind the reviewers once."""
    people = to_be_told(state.task.specific, but=[state.workflow_state.requested_by_id])
    _send(OVERDUE, [person.pk for person in people], about=state.pk, key=f"{state.pk}:overdue")


def tell_escalated(state: ReviewState) -> None:
    """Tell the owner of the page and their deputy, once, that nobody answers."""
    page = _specific(state.workflow_state)
    people = {page.content_owner_id, page.deputy_id} if page else set()
    _send(ESCALATED, people, about=state.pk, key=f"{state.pk}:escalated")


def tell_comment(comment: Comment, actor: User) -> None:
    """Tell of a new comment who follows the page's comments, whose page it is and who sent it to review."""
    _send(COMMENTED, _audience(comment.page) - {actor.pk}, about=comment.pk, key=f"comment:{comment.pk}")


def tell_reply(reply: CommentReply, actor: User) -> None:
    """Tell of a reply also everybody who takes part in the conversation."""
    comment = reply.comment
    talking = {comment.user_id, *comment.replies.values_list("user_id", flat=True)}
    people = (_audience(comment.page) | talking) - {actor.pk}
    _send(REPLIED, people, about=reply.pk, key=f"reply:{reply.pk}")


def owner_of(workflow_state: WorkflowState) -> int | None:
    """Return who looks after the page."""
    page = _specific(workflow_state)
    return page.content_owner_id if page else None


def _audience(page: Page) -> set[int | None]:
    followers = PageSubscription.objects.filter(page=page, comment_notifications=True)
    senders = WorkflowState.objects.active().for_instance(page)
    owner = getattr(page.specific, "content_owner_id", None)
    return {
        owner,
        *followers.values_list("user_id", flat=True),
        *senders.filter(~Q(requested_by=None)).values_list("requested_by_id", flat=True),
    }


def _specific(workflow_state: WorkflowState) -> BasePage | None:
    page = Page.objects.filter(pk=workflow_state.object_id).first()
    specific = page and page.specific
    return specific if isinstance(specific, BasePage) else None


def _review(workflow_state: WorkflowState) -> ReviewState | None:
    return ReviewState.objects.filter(pk=workflow_state.current_task_state_id).first()


def _send_about(kind: str, workflow_state: WorkflowState, people: Iterable[int | None]) -> None:
    state = workflow_state.current_task_state_id
    if state:
        _send(kind, people, about=state, key=str(state))


def _send(kind: str, people: Iterable[int | None], *, about: int, key: str) -> None:
    for pk in people:
        if pk is not None:
            send_later(kind, addressee=f"user:{pk}", about=about, key=key)
