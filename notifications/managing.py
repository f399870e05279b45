"""What the owner of an address changes about everything they follow. Who asks has shown the link of that address."""

from datetime import timedelta

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from .models import Follower, Rhythm, Subscription, new_secret
from .queries import subscriptions_of
from .services import check_choices, send_later, unsubscribe, written_today

MANAGE_LINK = "notifications.manage_link"
# A stranger may type an address: its owner gets one link in this time and few in a day, however often somebody asks.
PAUSE = timedelta(minutes=10)
A_DAY = 5


@transaction.atomic
def change(*, email: str, subscription_id: int, rhythm: str, language: str) -> bool:
    """Change how often and in which language an address is told of a thing; False when it does not follow it.

    What waits for a digest goes with the next one that fits. Raises ValueError for a choice that nobody has.
    """
    check_choices(rhythm, language)
    return bool(subscriptions_of(email).filter(pk=subscription_id).update(rhythm=rhythm, language=language))


@transaction.atomic
def stop(*, email: str, subscription_id: int) -> bool:
    """Erase one subscription of an address; False when it has no such."""
    is_theirs = Subscription.objects.filter(pk=subscription_id, email=email).exists()
    if is_theirs:
        unsubscribe(subscription_id)
    return is_theirs


@transaction.atomic
def stop_all(*, email: str) -> None:
    """Erase everything an address follows and asked to follow."""
    for pk in Subscription.objects.filter(email=email).values_list("pk", flat=True):
        unsubscribe(pk)


@transaction.atomic
def stop_digest(*, follower_id: int, rhythm: str) -> None:
    """Erase what an address is told of in one rhythm. Doing it twice changes nothing."""
    follower = Follower.objects.filter(pk=follower_id).first()
    if follower is not None and rhythm in Rhythm.values:
        for pk in subscriptions_of(follower.email).filter(rhythm=rhythm).values_list("pk", flat=True):
            unsubscribe(pk)


@transaction.atomic
def renew_link(*, follower_id: int) -> Follower | None:
    """Make every link to manage that was sent to an address worthless; the next mails carry the new one."""
    follower = Follower.objects.select_for_update().filter(pk=follower_id).first()
    if follower is not None:
        follower.secret = new_secret()
        follower.save(update_fields=["secret"])
    return follower


@transaction.atomic
def ask_for_link(*, email: str) -> None:
    """Send the owner of an address the link to manage what they follow, if they follow anything.

    Takes the same steps for every address; whether a mail leaves is decided later. Raises ValidationError.
    """
    email = email.strip().lower()
    validate_email(email)
    Follower.objects.bulk_create([Follower(email=email)], ignore_conflicts=True)
    follower = Follower.objects.select_for_update().get(email=email)
    now = timezone.now()
    written = written_today(MANAGE_LINK, email)
    if written >= A_DAY or (follower.asked_at and follower.asked_at > now - PAUSE):
        return
    follower.asked_at = now
    follower.save(update_fields=["asked_at"])
    send_later(MANAGE_LINK, addressee=follower.key, about=follower.pk, key=now.isoformat())
