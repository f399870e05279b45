"""Reads of subscriptions and recipients."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from .links import unsubscribe_url
from .models import Delivery, Subscription
from .registry import Addressee, addressee_kind, find_addressee_kind


def subscribers(kind: str, object_id: int) -> QuerySet[Subscription]:
    """Return the confirmed subscriptions to one thing."""
    return Subscription.objects.filter(kind=kind, object_id=object_id, confirmed_at__isnull=False)


def followers(targets: Iterable[Sequence[Any]]) -> QuerySet[Subscription]:
    """Return one confirmed subscription for each address that follows one of the things, the oldest first."""
    following = Subscription.objects.filter(_following(targets), confirmed_at__isnull=False)
    return following.filter(~Exists(following.filter(email=OuterRef("email"), pk__lt=OuterRef("pk")))).order_by("pk")


def _following(targets: Iterable[Sequence[Any]]) -> Q:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in targets:
        ids[kind].append(pk)
    return reduce(or_, (Q(kind=kind, object_id__in=pks) for kind, pks in ids.items()), Q(pk__in=[]))


def addresses(keys: Iterable[str]) -> set[str]:
    """Return the addresses of recipients, in small letters."""
    return {found.email.lower() for key in keys if (found := addressee(key, may_be_unconfirmed=True))}


def is_sent(message_id: str) -> bool:
    """Say whether the mail with this id has left already."""
    return Delivery.objects.filter(message_id=message_id, state=Delivery.State.SENT).exists()


def addressee(key: str, *, may_be_unconfirmed: bool = False) -> Addressee | None:
    """Return the recipient behind a key as they are now; None when they left, or have not confirmed their address."""
    kind, pk = split_key(key)
    find = find_addressee_kind(kind)
    found = find(pk) if find else None
    return found if found and (found.is_confirmed or may_be_unconfirmed) else None


def split_key(key: str) -> tuple[str, int]:
    """Return kind and id of an addressee key such as ``user:7``; raises ValueError for a kind that no app knows."""
    kind, _separator, pk = key.partition(":")
    if find_addressee_kind(kind) is None or not pk.isdecimal():
        raise ValueError(f"An addressee is '<kind>:<id>' of a registered kind, such as 'user:7', not {key!r}.")
    return kind, int(pk)


@addressee_kind("user")
def _person(pk: int) -> Addressee | None:
    person = get_user_model().objects.filter(pk=pk, is_active=True).first()
    if person is None or not person.email:
        return None
    return Addressee(key=f"user:{pk}", email=person.email, name=person.get_full_name(), language=person.language)


@addressee_kind("subscription")
def _subscriber(pk: int) -> Addressee | None:
    subscription = Subscription.objects.filter(pk=pk).first()
    if subscription is None:
        return None
    is_confirmed = subscription.confirmed_at is not None
    return Addressee(
        key=subscription.key,
        email=subscription.email,
        name="",
        language=subscription.language,
        # Who has not confirmed follows nothing yet: there is nothing to stop.
        unsubscribe_url=unsubscribe_url(pk, subscription.language) if is_confirmed else "",
        is_confirmed=is_confirmed,
    )
