"""News for feed readers, one feed per language; untranslated news stand in it in the source language, marked."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from city.models import Topic, Unit
from city.queries import names
from cms.alternates import language_name
from cms.fallback import address_of, readers_language
from cms.feeds import LATEST, EntriesFeed, FeedEntry

from .queries import all_news
from .translation.states import OUTDATED_CAUTION, outdated

if TYPE_CHECKING:
    from .models import NewsPage


class NewsFeed(EntriesFeed[Topic | None]):
    """The newest news for readers of the active language, all or those about one topic."""

    def get_object(self, request: HttpRequest, topic: str = "") -> Topic | None:
        """Return the topic that the address names, None for all news; 404 for one there is not."""
        return get_object_or_404(Topic.objects.facts(), code=topic) if topic else None

    def title(self, obj: Topic | None) -> str:
        if obj is None:
            return _("%(site)s: news") % {"site": settings.SITE_NAME}
        return _("%(site)s: news about “%(topic)s”") % {"site": settings.SITE_NAME, "topic": _name_of(obj)}

    def link(self) -> str:
        return reverse("wagtail_serve", args=("",))

    def feed_url(self, obj: Topic | None) -> str:
        return reverse("topic_feed", args=[obj.code]) if obj else reverse("news_feed")

    def items(self, obj: Topic | None) -> list[FeedEntry]:
        return news_about(obj) if obj else news_entries(all_news())


def news_about(subject: Topic | Unit) -> list[FeedEntry]:
    """Return the newest news about a topic, or of a unit."""
    if isinstance(subject, Topic):
        return news_entries(all_news().filter(topics__translation_key=subject.translation_key))
    return news_entries(all_news().filter(owner_unit__translation_key=subject.translation_key))


def news_entries(found: "QuerySet[NewsPage]") -> list[FeedEntry]:
    """Return the newest of the news as entries; a constant number of queries."""
    news = list(found[:LATEST])
    stale = outdated(news)
    return [_entry(item, is_behind=item.pk in stale) for item in news]


def _entry(item: "NewsPage", *, is_behind: bool) -> FeedEntry:
    published = timezone.make_aware(datetime.combine(item.published_on, time.min))
    return FeedEntry(
        id=f"urn:uuid:{item.translation_key}",
        title=str(item.title),
        url=address_of(item, readers_language()) or "",
        html=_lead(item, is_behind=is_behind),
        language=item.language,
        published=published,
        updated=item.last_published_at or published,
    )


def _lead(item: "NewsPage", *, is_behind: bool) -> str:
    if item.language == readers_language():
        return escape(f"{OUTDATED_CAUTION} {item.lead}" if is_behind else item.lead)
    notice = _("Not translated yet (%(language)s).") % {"language": language_name(item.language)}
    return escape(f"{notice} {item.lead}")


def _name_of(topic: Topic) -> str:
    return str(names(Topic)[topic.translation_key])
