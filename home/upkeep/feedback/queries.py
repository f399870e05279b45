"""What readers said, for those who look after the pages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from cms.pages import BasePage
from home.models import HomePage, SectionPage
from home.upkeep.links.queries import keys_kept_by
from home.upkeep.models import Feedback
from home.upkeep.permissions import looks_after_all

# A list of other pages is neither helpful nor not.
_LISTS = (HomePage, SectionPage)
WEEK = timedelta(days=7, hours=1)  # of an answer the hour is kept and not the minute


def asks(page: Page) -> bool:
    """Say whether readers of the page are asked: one with a text of its own, once it has an address."""
    return isinstance(page, BasePage) and not isinstance(page, _LISTS) and bool(page.pk and page.live)


def page_asked_about(pk: int) -> BasePage | None:
    """Return the public page with this key, if its readers are asked."""
    found = Page.objects.live().public().filter(pk=pk).select_related("locale").first()
    page = found.specific if found else None
    return page if page and asks(page) else None


def feedback_seen_by(user: User) -> QuerySet[Feedback]:
    """Return the answers about the pages the person looks after, editors see all; the newest first."""
    rows = Feedback.objects.select_related("page__locale", "handled_by").order_by("-hour", "-pk")
    return rows if looks_after_all(user) else rows.filter(page__translation_key__in=keys_kept_by(user))


def new_feedback_of(user: User) -> QuerySet[Feedback]:
    """Return the comments nobody has dealt with yet."""
    return _new_comments(feedback_seen_by(user))


def new_comments_for_keeper(user: User) -> QuerySet[Feedback]:
    """Return last week's comments, not dealt with, on the pages of which the person is owner or deputy."""
    return new_comments_of_a_week().filter(page__translation_key__in=keys_kept_by(user)).select_related("page__locale")


def new_comments_of_a_week() -> QuerySet[Feedback]:
    """Return last week's comments that nobody has dealt with yet."""
    return _new_comments(Feedback.objects.filter(hour__gt=timezone.now() - WEEK))


def _new_comments(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    return rows.filter(handled_at=None, archived_at=None).exclude(comment="")


def narrowed(rows: QuerySet[Feedback], wanted: Mapping[str, Any]) -> QuerySet[Feedback]:
    """Keep the answers asked for; without a wish, those not archived."""
    state = wanted.get("state")
    states = {
        "": Q(archived_at=None),
        "new": Q(handled_at=None, archived_at=None),
        "handled": Q(handled_at__isnull=False, archived_at=None),
        "archived": Q(archived_at__isnull=False),
    }
    rows = rows.filter(states.get(state or "", Q()))
    if answer := wanted.get("answer"):
        rows = rows.filter(is_helpful=answer == "yes")
    if language := wanted.get("language"):
        rows = rows.filter(language=language)
    if title := wanted.get("title"):
        rows = rows.filter(page__title__icontains=title)
    return rows
