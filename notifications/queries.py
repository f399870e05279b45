"""Reads of subscriptions and recipients."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import confirmed_addresses

from .links import check_management, claimed_follower, manage_url, stop_digest_url, unsubscribe_url
from .models import Delivery, Digest, DigestItem, Follower, Rhythm, Subscription
from .registry import Addressee, addressee_kind, find_addressee_kind
from .suppression import suppression_of

_OPEN = (Delivery.State.QUEUED, Delivery.State.DEFERRED)


def subscribers(kind: str, object_id: int) -> QuerySet[Subscription]:
    """Return the confirmed subscriptions to one thing."""
    return Subscription.objects.filter(kind=kind, object_id=object_id, confirmed_at__isnull=False)


def followers(targets: Iterable[Sequence[Any]]) -> QuerySet[Subscription]:
    """Return one confirmed subscription for each address that follows one of the things: that which is told soonest.

    The database picks it, by the index of addresses, whatever part of the result is asked for.
    """
    following = Subscription.objects.filter(_following(targets), confirmed_at__isnull=False)
    sooner = Q(rhythm__lt=OuterRef("rhythm")) | Q(rhythm=OuterRef("rhythm"), pk__lt=OuterRef("pk"))
    return following.filter(~Exists(following.filter(sooner, email=OuterRef("email"))))


def further_subscriptions(targets: Iterable[Sequence[Any]], told_by: Collection[Subscription]) -> dict[str, list[int]]:
    """Return, by address, the other confirmed subscriptions to the things, those that are told soonest first."""
    found: dict[str, list[int]] = defaultdict(list)
    if not told_by:
        return found
    following = Subscription.objects.filter(_following(targets), confirmed_at__isnull=False)
    theirs = following.filter(email__in=[each.email for each in told_by]).exclude(pk__in=[each.pk for each in told_by])
    for email, pk in theirs.order_by("rhythm", "pk").values_list("email", "pk"):
        found[email].append(pk)
    return found


def follows(addressee: Addressee, targets: Iterable[Sequence[Any]]) -> bool:
    """Say whether the address of a recipient follows one of the things."""
    following = Subscription.objects.filter(_following(targets), confirmed_at__isnull=False)
    return following.filter(email=addressee.email).exists()


def _following(targets: Iterable[Sequence[Any]]) -> Q:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in targets:
        ids[kind].append(pk)
    return reduce(or_, (Q(kind=kind, object_id__in=pks) for kind, pks in ids.items()), Q(pk__in=[]))


def addresses(keys: Iterable[str]) -> set[str]:
    """Return the addresses of recipients, in small letters; those of people in one query."""
    people: list[int] = []
    found: set[str] = set()
    for key in keys:
        kind, pk = split_key(key)
        if kind == "user":
            people.append(pk)
        elif recipient := addressee(key, may_be_unconfirmed=True):
            found.add(recipient.email.lower())
    emails = get_user_model().objects.filter(pk__in=people).values_list("email", flat=True)
    return found | {email.lower() for email in emails}


def address_to_follow_with(person: User) -> str | None:
    """Return the address to which somebody with an account is written: confirmed, and that of the account if it is."""
    confirmed = confirmed_addresses(person)
    own = person.email.lower()
    return own if own in confirmed else next(iter(sorted(confirmed)), None)


def subscriptions_of(email: str | OuterRef) -> QuerySet[Subscription]:
    """Return what an address follows, the newest first."""
    return Subscription.objects.filter(email=email, confirmed_at__isnull=False).order_by("-confirmed_at", "-pk")


def follower_of(token: str) -> Follower | None:
    """Return whose link this is; None when it was not made by us, was renewed, or its owner follows nothing."""
    try:
        follower = Follower.objects.filter(pk=claimed_follower(token)).first()
        # For one that is not there the same is reckoned, so that the time taken tells nothing.
        check_management(token, follower.secret if follower else "")
    except BadSignature:
        return None
    return follower


def waiting_items(rhythm: str) -> QuerySet[DigestItem]:
    """Return what is to be told in the next digest of a rhythm.

    What waited for a subscription that is now told at once goes with the next daily one.
    """
    gathers = [Rhythm.DAILY, Rhythm.AT_ONCE] if rhythm == Rhythm.DAILY else [rhythm]
    return DigestItem.objects.filter(digest__isnull=True, subscription__rhythm__in=gathers)


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
        manage_url=_manage_url(subscription) if is_confirmed else "",
        is_confirmed=is_confirmed,
    )


def _manage_url(subscription: Subscription) -> str:
    follower = Follower.objects.filter(email=subscription.email).first()
    return manage_url(follower.pk, follower.secret, subscription.language) if follower else ""


@addressee_kind("follower")
def _follower(pk: int) -> Addressee | None:
    follower = Follower.objects.filter(pk=pk).first()
    newest = subscriptions_of(follower.email).first() if follower else None
    if follower is None or newest is None:
        return None
    return Addressee(
        key=follower.key,
        email=follower.email,
        name="",
        language=newest.language,
        manage_url=manage_url(pk, follower.secret, newest.language),
    )


@addressee_kind("digest")
def _reader_of_digest(pk: int) -> Addressee | None:
    digest = Digest.objects.filter(pk=pk).select_related("follower").first()
    if digest is None:
        return None
    follower = digest.follower
    return Addressee(
        key=digest.key,
        email=follower.email,
        name="",
        language=digest.language,
        unsubscribe_url=stop_digest_url(follower.pk, digest.rhythm, digest.language),
        manage_url=manage_url(follower.pk, follower.secret, digest.language),
        gets_digest=True,
    )
