"""Reads of subscriptions and recipients."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from .links import unsubscribe_url
from .models import Delivery, Subscription
from .registry import Addressee, addressee_kind, find_addressee_kind
from .suppression import suppression_of

_OPEN = (Delivery.State.QUEUED, Delivery.State.DEFERRED)


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


def addressee(key: str, *, may_be_unconfirmed: bool = False) -> Addressee | None:
    """Return the recipient behind a key as they are now; None when they left, or have not confirmed their address."""
    kind, pk = split_key(key)
    find = find_addressee_kind(kind)
    found = find(pk) if find else None
    return found if found and (found.is_confirmed or may_be_unconfirmed) else None


@dataclass(frozen=True)
class Trouble:
    """Why somebody may not have been told, in words of the active language."""

    sentence: str
    since: datetime
    is_suppressed: bool


def trouble_reaching(key: str, email: str) -> Trouble | None:
    """Return why mail does not reach a recipient, or None when nothing is known against it. At most two queries."""
    if suppression := suppression_of(email):
        return Trouble(suppression.get_reason_display(), suppression.at, is_suppressed=True)
    last = Delivery.objects.filter(addressee=key, email=email).exclude(state__in=_OPEN).order_by("-at").first()
    if last is None or last.state == Delivery.State.SENT:
        return None
    return Trouble(_("the last mail was refused or came back"), last.at, is_suppressed=False)


def mail_server_refuses_us() -> bool:
    """Say whether a mail waits because our sign-in, certificate or sender is not accepted."""
    return Delivery.objects.filter(staff_must_mend=True).exists()


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
