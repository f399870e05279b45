"""News for feed readers, one feed per language; untranslated news stand in it in the source language, marked."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from city.models import Topic
from city.queries import names
from cms.alternates import language_name
from cms.fallback import address_of, readers_language
from cms.feeds import MarkedAtom

from .queries import all_news
from .translation.states import OUTDATED_CAUTION, outdated

if TYPE_CHECKING:
    from .models import NewsPage

LATEST = 30


class NewsFeed(Feed["NewsPage", Topic | None]):
    """The newest news for readers of the active language, all or those about one topic."""

    feed_type = MarkedAtom

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

    def items(self, obj: Topic | None) -> "list[NewsPage]":
        found = all_news().filter(topics__translation_key=obj.translation_key) if obj else all_news()
        news = list(found[:LATEST])
        stale = outdated(news)
        for item in news:
            item.is_behind = item.pk in stale
        return news

    def item_title(self, item: "NewsPage") -> str:
        return str(item.title)

    def item_description(self, item: "NewsPage") -> str:
        if item.language == readers_language():
            is_behind = item.is_behind
            return escape(f"{OUTDATED_CAUTION} {item.lead}" if is_behind else item.lead)
        notice = _("Not translated yet (%(language)s).") % {"language": language_name(item.language)}
        return escape(f"{notice} {item.lead}")

    def item_link(self, item: "NewsPage") -> str:
        return address_of(item, readers_language()) or ""

    def item_guid(self, item: "NewsPage") -> str:
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: "NewsPage") -> datetime:
        return timezone.make_aware(datetime.combine(item.published_on, time.min))

    def item_updateddate(self, item: "NewsPage") -> datetime | None:
        changed: datetime | None = item.last_published_at
        return changed

    def item_extra_kwargs(self, item: "NewsPage") -> dict[str, str]:
        return {"language": item.language}


def _name_of(topic: Topic) -> str:
    return str(names(Topic)[topic.translation_key])
