"""Digests: what happened since the last one, in one mail for each address and period."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Exists, OuterRef

from .models import Digest, DigestItem, Follower
from .queries import waiting_items
from .registry import Addressee, Entry, EntryKind, find_entry
from .services import send_later

DIGEST = "notifications.digest"


@dataclass
class Told:
    """One thing in a digest, with everything that happened to it."""

    title: str
    url: str
    texts: list[str] = field(default_factory=list)


@dataclass
class Group:
    """Things that stand under one heading."""

    heading: str
    things: list[Told] = field(default_factory=list)


@transaction.atomic
def gather(rhythm: str, *, slot: datetime, after: int) -> int | None:
    """Make the digests of a period for some addresses; return the last of them when there may be more, else None.

    An address gets one digest a period: what is noted for it later waits for the next, also when this runs twice.
    """
    has_one = Digest.objects.filter(rhythm=rhythm, slot=slot, follower=OuterRef("follower"))
    waiting = waiting_items(rhythm).filter(~Exists(has_one), follower__gt=after)
    readers = list(
        waiting.order_by("follower").values_list("follower", flat=True).distinct()[: settings.FOLLOWERS_AT_ONCE]
    )
    # Two periods that are made at once must not both take an item.
    list(Follower.objects.select_for_update().filter(pk__in=readers).order_by("pk").values_list("pk"))
    items = list(waiting.filter(follower_id__in=readers).select_related("subscription").order_by("pk"))
    digests = {
        follower: Digest(follower_id=follower, rhythm=rhythm, slot=slot, language=_language(of_one))
        for follower, of_one in _by_follower(items).items()
    }
    Digest.objects.bulk_create(digests.values())
    for item in items:
        item.digest = digests[item.follower_id]
    DigestItem.objects.bulk_update(items, ["digest"], batch_size=200)
    for digest in digests.values():
        send_later(DIGEST, addressee=digest.key, about=digest.pk, key=str(digest.pk))
    return readers[-1] if len(readers) == settings.FOLLOWERS_AT_ONCE else None


def _by_follower(items: Iterable[DigestItem]) -> dict[int, list[DigestItem]]:
    found: dict[int, list[DigestItem]] = defaultdict(list)
    for item in items:
        found[item.follower_id].append(item)
    return found


def _language(items: Iterable[DigestItem]) -> str:
    """Return the language of most of what is told: a mail speaks one language, whatever languages were chosen."""
    languages = Counter(item.subscription.language for item in items if item.subscription)
    return languages.most_common(1)[0][0]


def _entry(kind: EntryKind, item: DigestItem, addressee: Addressee) -> Entry | None:
    """Return what is said of an item; of what was deleted nothing, so that it does not hold up all the rest."""
    try:
        return kind.write(item.about, addressee)
    except ObjectDoesNotExist:
        return None


def groups_of(digest: Digest, addressee: Addressee) -> list[Group]:
    """Return what a digest says, from the present state, in the active language.

    What has nothing to say any more is left out, and so is what somebody stopped following meanwhile.
    """
    groups: dict[str, Group] = {}
    things: dict[tuple[str, str, str], Told] = {}
    for item in digest.items.filter(subscription__isnull=False).order_by("pk"):
        kind = find_entry(item.kind)
        entry = _entry(kind, item, addressee) if kind else None
        if kind is None or entry is None:
            continue
        heading = str(kind.heading)
        thing = Told(entry.title, entry.url)
        known = things.setdefault((heading, entry.title, entry.url), thing)
        if known is thing:
            groups.setdefault(heading, Group(heading)).things.append(thing)
        if entry.text not in known.texts:
            known.texts.append(entry.text)
    return sorted(groups.values(), key=lambda group: (not group.heading, group.heading))
