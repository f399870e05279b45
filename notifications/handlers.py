"""Mail as it leaves the outbox, and the daily erasure."""

import smtplib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import override

from cms.outbox.failures import GiveUp
from cms.outbox.registry import daily, handler, recurring
from cms.outbox.services import record

from .links import absolute, confirm_url
from .mail_errors import is_final, summary
from .message import compose, message_id, message_token
from .models import Subscription
from .queries import addressee as find_addressee
from .queries import addresses, followers, is_sent
from .registry import Addressee, Draft, find_mail, followed, mail
from .services import (
    CONFIRMATION,
    FAN_OUT_TOPIC,
    MAIL_TOPIC,
    erase_old,
    note_attempt,
    note_failure,
    note_nothing_to_say,
    note_sent,
    send_later,
)

FAN_OUT_BATCH = 500


class MailDelayed(Exception):
    """The mail server could not take the mail now; the outbox tries again."""


@handler(MAIL_TOPIC, lease=timedelta(seconds=settings.MAIL_LEASE_SECONDS))
def deliver(*, kind: str, about: int, addressee: str, event: str) -> None:
    """Send one mail from the present state, in the recipient's language, unless it has left already.

    No transaction is open while the mail server is spoken to. A crash between its "250" and our note leads to a
    second copy with the same Message-ID, never to none.
    """
    identity = message_id(kind, event, addressee)
    known = find_mail(kind)
    if known is None:
        raise GiveUp(f"No installed app writes mails of the kind {kind!r}.")
    if is_sent(identity):
        return
    recipient = find_addressee(addressee, may_be_unconfirmed=known.to_unconfirmed)
    if recipient is None:
        note_nothing_to_say(identity)
        return
    with override(recipient.language):
        draft = known.write(about, recipient)
        message = compose(draft, recipient, identity) if draft else None
    if message is None:
        note_nothing_to_say(identity)
        return
    note_attempt(identity, kind, recipient)
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        note_failure(identity, str(error), is_final=is_final(error))
        problem = GiveUp if is_final(error) else MailDelayed
        raise problem(f"{summary(error)}; see the delivery {identity}") from None
    note_sent(identity)


@handler(FAN_OUT_TOPIC, atomic=True)
def fan_out(
    *, kind: str, targets: list[list[Any]], about: int, event: str, urgent: bool, besides: list[str], after: int = 0
) -> None:
    """Record the mails to some followers, and a row for those behind them: both or neither."""
    told_elsewhere = addresses(besides)
    batch = list(followers(targets).filter(pk__gt=after)[:FAN_OUT_BATCH])
    for subscription in batch:
        if subscription.email.lower() not in told_elsewhere:
            send_later(kind, addressee=subscription.key, about=about, key=event)
    if len(batch) == FAN_OUT_BATCH:
        last = batch[-1].pk
        record(
            FAN_OUT_TOPIC, key=f"{message_token(kind, event, 'followers')}:{last}", kind=kind, targets=targets,
            about=about, event=event, urgent=urgent, besides=besides, after=last,
        )  # fmt: skip


@mail(CONFIRMATION, to_unconfirmed=True)
def confirmation_mail(about: int, addressee: Addressee) -> Draft | None:
    """Ask the owner of an address whether it was they who asked to follow something."""
    subscription = Subscription.objects.filter(pk=about, confirmed_at__isnull=True).first()
    thing = followed(subscription.kind, subscription.object_id) if subscription else None
    if thing is None:
        return None
    title, path = thing
    return Draft(
        template="notifications/mail/confirm_subscription",
        context={
            "title": title,
            "url": absolute(path),
            "confirm_url": confirm_url(about, addressee.language),
        },
    )


@recurring("notifications.erase_old", daily(at="04:10"))
def erase() -> None:
    """Keep addresses no longer than they are needed."""
    erase_old()
