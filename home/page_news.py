"""Followers of a page are told that it was changed: once a day at most, and never of a minor edit.

Followers of a topic or a unit are told of its news, once, when they are published for the first time.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.fallback import address_of, best_version, best_versions, is_open, readers_language
from cms.outbox.queries import is_to_be_done
from cms.outbox.services import record
from notifications.services import tell_followers

from .models import NewsPage

FOLLOWED_AS = "page"
NEWS = "home.page_changed"
PUBLISHED = "home.news_published"
# An editor who sees a slip publishes again at once.
PATIENCE = timedelta(minutes=10)
_MORNING = time(6, 0)
# Older ones are brought over from another site: everybody knows them.
_NEW_FOR = timedelta(days=7)


@transaction.atomic
def note_change(page: Page) -> None:
    """Have followers of a page in the source language told of a change: today, or tomorrow if they were told today."""
    today = timezone.localdate()
    if is_to_be_done(NEWS, _key(page.pk, today)) is False:
        tomorrow = today + timedelta(days=1)
        _record(page.pk, tomorrow, timezone.make_aware(datetime.combine(tomorrow, _MORNING)))
    else:
        _record(page.pk, today, timezone.now() + PATIENCE)


def _key(page_id: int, day: date) -> str:
    return f"{page_id}:{day.isoformat()}"


def _record(page_id: int, day: date, due_at: datetime) -> None:
    record(NEWS, key=_key(page_id, day), due_at=due_at, page_id=page_id, day=day.isoformat())


@transaction.atomic
def tell_of_change(*, page_id: int, day: str) -> None:
    """Tell the followers of a page, unless nobody may read it any more."""
    if _sources([page_id]).live().filter(is_open()).exists():
        tell_followers(NEWS, targets=[(FOLLOWED_AS, page_id)], about=page_id, key=f"{page_id}:{day}")


@transaction.atomic
def note_publication(news: NewsPage) -> None:
    """Have followers of the topics and the unit of news in the source language told, when it is published first."""
    is_first = news.first_published_at == news.last_published_at
    if is_first and news.published_on >= timezone.localdate() - _NEW_FOR:
        record(PUBLISHED, key=str(news.pk), due_at=timezone.now() + PATIENCE, page_id=news.pk)


@transaction.atomic
def tell_of_publication(*, page_id: int) -> None:
    """Tell whoever follows a topic or the unit of news, as they are now, unless nobody may read it."""
    news = NewsPage.objects.filter(_is_source(), pk=page_id).live().filter(is_open()).first()
    if news is not None:
        targets = [("topic", topic.pk) for topic in news.topics.all()]
        targets += [("unit", news.owner_unit_id)] if news.owner_unit_id else []
        tell_followers(PUBLISHED, targets=targets, about=page_id, key=str(page_id))


def version_for_reader(page_id: int) -> tuple[Page, str] | None:
    """Return the version of a page for a reader of the active language and its path; None when none is public."""
    source = _sources([page_id]).first()
    version = best_version(source, readers_language()) if source else None
    path = address_of(version.page, readers_language()) if version else None
    return (version.page, path) if version and path else None


def followed_pages(pks: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """Return title and path of the versions for a reader of the active language; a constant number of queries."""
    keys = dict(_sources(pks).values_list("translation_key", "pk"))
    versions = best_versions(keys, readers_language())
    found = {keys[key]: (page, address_of(page, readers_language())) for key, (page, _fallback) in versions.items()}
    return {pk: (page.title, path) for pk, (page, path) in found.items() if path}


def _sources(pks: Collection[int]) -> "PageQuerySet[Page]":
    return Page.objects.filter(_is_source(), pk__in=pks)


def _is_source() -> Q:
    return Q(locale__language_code=settings.LANGUAGE_CODE)


def followed_id(page: Page) -> int | None:
    """Return the key by which a page is followed: that of its source; None for a page that has none."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return int(page.pk)
    sources = Page.objects.filter(translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE)
    return sources.values_list("pk", flat=True).first()
