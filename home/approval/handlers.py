"""The mails about pages in review, and what recurs: reminders, and pages whose moment has come."""

from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from wagtail.models import Comment, CommentReply, Page

from accounts.models import User
from cms.addresses import absolute
from cms.alternates import language_name
from cms.outbox.registry import daily, recurring
from home.translation.schedule import hold_back_translations
from notifications.registry import Addressee, Draft, mail

from . import notices
from .models import ReviewState
from .queries import overdue
from .reviewers import is_reviewer


@recurring("approval.publish_scheduled", every=timedelta(minutes=5))
def publish_scheduled() -> None:
    """Put pages online and take them offline when their moment has come."""
    hold_back_translations()
    call_command("publish_scheduled")


@recurring("approval.remind", daily(at="07:10"))
def remind() -> None:
    """Remind reviewers of what is overdue; when that does not help, tell the page's owner and their deputy."""
    for state, is_late in overdue():
        with transaction.atomic():
            notices.tell_overdue(state)
            if is_late:
                notices.tell_escalated(state)


@mail(notices.SUBMITTED)
def submitted(about: int, addressee: Addressee) -> Draft | None:
    """Tell a reviewer what waits for them; nothing when it waits no longer."""
    return _to_reviewer("submitted", about, addressee)


@mail(notices.OVERDUE)
def is_overdue(about: int, addressee: Addressee) -> Draft | None:
    """Remind a reviewer."""
    return _to_reviewer("overdue", about, addressee)


@mail(notices.ESCALATED)
def escalated(about: int, addressee: Addressee) -> Draft | None:
    """Tell whoever looks after a page that nobody reviews it."""
    state = _state(about)
    return _draft("escalated", state) if state and state.is_waiting else None


@mail(notices.CLAIMED)
def claimed(about: int, addressee: Addressee) -> Draft | None:
    """Tell who sent the page that somebody is looking at it."""
    state = _state(about)
    return _draft("claimed", state) if state and state.is_waiting and state.is_claimed else None


@mail(notices.APPROVED)
def approved(about: int, addressee: Addressee) -> Draft | None:
    """Tell that the page was approved, and whether readers see it already."""
    return _when_it_ended("approved", about, ReviewState.STATUS_APPROVED)


@mail(notices.REJECTED)
def rejected(about: int, addressee: Addressee) -> Draft | None:
    """Tell the author what has to change."""
    return _when_it_ended("rejected", about, ReviewState.STATUS_REJECTED)


@mail(notices.CANCELLED)
def cancelled(about: int, addressee: Addressee) -> Draft | None:
    """Tell that the page is not in review any more, and that nothing was decided."""
    return _draft_of("cancelled", about)


@mail(notices.PUBLISHED)
def published(about: int, addressee: Addressee) -> Draft | None:
    """Tell that somebody published the page without deciding on its review."""
    return _draft_of("published", about)


@mail(notices.COMMENTED)
def commented(about: int, addressee: Addressee) -> Draft | None:
    """Tell of a comment on a page."""
    comment = Comment.objects.filter(pk=about).select_related("page", "user").first()
    return _conversation(comment.page, comment.user, comment.text, addressee) if comment else None


@mail(notices.REPLIED)
def replied(about: int, addressee: Addressee) -> Draft | None:
    """Tell of a reply to a comment."""
    reply = CommentReply.objects.filter(pk=about).select_related("comment__page", "user").first()
    return _conversation(reply.comment.page, reply.user, reply.text, addressee) if reply else None


def _to_reviewer(template: str, about: int, addressee: Addressee) -> Draft | None:
    state = _state(about)
    if state is None or not state.is_waiting:
        return None
    person = User.objects.filter(pk=addressee.key.partition(":")[2]).first()
    may_act = person is not None and is_reviewer(state.task.specific, person)
    return _draft(template, state) if may_act else None


def _when_it_ended(template: str, about: int, status: str) -> Draft | None:
    state = _state(about)
    return _draft(template, state) if state and state.status == status else None


def _draft_of(template: str, about: int) -> Draft | None:
    state = _state(about)
    return _draft(template, state) if state else None


def _state(pk: int) -> ReviewState | None:
    states = ReviewState.objects.select_related("workflow_state__requested_by", "claimed_by", "finished_by", "task")
    return states.filter(pk=pk).first()


def _draft(template: str, state: ReviewState) -> Draft | None:
    page = Page.objects.filter(pk=state.page_id).select_related("locale").first()
    if page is None:
        return None
    sent_before = state.workflow_state.task_states.filter(pk__lt=state.pk)
    context = {
        "state": state,
        "page": page,
        "title": page.get_admin_display_title(),
        "sender": state.workflow_state.requested_by,
        "language": language_name(page.locale.language_code),
        "is_again": sent_before.exists(),
        "is_seen_by_readers": page.live and not page.approved_schedule,
        "url": absolute(reverse("approval:review", args=[page.pk])),
    }
    return Draft(template=f"approval/mail/{template}", context=context)


def _conversation(page: Page, author: User, text: str, addressee: Addressee) -> Draft | None:
    reader = User.objects.filter(pk=addressee.key.partition(":")[2]).first()
    if reader is None or not page.permissions_for_user(reader).can_edit():
        return None
    context = {
        "title": page.get_admin_display_title(),
        "author": author,
        "text": text,
        "url": absolute(reverse("wagtailadmin_pages:edit", args=[page.pk])),
    }
    return Draft(template="approval/mail/comment", context=context)
