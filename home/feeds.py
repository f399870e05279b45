"""News for feed readers, one feed per language; untranslated news stand in it in the source language, marked."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.alternates import language_name
from cms.fallback import address_of, readers_language
from cms.feeds import MarkedAtom

from .queries import all_news
from .translation.states import OUTDATED_CAUTION, outdated

if TYPE_CHECKING:
    from .models import NewsPage

LATEST = 30


class NewsFeed(Feed["NewsPage", None]):
    """The newest news for readers of the active language."""

    feed_type = MarkedAtom

    def title(self) -> str:
        return _("%(site)s: news") % {"site": settings.SITE_NAME}

    def link(self) -> str:
        return reverse("wagtail_serve", args=("",))

    def feed_url(self) -> str:
        return reverse("news_feed")

    def items(self) -> "list[NewsPage]":
        news = list(all_news()[:LATEST])
        stale = outdated(news)
        for item in news:
            item.is_outdated = item.pk in stale
        return news

    def item_title(self, item: "NewsPage") -> str:
        return str(item.title)

    def item_description(self, item: "NewsPage") -> str:
        if item.language == readers_language():
            is_outdated = item.is_outdated
            return escape(f"{OUTDATED_CAUTION} {item.lead}" if is_outdated else item.lead)
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
