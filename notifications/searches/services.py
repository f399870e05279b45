"""Writes about followed searches: keep one, note what is new in it, forget it when nobody follows it."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from notifications.models import Subscription
from notifications.services import tell_followers
from search.queries import documents_as_public_now
from search.saved import SavedSearch, SearchIsDown, new_since

from .models import KeptSearch, SearchNews

__all__ = ["keep", "tell_of"]

KIND = "search"
NEWS = "searches.news"
# A news carries the day on which it was drafted, a case that on which it came: both become public later.
BACKDATED = timedelta(days=30)


def keep(search: SavedSearch) -> KeptSearch:
    """Return the row of a search, made if there is none: what is found now is not new to who begins to follow it.

    While the search does not answer it is not known what is there: what became public lately may be told as new, once.
    """
    digest = hashlib.sha256(search.key.encode()).hexdigest()
    known = KeptSearch.objects.filter(digest=digest).first()
    if known is not None:
        return known
    now = timezone.now()
    try:
        there = [finding.document.id for finding in new_since(search, now - BACKDATED)]
    except SearchIsDown:
        there = []
    row, _is_new = KeptSearch.objects.get_or_create(
        digest=digest, defaults={"key": search.key, "language": search.language, "looked_at": now, "told": there}
    )
    return row


@transaction.atomic
def tell_of(*, search_id: int, documents: Collection[str], moment: datetime) -> None:
    """Note what is new in a search, and tell who follows it. Nothing once the search is forgotten.

    Remembered are the documents dated as late as those that are looked at next time: only they could be found new
    once more.
    """
    row = KeptSearch.objects.select_for_update().filter(pk=search_id).first()
    if row is None:
        return
    news = SearchNews.objects.create(search=row, documents=list(documents), at=moment)
    day = timezone.localdate(moment - BACKDATED)
    public = documents_as_public_now([*row.told, *documents])
    row.told = [name for name, document in public.items() if document.date and document.date >= day]
    row.looked_at = moment
    row.save(update_fields=["told", "looked_at"])
    tell_followers(NEWS, targets=[(KIND, row.pk)], about=news.pk, key=str(news.pk))


@transaction.atomic
def forget() -> None:
    """Erase searches that nobody follows or asked to follow, and old news."""
    following = Subscription.objects.filter(kind=KIND, object_id=OuterRef("pk"))
    a_while_ago = timezone.now() - timedelta(days=1)
    KeptSearch.objects.filter(~Exists(following), created_at__lt=a_while_ago).delete()
    long_ago = timezone.now() - timedelta(days=settings.DELIVERIES_KEPT_DAYS)
    SearchNews.objects.filter(at__lt=long_ago).delete()
