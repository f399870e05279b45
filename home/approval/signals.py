"""What we hear of Wagtail's workflow: mails of ours in place of its own, and one schedule for every language."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    page_published,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from home.translation.schedule import govern_translations

from . import notices
from .models import ReviewState


@transaction.atomic
def _submitted(instance: ReviewState, user: Any, **kwargs: Any) -> None:
    notices.tell_submitted(instance, user)


@transaction.atomic
def _approved(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    if is_ours(instance):
        notices.tell_approved(instance, user)


@transaction.atomic
def _rejected(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    if is_ours(instance):
        notices.tell_rejected(instance, user)


@transaction.atomic
def _cancelled(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    if is_ours(instance):
        notices.tell_cancelled(instance, user)


def _stay_silent(**kwargs: Any) -> None:
    """Stand where Wagtail would send a mail of its own, within the transaction and in words we do not choose."""


def is_ours(workflow_state: WorkflowState) -> bool:
    """Say whether the workflow is the review of pages."""
    return ReviewState.objects.filter(workflow_state=workflow_state).exists()


def _published(instance: Page, **kwargs: Any) -> None:
    govern_translations(instance)


def connect() -> None:
    """Start listening; called once at start-up, before Wagtail's admin, whose receivers find their names taken."""
    workflow_submitted.connect(
        _stay_silent, sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification"
    )
    workflow_rejected.connect(
        _rejected, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
    )
    workflow_approved.connect(
        _approved, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
    )
    workflow_cancelled.connect(_cancelled, sender=WorkflowState, dispatch_uid="approval.cancelled")
    task_submitted.connect(_submitted, sender=ReviewState, dispatch_uid="approval.submitted")
    page_published.connect(_published, dispatch_uid="approval.published")
