"""Feeds whose entries are not all in one language, and what every feed of the site has in common (RFC 4287)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_safe

from .addresses import host

LATEST = 50
KEPT_FOR = 5 * 60
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # before anything was published here
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Item = TypeVar("Item")
About = TypeVar("About")


class MarkedAtom(Atom1Feed):
    """Atom whose entries say in which language each is written.

    Characters that XML cannot hold are left out: one text pasted with a page break must not end the feed for everybody.
    """

    def __init__(self, *args: Any, **described: Any) -> None:
        super().__init__(*args, **_clean(described))

    def add_item(self, *args: Any, **described: Any) -> None:
        """Take an entry; one that never changed was changed last when it was published."""
        described["updateddate"] = described.get("updateddate") or described.get("pubdate") or _SINCE
        super().add_item(*args, **_clean(described))

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed: never a moment to come, and always the same of an empty feed."""
        moments = (item[name] for item in self.items for name in ("updateddate", "pubdate") if item[name])
        return max((moment for moment in moments if moment <= timezone.now()), default=_SINCE)


# Django's class takes no parameters while apps are being made ready; its stubs want some.
class SiteFeed(Feed, Generic[Item, About]):  # type: ignore[type-arg]
    """A feed with an author and an identity of its own, which tells a reader who has it that nothing changed.

    Only the entity tag knows that. The moment of the newest entry, which Django sends as Last-Modified, stays the same
    when an entry is withdrawn, or comes in with a date of its own behind the newest.
    """

    feed_type = MarkedAtom

    @method_decorator([require_safe, conditional_page])
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response

    def author_name(self) -> str:
        return settings.SITE_NAME

    def feed_guid(self, obj: About) -> str:
        """Return an identity made of the feed's address: two feeds may have the same page beside them."""
        return tag(str(self.feed_url(obj)))


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry, whatever it tells of; ``html`` is safe already, ``title`` is plain text."""

    id: str
    title: str
    url: str
    html: str
    language: str
    published: datetime
    updated: datetime


class EntriesFeed(SiteFeed[FeedEntry, About]):
    """A feed of entries that may be of several kinds."""

    def item_title(self, item: FeedEntry) -> str:
        return item.title

    def item_description(self, item: FeedEntry) -> str:
        return item.html

    def item_link(self, item: FeedEntry) -> str:
        return item.url

    def item_guid(self, item: FeedEntry) -> str:
        return item.id

    def item_pubdate(self, item: FeedEntry) -> datetime:
        return item.published

    def item_updateddate(self, item: FeedEntry) -> datetime:
        return item.updated

    def item_extra_kwargs(self, item: FeedEntry) -> dict[str, str]:
        return {"language": item.language}


def newest(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """Return the entries that changed last, the newest first."""
    return sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:LATEST]


def tag(name: str) -> str:
    """Return an identity on this site that stays for ever (RFC 4151)."""
    return f"tag:{host()},2026:{name}"


def _clean(described: dict[str, Any]) -> dict[str, Any]:
    return {name: _NO_XML.sub("", value) if isinstance(value, str) else value for name, value in described.items()}
