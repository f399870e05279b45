"""Reads of subscriptions and recipients."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from .links import unsubscribe_url
from .models import Delivery, Subscription
from .registry import Addressee


def subscribers(kind: str, object_id: int) -> QuerySet[Subscription]:
    """Return the confirmed subscriptions to one thing."""
    return Subscription.objects.filter(kind=kind, object_id=object_id, confirmed_at__isnull=False)


def is_sent(message_id: str) -> bool:
    """Say whether the mail with this id has left already."""
    return Delivery.objects.filter(message_id=message_id, state=Delivery.State.SENT).exists()


def addressee(key: str, *, may_be_unconfirmed: bool = False) -> Addressee | None:
    """Return the recipient behind a key as they are now; None when they left, or have not confirmed their address."""
    kind, pk = split_key(key)
    if kind == "user":
        return _person(pk)
    subscription = Subscription.objects.filter(pk=pk).first()
    if subscription is None or not (subscription.confirmed_at or may_be_unconfirmed):
        return None
    return Addressee(
        key=key,
        email=subscription.email,
        name="",
        language=subscription.language,
        # Who has not confirmed follows nothing yet: there is nothing to stop.
        unsubscribe_url=unsubscribe_url(subscription.pk, subscription.language) if subscription.confirmed_at else "",
    )


def split_key(key: str) -> tuple[str, int]:
    """Return kind and id of an addressee key; raises ValueError for anything but ``user:7`` or ``subscription:7``."""
    kind, _separator, pk = key.partition(":")
    if kind not in {"user", "subscription"} or not pk.isdecimal():
        raise ValueError(f"An addressee is 'user:<id>' or 'subscription:<id>', not {key!r}.")
    return kind, int(pk)


def _person(pk: int) -> Addressee | None:
    person = get_user_model().objects.filter(pk=pk, is_active=True).first()
    if person is None or not person.email:
        return None
    return Addressee(key=f"user:{pk}", email=person.email, name=person.get_full_name(), language=person.language)
