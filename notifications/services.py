"""Writes: ask for a mail, follow, confirm, leave; and what the log of deliveries says."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from cms.outbox.services import record, record_all

from .deliveries import MAIL_TOPIC
from .message import message_token
from .models import Delivery, DeliveryStep, Digest, DigestItem, Follower, Rhythm, Subscription
from .queries import address_to_follow_with, split_key, subscriptions_of
from .registry import followed
from .suppression import erase_old_suppressions, lift

__all__ = [
    "AddressNotConfirmed",
    "NotFollowable",
    "confirm",
    "follow",
    "forget_addressee",
    "send_all_later",
    "send_later",
    "subscribe",
    "tell_followers",
    "unsubscribe",
]

FAN_OUT_TOPIC = "notifications.fan_out"
CONFIRMATION = "notifications.confirm_subscription"


class AddressNotConfirmed(Exception):
    """The person has not shown yet that their address is theirs."""


class NotFollowable(LookupError):
    """The thing does not exist, is not public, or is of a kind that nobody may follow."""


def send_later(kind: str, *, addressee: str, about: int, key: str) -> None:
    """Record one mail to one recipient in the caller's transaction; the same kind, key and addressee count once.

    Raises ValueError for an addressee that is not ``<kind>:<id>`` of a registered kind, such as ``user:7``.
    """
    split_key(addressee)
    if not kind or not key:
        raise ValueError("A mail needs a kind, and a key that names the event it tells of.")
    record(
        MAIL_TOPIC,
        key=message_token(kind, key, addressee),
        kind=kind,
        about=about,
        addressee=addressee,
        event=key,
    )


def send_all_later(kind: str, *, addressees: Iterable[str], about: int, key: str) -> None:
    """Record the same for many recipients, as ``send_later`` does for one."""
    if not kind or not key:
        raise ValueError("A mail needs a kind, and a key that names the event it tells of.")
    mails: dict[str, dict[str, Any]] = {}
    for addressee in addressees:
        split_key(addressee)
        mails[message_token(kind, key, addressee)] = {
            "kind": kind, "about": about, "addressee": addressee, "event": key,
        }  # fmt: skip
    record_all(MAIL_TOPIC, mails)


def tell_followers(
    kind: str,
    *,
    targets: Sequence[tuple[str, int]],
    about: int,
    key: str,
    urgent: bool = False,
    besides: Collection[str] = (),
) -> None:
    """Record, in the caller's transaction, that whoever follows one of the things is told by a mail; kind and key once.

    An address is told once, however many of the targets it follows. It is told in the rhythm that was chosen, but at
    once when this is urgent. ``besides`` are keys of recipients who are told another way: their addresses are left
    out. Followers are looked up when the row is worked off, so that this costs the same for none and for many.
    """
    if not kind or not key:
        raise ValueError("A mail needs a kind, and a key that names the event it tells of.")
    for addressee in besides:
        split_key(addressee)
    if not targets:
        return
    record(
        FAN_OUT_TOPIC,
        key=message_token(kind, key, "followers"),
        kind=kind,
        targets=[[what, pk] for what, pk in dict.fromkeys(targets)],
        about=about,
        event=key,
        urgent=urgent,
        besides=sorted(set(besides)),
    )


@transaction.atomic
def subscribe(*, kind: str, object_id: int, email: str, language: str, rhythm: str = Rhythm.AT_ONCE) -> None:
    """Ask the owner of an address to confirm that they want to follow a thing.

    Answers the same for a known, an unknown and a too often asked address: at most a few confirmation mails leave per
    address in an hour and in a day, and none to who follows the thing already; their choices stay. Raises
    NotFollowable, ValidationError (address) or ValueError (language, rhythm).
    """
    email = email.strip().lower()
    validate_email(email)
    check_choices(rhythm, language)
    if followed(kind, object_id) is None:
        raise NotFollowable(kind, object_id)
    now = timezone.now()
    if _asked_too_often(email):
        return
    subscription, _is_new = Subscription.objects.select_for_update().get_or_create(
        kind=kind, object_id=object_id, email=email, defaults={"language": language, "rhythm": rhythm}
    )
    if _was_just_asked(subscription):
        return
    if subscription.confirmed_at is None:
        subscription.language, subscription.rhythm = language, rhythm
    subscription.asked_at = now
    subscription.save(update_fields=["language", "rhythm", "asked_at"])
    send_later(CONFIRMATION, addressee=subscription.key, about=subscription.pk, key=now.isoformat())


@transaction.atomic
def follow(*, actor: User, kind: str, object_id: int, language: str, rhythm: str = Rhythm.AT_ONCE) -> Subscription:
    """Let somebody who is signed in follow a thing at once: their address is confirmed already.

    Following it again changes how often and in which language. Raises AddressNotConfirmed, NotFollowable, ValueError.
    """
    check_choices(rhythm, language)
    email = address_to_follow_with(actor)
    if email is None:
        raise AddressNotConfirmed(actor.pk)
    if followed(kind, object_id) is None:
        raise NotFollowable(kind, object_id)
    subscription, _is_new = Subscription.objects.select_for_update().get_or_create(
        kind=kind, object_id=object_id, email=email, defaults={"language": language}
    )
    subscription.language, subscription.rhythm = language, rhythm
    subscription.confirmed_at = subscription.confirmed_at or timezone.now()
    subscription.save(update_fields=["language", "rhythm", "confirmed_at"])
    _know(email)
    return subscription


@transaction.atomic
def confirm(subscription_id: int) -> Subscription | None:
    """Start a subscription; None when it was erased meanwhile. Confirming twice changes nothing."""
    subscription = Subscription.objects.select_for_update().filter(pk=subscription_id).first()
    if subscription and subscription.confirmed_at is None:
        subscription.confirmed_at = timezone.now()
        subscription.save(update_fields=["confirmed_at"])
        _know(subscription.email)
        lift(subscription.email)  # whoever opened the link got the mail
    return subscription


def _know(email: str) -> None:
    Follower.objects.bulk_create([Follower(email=email)], ignore_conflicts=True)


@transaction.atomic
def unsubscribe(subscription_id: int) -> None:
    """Erase a subscription, what waited to be told for it alone, and its address from the log of deliveries.

    With the last one of an address everything else known of it goes too. Doing it twice changes nothing.
    """
    forget_addressee(f"subscription:{subscription_id}")
    _hand_on(subscription_id)
    DigestItem.objects.filter(subscription=subscription_id, digest__isnull=True).delete()
    subscription = Subscription.objects.filter(pk=subscription_id).first()
    if subscription is not None:
        subscription.delete()
        forget_idle_follower(subscription.email)


def _hand_on(subscription_id: int) -> None:
    """Have what an address is told of by another of its subscriptions, too, told by that one."""
    items = [item for item in DigestItem.objects.filter(subscription=subscription_id) if item.others]
    wanted = {pk for item in items for pk in item.others} - {subscription_id}
    left = set(Subscription.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for item in items:
        item.subscription_id = next((pk for pk in item.others if pk in left), subscription_id)
    DigestItem.objects.bulk_update(items, ["subscription"], batch_size=200)


def forget_idle_follower(email: str) -> None:
    """Erase what is known of an address that follows nothing any more."""
    follower = Follower.objects.filter(email=email).first()
    if follower is None or subscriptions_of(email).exists():
        return
    forget_addressee(follower.key)
    for pk in follower.digests.values_list("pk", flat=True):
        forget_addressee(f"digest:{pk}")
    follower.delete()


def check_choices(rhythm: str, language: str) -> None:
    """Raise ValueError for a rhythm or a language that nobody can choose."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"The site does not speak {language!r}.")
    if rhythm not in Rhythm.values:
        raise ValueError(f"Nobody can be told {rhythm!r}.")


def forget_addressee(key: str) -> None:
    """Erase a recipient's address from the log of deliveries; that something was sent stays known."""
    DeliveryStep.objects.filter(delivery__addressee=key).update(answer="")
    Delivery.objects.filter(addressee=key).update(email="", error="")


def erase_old() -> None:
    """Erase addresses that were never confirmed or follow nothing, and deliveries and digests past their time."""
    now = timezone.now()
    too_late = now - timedelta(days=settings.SUBSCRIPTION_CONFIRM_DAYS)
    unconfirmed = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=too_late)
    for pk in unconfirmed.values_list("pk", flat=True):
        unsubscribe(pk)
    long_ago = now - timedelta(days=settings.DELIVERIES_KEPT_DAYS)
    Delivery.objects.filter(at__lt=long_ago).delete()
    Digest.objects.filter(slot__lt=long_ago).delete()
    idle = Follower.objects.exclude(Exists(subscriptions_of(OuterRef("email")))).filter(
        created_at__lt=now - timedelta(days=1)
    )
    for email in idle.values_list("email", flat=True):
        forget_idle_follower(email)
    erase_old_suppressions()


def _asked_too_often(email: str) -> bool:
    hour_ago = timezone.now() - timedelta(hours=1)
    # Who confirms is the owner of the address, and may go on.
    asked = Subscription.objects.filter(email=email, asked_at__gt=hour_ago, confirmed_at__isnull=True).count()
    written = written_today(CONFIRMATION, email)
    return asked >= settings.SUBSCRIPTION_ASKS_PER_HOUR or written >= settings.SUBSCRIPTION_ASKS_PER_DAY


def written_today(kind: str, email: str) -> int:
    """Return how many mails of a kind went to an address within a day: strangers may have asked for them."""
    day_ago = timezone.now() - timedelta(days=1)
    return Delivery.objects.filter(email=email, kind=kind, at__gt=day_ago).count()


def _was_just_asked(subscription: Subscription) -> bool:
    return subscription.asked_at is not None and subscription.asked_at > timezone.now() - timedelta(hours=1)
