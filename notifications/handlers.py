"""Mail as it leaves the outbox, and the daily erasure."""

from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from cms.addresses import absolute
from cms.outbox.failures import GiveUp, NotNow
from cms.outbox.registry import at_rest, daily, handler, recurring, weekly
from cms.outbox.services import record

from .bounce_mailbox import is_configured, read_bounces
from .deliveries import (
    MAIL_TOPIC,
    has_left,
    note_attempt,
    note_deferred,
    note_failed,
    note_given_up,
    note_nothing_to_say,
    note_sent,
    note_suppressed,
    note_waiting,
)
from .digests import DIGEST, gather, groups_of
from .fan_out import tell_batch
from .links import confirm_url
from .mail_errors import (
    CAUGHT,
    CONCERNS_ALL,
    FINAL,
    STAFF_MUST_MEND,
    MailError,
    Verdict,
    on_arrival,
    on_the_mail,
    summary,
)
from .managing import MANAGE_LINK
from .message import compose, message_id, message_token
from .models import Delivery, Digest, Rhythm, Subscription
from .postbox import NotReached, postbox
from .queries import addressee as find_addressee
from .registry import Addressee, Draft, find_mail, followed, mail
from .services import CONFIRMATION, FAN_OUT_TOPIC, erase_old
from .suppression import goes_all_the_same, suppression_of

DIGESTS_TOPIC = "notifications.digests"
# In the morning, before people go to work; a week ends with its Sunday.
DAILY = daily(at="07:00")
WEEKLY = weekly(on=1, at="07:00")
_BOUNCES = {Verdict.NO_RECIPIENT: Delivery.Bounce.HARD, Verdict.MAILBOX_FULL: Delivery.Bounce.SOFT}


class MailDelayed(Exception):
    """The mail server could not take the mail now; the outbox tries again."""


def tried_for_days(*, kind: str, about: int, addressee: str, event: str) -> None:
    """Write down that a mail is not tried any more."""
    note_given_up(message_id(kind, event, addressee))


@handler(MAIL_TOPIC, lease=timedelta(seconds=settings.MAIL_LEASE_SECONDS), given_up=tried_for_days)
def deliver(*, kind: str, about: int, addressee: str, event: str) -> None:
    """Send one mail from the present state, in the recipient's language, unless it has left already.

    No transaction is open while the mail server is spoken to. A crash between its "250" and our note leads to a
    second copy with the same Message-ID, never to none.
    """
    identity = message_id(kind, event, addressee)
    known = find_mail(kind)
    if known is None:
        raise GiveUp(f"No installed app writes mails of the kind {kind!r}.")
    if has_left(identity):
        return
    recipient = find_addressee(addressee, may_be_unconfirmed=known.to_unconfirmed)
    if recipient is None:
        note_nothing_to_say(identity)
        return
    facts = {"kind": kind, "addressee": recipient.key, "email": recipient.email, "about": about, "event": event}
    if closed_until := postbox.closed_until:
        note_waiting(identity, **facts)
        raise NotNow("The mail server is away; this mail waits with the others.", closed_until)
    with override(recipient.language):
        draft = known.write(about, recipient)
        message = compose(draft, recipient, identity) if draft else None
    if message is None:
        note_nothing_to_say(identity)
        return
    suppression = suppression_of(recipient.email)
    if suppression and not goes_all_the_same(known, recipient, suppression):
        note_suppressed(identity, **facts)
        return
    note_attempt(identity, **facts)
    _hand_over(message, identity)
    note_sent(identity)


def _hand_over(message: EmailMessage, identity: str) -> None:
    """Give a mail to the mail server; write down why not, and raise what the outbox makes of it."""
    try:
        postbox.hand_over(message)
    except NotReached as error:
        _answered(on_arrival(error.error), error.error, identity)
    except CAUGHT as error:
        _answered(on_the_mail(error), error, identity)


def _answered(verdict: Verdict, error: MailError, identity: str) -> NoReturn:
    closed_until = postbox.pause() if verdict in CONCERNS_ALL else None
    problem = f"{summary(error)}; see the delivery {identity}"
    if verdict in FINAL:
        note_failed(identity, str(error), bounce=_BOUNCES.get(verdict, ""))
        raise GiveUp(problem) from None
    note_deferred(identity, str(error), staff_must_mend=verdict in STAFF_MUST_MEND)
    if closed_until and verdict is not Verdict.BROKEN_OFF:
        raise NotNow(problem, closed_until) from None
    raise MailDelayed(problem) from None


@at_rest
def hang_up() -> None:
    """End the talk with the mail server when there is nothing more to hand over."""
    postbox.hang_up()


@handler(FAN_OUT_TOPIC, atomic=True)
def fan_out(
    *, kind: str, targets: list[list[Any]], about: int, event: str, urgent: bool, besides: list[str], after: int = 0
) -> None:
    """Record what some followers get, and a row for those behind them: both or neither, also when we are killed."""
    last = tell_batch(kind, targets=targets, about=about, event=event, urgent=urgent, besides=besides, after=after)
    if last:
        record(
            FAN_OUT_TOPIC, key=f"{message_token(kind, event, 'followers')}:{last}", kind=kind, targets=targets,
            about=about, event=event, urgent=urgent, besides=besides, after=last,
        )  # fmt: skip


@recurring("notifications.daily_digests", DAILY)
@transaction.atomic
def start_daily_digests() -> None:
    """Have the digests of the last day made."""
    record_digests(Rhythm.DAILY, DAILY.slot(timezone.now()))


@recurring("notifications.weekly_digests", WEEKLY)
@transaction.atomic
def start_weekly_digests() -> None:
    """Have the digests of the last week made."""
    record_digests(Rhythm.WEEKLY, WEEKLY.slot(timezone.now()))


def record_digests(rhythm: str, slot: datetime, after: int = 0) -> None:
    """Record that digests are made for the addresses behind the one given; once."""
    moment = slot.isoformat()
    record(DIGESTS_TOPIC, key=f"{rhythm}:{moment}:{after}", rhythm=rhythm, slot=moment, after=after)


@handler(DIGESTS_TOPIC, atomic=True)
def make_digests(*, rhythm: str, slot: str, after: int) -> None:
    """Make the digests of some addresses, and a row for those behind them: both or neither, also when we are killed."""
    moment = datetime.fromisoformat(slot)
    if last := gather(rhythm, slot=moment, after=after):
        record_digests(rhythm, moment, last)


@mail(DIGEST)
def digest_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write what happened in a period to everything an address follows; nothing when all of it is gone."""
    digest = Digest.objects.filter(pk=about).first()
    groups = groups_of(digest, addressee) if digest else []
    if digest is None or not groups:
        return None
    count = sum(len(group.things) for group in groups)
    return Draft("notifications/mail/digest", {"digest": digest, "groups": groups, "count": count})


@mail(MANAGE_LINK)
def manage_link_mail(about: int, addressee: Addressee) -> Draft | None:
    """Send the link to manage everything an address follows; it is in the footer of every other mail, too."""
    return Draft("notifications/mail/manage_link", {"manage_url": addressee.manage_url})


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


@recurring("notifications.read_bounces", every=timedelta(minutes=5))
def read_what_came_back() -> None:
    """Read the mailbox to which mail comes back, when there is one."""
    if is_configured():
        read_bounces()
