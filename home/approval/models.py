"""What Wagtail's workflow does not know: when a review is due, who is looking, and that a decision is made once."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from city.deadlines import last_day, working_days_between
from city.models import DeadlineRule

from .forms import ApproveForm, RejectForm
from .locks import ReviewLock
from .refusals import AlreadyDecided, ReasonMissing

DECIDED = {
    TaskState.STATUS_APPROVED: _("Approved"),
    TaskState.STATUS_REJECTED: _("Sent back to the author"),
    TaskState.STATUS_CANCELLED: _("Ended without a decision"),
}


def due_if_sent_today() -> date:
    """Return the last day on which the reviewers should have answered what they get today."""
    return last_day(
        timezone.localdate(), length=settings.APPROVAL_WORKING_DAYS, measure=DeadlineRule.Measure.WORKING_DAY
    )


class ReviewState(TaskState):
    """One time that a page waits for its reviewers.

    Personal data: who is looking at it and what the author wrote to the reviewers; erased with the page, the name of
    the person with their account.
    """

    due_on = models.DateField(_("decide by"), default=due_if_sent_today, db_index=True)
    note = models.TextField(_("word to the reviewers"), blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("who is looking at it"),
    )  # fmt: skip
    claimed_at = models.DateTimeField(_("looking at it since"), null=True, blank=True)

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")
        default_permissions = ()

    @property
    def is_waiting(self) -> bool:
        """Say whether the reviewers have still to decide."""
        return bool(self.status == self.STATUS_IN_PROGRESS)

    @property
    def is_overdue(self) -> bool:
        """Say whether the reviewers should have decided before today."""
        return self.is_waiting and self.due_on < timezone.localdate()

    @property
    def is_claimed(self) -> bool:
        """Say whether somebody is looking at it; that counts until the end of the next working day."""
        if self.claimed_by_id is None or self.claimed_at is None:
            return False
        return working_days_between(timezone.localdate(self.claimed_at), timezone.localdate()) <= 1

    @property
    def decision(self) -> str:
        """Say what became of it; an empty string while it waits."""
        return str(DECIDED.get(self.status, ""))

    @property
    def page_id(self) -> int:
        """Return the key of the page under review."""
        return int(self.workflow_state.object_id)


class ReviewTask(AbstractGroupApprovalTask):
    """The review of pages in one language by the people who may publish there. Holds no personal data."""

    language = models.CharField(_("language"), max_length=10, unique=True)

    task_state_class = ReviewState
    lock_class = ReviewLock
    admin_form_fields: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("review of pages in a language")
        verbose_name_plural = _("reviews of pages in a language")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Ask for a reason where somebody has to act on it."""
        return RejectForm if action == "reject" else ApproveForm

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide once: whoever comes second raises ``AlreadyDecided``; sending back without words ``ReasonMissing``."""
        page = Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        present = ReviewState.objects.select_for_update(of=("self",)).get(pk=task_state.pk)
        if not present.is_waiting:
            raise AlreadyDecided(page)
        if action_name == "reject" and not str(kwargs.get("comment", "")).strip():
            raise ReasonMissing
        if action_name == "approve":
            # Wagtail asks again about every revision it did not see submitted, a reviewer's own correction too.
            present.revision = page.get_latest_revision()
        super().on_action(present, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """Say in the administration what this step is."""
        return str(_("People who may publish in a language review its pages"))
