"""How the search asks for the searches kept here, and says what is new in them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from notifications.models import Subscription
from search.queries import Finding
from search.saved import BrokenKey, Kept, SavedSearch

from .models import KeptSearch
from .services import BACKDATED, KIND, tell_of

AT_ONCE = 200


class Searches:
    """The searches that somebody follows."""

    def kept(self) -> Iterator[Kept]:
        """Yield every search with a confirmed follower; some are in memory at a time."""
        followed = Subscription.objects.filter(kind=KIND, object_id=OuterRef("pk"), confirmed_at__isnull=False)
        searches = KeptSearch.objects.filter(Exists(followed)).order_by("pk")
        last = 0
        while rows := list(searches.filter(pk__gt=last)[:AT_ONCE]):
            last = rows[-1].pk
            for row in rows:
                try:
                    search = SavedSearch.from_key(row.key)
                except BrokenKey:  # of a language that the site no longer speaks
                    continue
                yield Kept(str(row.pk), search, row.looked_at - BACKDATED, frozenset(row.told))

    def tell(self, kept: Kept, findings: tuple[Finding, ...], moment: datetime) -> None:
        """Note what is new, and tell the followers."""
        tell_of(search_id=int(kept.id), documents=[finding.document.id for finding in findings], moment=moment)
