"""What an editor, or who looks after some pages, finds on the first page of the administration."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from accounts.models import User
from search.questions import asked_in_vain, rarely_opened

from .feedback.queries import new_feedback_of
from .links.queries import broken_links_of, with_uses
from .permissions import looks_after_all
from .reviews.dates import Standing
from .reviews.queries import Review, reviews_for

FIRST = 5


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is, where it leads, and one fact about it."""

    title: str
    url: str = ""
    language: str = ""
    fact: str = ""


@dataclass(frozen=True)
class Waiting:
    """One kind of things that wait for a person: how many, the first of them, and where all of them are."""

    name: str
    icon: str
    heading: str
    url: str
    count: int
    lines: list[Line] = field(default_factory=list)


class WaitingPanel(Component):
    """Shows one kind of things that wait."""

    template_name = "upkeep/panel.html"

    def __init__(self, waiting: Waiting, order: int) -> None:
        self.name = waiting.name
        self.waiting = waiting
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the list and how many there are beyond it."""
        return {"waiting": self.waiting, "rest": self.waiting.count - len(self.waiting.lines)}


def panels_for(user: User) -> list[Component]:
    """Return a panel for each kind of things that wait, or one that says that all is well; none for who keeps no page.

    The number of queries depends neither on pages nor on what waits.
    """
    every = reviews_for(user)
    if not every and not looks_after_all(user):
        return []
    kinds = [waiting for waiting in _kinds(user, every) if waiting.count]
    return [WaitingPanel(waiting, 60 + order) for order, waiting in enumerate(kinds or [_nothing()])]


def _kinds(user: User, every: list[Review]) -> Iterator[Waiting]:
    yield _reviews(every)
    yield _links(user)
    yield _answers(user)
    if looks_after_all(user):
        yield _questions()
        yield _seldom_opened()
        yield _orphans(every)


def _nothing() -> Waiting:
    heading = _("All is well: pages are verified, links work, readers have everything answered.")
    return Waiting("all-is-well", "check", heading, "", 0)


def _reviews(every: Iterable[Review]) -> Waiting:
    due = [review for review in every if review.standing in {Standing.OVERDUE, Standing.DUE}]
    heading = ngettext("%(count)d page has to be checked", "%(count)d pages have to be checked", len(due))
    lines = [
        Line(
            review.title, reverse("upkeep:confirm", args=[review.page_id]), review.language,
            date_format(review.due_on) if review.due_on else "",
        )
        for review in due[:FIRST]
    ]  # fmt: skip
    return Waiting("reviews", "date", heading % {"count": len(due)}, reverse("upkeep:reviews"), len(due), lines)


def _links(user: User) -> Waiting:
    broken = broken_links_of(user)
    count = broken.count()
    heading = ngettext("%(count)d link leads nowhere", "%(count)d links lead nowhere", count)
    lines = [
        Line(link.shown, reverse("upkeep:link", args=[link.pk]), fact=link.get_problem_display())  # type: ignore[attr-defined]
        for link in with_uses(broken[:FIRST])
    ]
    return Waiting("links", "link", heading % {"count": count}, reverse("upkeep:links"), count, lines)


def _answers(user: User) -> Waiting:
    new = new_feedback_of(user)
    count = new.count()
    heading = ngettext("%(count)d new comment of a reader", "%(count)d new comments of readers", count)
    lines = [
        Line(row.page.title, reverse("upkeep:answer", args=[row.pk]), row.page.locale.language_code, row.comment)
        for row in new[:FIRST]
    ]
    url = reverse("upkeep:feedback") + "?state=new"
    return Waiting("answers", "comment", heading % {"count": count}, url, count, lines)


def _questions() -> Waiting:
    asked = asked_in_vain(since=timezone.localdate() - timedelta(days=30))
    heading = ngettext(
        "%(count)d thing was looked for and not found", "%(count)d things were looked for and not found", len(asked)
    )
    lines = [Line(row.text, language=row.language, fact=str(row.in_vain)) for row in asked[:FIRST]]
    url = reverse("upkeep:questions")
    return Waiting("questions", "search", heading % {"count": len(asked)}, url, len(asked), lines)


def _seldom_opened() -> Waiting:
    asked = rarely_opened(since=timezone.localdate() - timedelta(days=30))
    heading = ngettext(
        "%(count)d thing was found, but seldom opened", "%(count)d things were found, but seldom opened", len(asked)
    )
    lines = [Line(row.text, language=row.language, fact=f"{row.opened_in_percent}%") for row in asked[:FIRST]]
    url = reverse("upkeep:seldom_opened")
    return Waiting("seldom-opened", "search", heading % {"count": len(asked)}, url, len(asked), lines)


def _orphans(every: Iterable[Review]) -> Waiting:
    orphans = [review for review in every if not review.keepers]
    count = len(orphans)
    heading = ngettext("%(count)d page that nobody looks after", "%(count)d pages that nobody looks after", count)
    lines = [
        Line(review.title, reverse("wagtailadmin_pages:edit", args=[review.page_id]), review.language, review.unit)
        for review in orphans[:FIRST]
    ]
    url = reverse("upkeep:reviews") + "?urgency=nobody"
    return Waiting("orphans", "user", heading % {"count": count}, url, count, lines)
