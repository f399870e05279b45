"""Which pages have to be looked at, by whom and by when. The number of queries depends on page types only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, get_page_models

from accounts.models import User
from city.models import Unit
from city.queries import names
from cms.fallback import is_own_text
from cms.pages import BasePage
from home.upkeep.permissions import looks_after_all

from .dates import Standing, due_date, months_between, standing

_COLUMNS = (
    "pk", "translation_key", "title", "locale__language_code", "owner_unit_id", "owner_unit__translation_key",
    "content_owner_id", "deputy_id", "verified_on", "review_months", "first_published_at",
)  # fmt: skip


@dataclass(frozen=True)
class Review:
    """A live page and its next review. ``unit`` is named in the language of whoever asks."""

    page_id: int
    key: UUID
    title: str
    language: str
    type_name: str
    unit_id: int | None
    unit: str
    owner: User | None
    deputy: User | None
    verified_on: date | None
    due_on: date | None

    @property
    def standing(self) -> Standing | None:
        """Return how urgent it is today; None when the page needs no review."""
        return standing(self.due_on, timezone.localdate()) if self.due_on else None

    @property
    def keepers(self) -> list[User]:
        """Return the people who are there to look after it."""
        return [person for person in (self.owner, self.deputy) if person and person.is_active]


def page_types() -> list[type[BasePage]]:
    """Return every type of page that somebody can be responsible for."""
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def reviews(**narrowed: Any) -> list[Review]:
    """Return the review of every live page, the most urgent first; a page counts once for all its languages."""
    rows = [(model, row) for model in page_types() for row in _rows(model, narrowed)]
    people = User.objects.in_bulk({pk for _model, row in rows for pk in (row["content_owner_id"], row["deputy_id"])})
    units = names(Unit, get_language() or settings.LANGUAGE_CODE) if rows else {}
    found = [_review(model, row, people, units) for model, row in rows]
    return sorted(found, key=lambda review: (review.due_on or date.max, review.title))


def reviews_for(user: User) -> list[Review]:
    """Return the reviews the person may see: editors all, everybody else those of the pages they look after."""
    every = reviews()
    if looks_after_all(user):
        return every
    return [review for review in every if user.pk in {person.pk for person in review.keepers}]


def review_of(key: UUID) -> Review | None:
    """Return the review of one page; None when it is not live."""
    return next(iter(reviews(translation_key=key)), None)


def source_version(page: Page) -> BasePage:
    """Return the version of a page that stands for all its languages."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    source = versions.filter(locale__language_code=settings.LANGUAGE_CODE).first() or page
    specific: BasePage = source.specific
    return specific


def _rows(model: type[BasePage], narrowed: dict[str, Any]) -> Iterable[dict[str, Any]]:
    source = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE
    )
    stands_for_all = Q(locale__language_code=settings.LANGUAGE_CODE) | ~Exists(source)
    pages = model.objects.live().filter(is_own_text(), stands_for_all, **narrowed)
    return _once(pages.values(*_COLUMNS))


def _once(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    seen: set[UUID] = set()
    for row in rows:
        if row["translation_key"] not in seen:
            seen.add(row["translation_key"])
            yield row


def _review(model: type[BasePage], row: dict[str, Any], people: dict[int, User], units: Any) -> Review:
    published = row["first_published_at"]
    since = row["verified_on"] or (timezone.localdate(published) if published else None)
    unit = units.get(row["owner_unit__translation_key"])
    return Review(
        page_id=row["pk"],
        key=row["translation_key"],
        title=row["title"],
        language=row["locale__language_code"],
        type_name=str(model._meta.verbose_name),
        unit_id=row["owner_unit_id"],
        unit=unit.text if unit else "",
        owner=people.get(row["content_owner_id"]),
        deputy=people.get(row["deputy_id"]),
        verified_on=row["verified_on"],
        due_on=due_date(since, months_between(model._meta.label_lower, row["review_months"])),
    )
