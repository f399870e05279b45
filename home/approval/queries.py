"""What waits for whom. The number of queries does not grow with the number of pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, WorkflowState, get_default_page_content_type

from accounts.models import User
from city.deadlines import working_days_between
from cms.alternates import language_name

from .models import ReviewState, ReviewTask
from .wording import who_is_looking

SHOWN = 50
ROUNDS = 10


@dataclass(frozen=True)
class Row:
    """A page with where its review stands."""

    page: Page
    state: ReviewState

    @property
    def language(self) -> str:
        """Return the name of the page's language."""
        return language_name(self.page.locale.language_code)

    @property
    def standing(self) -> str:
        """Say where the review stands."""
        return who_is_looking(self.state) if self.state.is_waiting else self.state.decision

    @property
    def sender(self) -> User | None:
        """Return who sent the page."""
        person: User | None = self.state.workflow_state.requested_by
        return person


def waiting_for(person: User) -> list[Row]:
    """Return the pages that this reviewer may decide on, those due first at the top; not what they sent themselves."""
    states = ReviewState.objects.filter(status=ReviewState.STATUS_IN_PROGRESS)
    if not person.is_superuser:
        states = states.filter(task__in=ReviewTask.objects.filter(groups__user=person.pk))
    others = states.exclude(workflow_state__requested_by=person.pk)
    return _rows(others.order_by("due_on", "pk")[:SHOWN])


def sent_by(person: User) -> list[Row]:
    """Return what this person sent, newest first, with the last word on each."""
    mine = WorkflowState.objects.filter(
        requested_by=person.pk, base_content_type=get_default_page_content_type()
    ).order_by("-created_at")
    keys = mine.values_list("current_task_state_id", flat=True)[:SHOWN]
    return _rows(ReviewState.objects.filter(pk__in=list(keys)).order_by("-started_at", "-pk"))


def overdue() -> Iterator[tuple[ReviewState, bool]]:
    """Return each review that is late, and whether it is so late that the reviewers' reminder did not help."""
    today = timezone.localdate()
    late = ReviewState.objects.filter(status=ReviewState.STATUS_IN_PROGRESS, due_on__lt=today)
    for state in late.select_related("workflow_state", "task"):
        yield state, working_days_between(state.due_on, today) > settings.APPROVAL_ESCALATION_WORKING_DAYS


def review_of(page: Page) -> ReviewState | None:
    """Return the review that the page waits in, or the last one it had."""
    states = ReviewState.objects.for_instance(page)
    return states.select_related("workflow_state__requested_by", "claimed_by", "finished_by").order_by("-pk").first()


def rounds_of(page: Page) -> list[ReviewState]:
    """Return the decisions already made about the page, newest first."""
    made = ReviewState.objects.for_instance(page).exclude(finished_at=None)
    return list(made.select_related("finished_by").order_by("-finished_at", "-pk")[:ROUNDS])


def _rows(states: QuerySet[ReviewState]) -> list[Row]:
    found = list(states.select_related("workflow_state__requested_by", "claimed_by", "finished_by"))
    pages = Page.objects.select_related("locale").in_bulk([state.page_id for state in found])
    return [Row(pages[state.page_id], state) for state in found if state.page_id in pages]
