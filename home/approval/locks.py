"""What the editor says above a page in review."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Only reviewers change a page in review; everybody reads until when, and who is looking at it."""

    def get_message(self, user: Any) -> SafeString:
        """Return the state of the review, with the way to its page."""
        from .wording import state_in_words

        state = self.object.current_workflow_task_state
        return format_html(
            '{} <span class="buttons"><a class="button button-small button-secondary" href="{}">{}</a></span>',
            state_in_words(state),
            reverse("approval:review", args=[self.object.pk]),
            _("Open the review"),
        )
