"""From one event to a mail, or a line of a digest, for each address that follows what it is about; some at a time."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from .models import DigestItem, Follower, Rhythm
from .queries import addresses, followers, further_subscriptions
from .registry import find_entry
from .services import send_all_later


@transaction.atomic
def tell_batch(
    kind: str,
    *,
    targets: Sequence[Sequence[Any]],
    about: int,
    event: str,
    urgent: bool,
    besides: Collection[str],
    after: int,
) -> int | None:
    """Record what the next followers get; return the last of them when there may be more behind, else None.

    Mails leave later, by rows of their own; whoever chose a digest has the event put down for it. A batch of
    subscriptions is in memory at a time, however many there are. Doing it twice adds nothing.
    """
    batch = list(followers(targets).filter(pk__gt=after).order_by("pk")[: settings.FOLLOWERS_AT_ONCE])
    told_elsewhere = addresses(besides)
    reached = [subscription for subscription in batch if subscription.email not in told_elsewhere]
    known = known_followers(subscription.email for subscription in reached)
    at_once = urgent or find_entry(kind) is None
    waiting = [] if at_once else [each for each in reached if each.rhythm != Rhythm.AT_ONCE]
    others = further_subscriptions(targets, waiting)
    DigestItem.objects.bulk_create(
        (
            DigestItem(
                follower_id=known[each.email], subscription=each, others=others.get(each.email, []), kind=kind,
                key=event, about=about,
            )
            for each in waiting
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    told_now = [each.key for each in reached if at_once or each.rhythm == Rhythm.AT_ONCE]
    send_all_later(kind, addressees=told_now, about=about, key=event)
    return batch[-1].pk if len(batch) == settings.FOLLOWERS_AT_ONCE else None


def known_followers(emails: Iterable[str]) -> dict[str, int]:
    """Return the id of the follower of each address, made where it was missing. Two queries, or three."""
    wanted = set(emails)
    rows = Follower.objects.filter(email__in=wanted).values_list("email", "pk")
    known = dict(rows)
    if missing := wanted - known.keys():
        Follower.objects.bulk_create((Follower(email=email) for email in missing), ignore_conflicts=True)
        known = dict(rows.all())
    return known
