"""The newest findings of a search as a feed. Whoever reads it is nobody to us: nothing is counted, nothing is kept."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import escape
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.tries import count_try
from cms.feeds import EntriesFeed, FeedEntry, tag

from .documents import SearchDocument
from .labels import Labels
from .limits import FEED_SEARCHES
from .queries import documents_as_public_now, find
from .saved import SavedSearch, SearchIsDown
from .wanted import wanted

SHOWN = 30
LONGEST_SUMMARY = 400
# As long, in seconds, the same search is not carried out again. What is found is read anew each time.
REMEMBERED = 15 * 60
_MINUTE = 60


class TooManySearches(Exception):
    """From this address came too many searches within a minute."""


class SearchFeed(EntriesFeed[SavedSearch]):
    """What fits a search and has a day, the newest first; 404 for an address without words."""

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = super().__call__(request, *args, **kwargs)
        except SearchIsDown:
            return HttpResponse(status=503, headers={"Retry-After": str(_MINUTE)})
        except TooManySearches:
            return HttpResponse(status=429, headers={"Retry-After": str(_MINUTE)})
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request: HttpRequest) -> SavedSearch:
        saved = SavedSearch.of(wanted(request.GET, Labels()), get_language() or settings.LANGUAGE_CODE)
        if not saved.text:
            raise Http404
        if not _is_remembered(saved):
            if count_try(request, "search.feed", seconds=_MINUTE) > FEED_SEARCHES:
                raise TooManySearches
            _remember(saved)
        return saved

    def title(self, saved: SavedSearch) -> str:
        return _("%(site)s: “%(words)s”") % {"site": settings.SITE_NAME, "words": saved.text}

    def link(self, saved: SavedSearch) -> str:
        return saved.address

    def feed_url(self, obj: SavedSearch) -> str:
        return feed_address(obj)

    def items(self, saved: SavedSearch) -> list[FeedEntry]:
        ids = cache.get(_key(saved)) or ()
        documents = documents_as_public_now(ids)
        return [_entry(documents[each], day) for each in ids if each in documents and (day := documents[each].date)]


def feed_address(saved: SavedSearch) -> str:
    """Return the address of a search's feed: the same for equal searches, however they were typed."""
    with override(saved.language):
        return f"{reverse('search:feed')}{saved.wanted.address}"


def _is_remembered(saved: SavedSearch) -> bool:
    return cache.get(_key(saved)) is not None


def _remember(saved: SavedSearch) -> None:
    """Carry the search out and keep the names of what was found, never a text. Raises SearchIsDown."""
    found = find(
        saved.text, user_language=saved.language, filters=dict(saved.filters), newest_first=True, per_page=SHOWN
    )
    if found.is_degraded:
        raise SearchIsDown
    ids: Sequence[str] = tuple(finding.document.id for finding in found.findings if finding.document.date)
    cache.set(_key(saved), ids, REMEMBERED)


def _key(saved: SavedSearch) -> str:
    return f"search.feed.{salted_hmac('search.feed', saved.key).hexdigest()}"


def _entry(document: SearchDocument, day: date) -> FeedEntry:
    moment = timezone.make_aware(datetime.combine(day, time.min))
    text = document.text
    summary = text if len(text) <= LONGEST_SUMMARY else f"{text[:LONGEST_SUMMARY].rsplit(' ', 1)[0]}…"
    return FeedEntry(
        id=tag(f"document/{document.source}/{document.pk}"),
        title=document.title,
        url=document.url or "/",
        html=escape(f"{document.caution} {summary}".strip()),
        language=document.language,
        published=moment,
        updated=moment,
    )
