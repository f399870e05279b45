"""What followed searches are called, and what their news are now."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from search.labels import Labels
from search.queries import documents_as_public_now
from search.saved import BrokenKey, SavedSearch
from search.sources import UnknownSource

from .models import KeptSearch, SearchNews

__all__ = ["news_now", "title_of", "titles"]


def title_of(search: SavedSearch, labels: Labels | None = None) -> str:
    """Return what a search is called in the active language: its words, and what it was narrowed down to."""
    labels = labels or Labels()
    chosen = [str(labels.of(name, value)) for name, values in search.filters for value in values]
    return _("Search: %(words)s") % {"words": ", ".join([search.text, *chosen])}


def titles(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return title and address of kept searches, in a constant number of queries."""
    labels, found = Labels(), {}
    for row in KeptSearch.objects.filter(pk__in=pks):
        try:
            search = SavedSearch.from_key(row.key)
        except BrokenKey:
            continue
        found[row.pk] = (title_of(search, labels), search.address)
    return found


def news_now(news: SearchNews) -> list[tuple[str, str]]:
    """Return title and path of what was new and is still public."""
    try:
        public = documents_as_public_now(news.documents)
    except UnknownSource:
        public = {}
    return [(public[name].title, public[name].url) for name in news.documents if name in public]
