"""The log of deliveries: what is written down at each step of a mail, and sending one again."""

from datetime import datetime
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.outbox.queries import dead_entries
from cms.outbox.services import record, requeue

from .models import LEFT, MAY_BE_SENT_AGAIN, Delivery, DeliveryStep, Suppression
from .suppression import lift, suppress, suppress_after_soft_bounces, suppression_of

MAIL_TOPIC = "notifications.mail"
_LONGEST_ANSWER = 2000

State, What = Delivery.State, DeliveryStep.What


class NotSentAgain(Exception):
    """The mail did not fail, or too little of it is known still."""


def has_left(message_id: str) -> bool:
    """Say whether a mail server took the mail with this id already, whatever became of it afterwards."""
    return Delivery.objects.filter(message_id=message_id, state__in=LEFT).exists()


def note_attempt(identity: str, **known: object) -> None:
    """Write down that a mail is about to be handed to the mail server."""
    values = known | {"state": State.QUEUED, "at": timezone.now(), "staff_must_mend": False, "bounce": ""}
    _row, is_new = Delivery.objects.get_or_create(message_id=identity, defaults=values)
    if not is_new:
        Delivery.objects.filter(message_id=identity).update(**values)


def note_waiting(identity: str, **known: object) -> None:
    """Write down once that a mail waits with all others, because the mail server is away."""
    Delivery.objects.get_or_create(message_id=identity, defaults=known | {"state": State.DEFERRED})


@transaction.atomic
def note_sent(identity: str) -> None:
    """Write down that the mail server took the mail; a report that it came back may have been faster than we are."""
    delivery = Delivery.objects.select_for_update().filter(message_id=identity).first()
    if delivery and delivery.state == State.BOUNCED:
        DeliveryStep.objects.create(delivery=delivery, what=What.SENT)
    else:
        _note(identity, State.SENT, What.SENT)


def note_deferred(identity: str, answer: str, *, staff_must_mend: bool = False) -> None:
    """Write down that the mail is tried again later, and whether that needs somebody to mend something first."""
    _note(identity, State.DEFERRED, What.DEFERRED, answer, staff_must_mend=staff_must_mend)


def note_failed(identity: str, answer: str, *, bounce: str = "") -> None:
    """Write down that the mail server refused the mail for good; a refused address is not written to again."""
    with transaction.atomic():
        delivery = _note(identity, State.FAILED, What.FAILED, answer, bounce=bounce)
        if delivery and bounce == Delivery.Bounce.HARD:
            suppress(delivery.email, Suppression.Reason.HARD)


def note_given_up(identity: str) -> None:
    """Write down that a mail is not tried any more; what the mail server said last stays."""
    delivery = Delivery.objects.filter(message_id=identity).exclude(state__in=LEFT).first()
    if delivery:
        _note(identity, State.FAILED, What.FAILED, delivery.error)


def note_suppressed(identity: str, **known: object) -> None:
    """Write down that a mail was not sent, because mail to its address came back before."""
    Delivery.objects.get_or_create(message_id=identity, defaults=known)
    _note(identity, State.SUPPRESSED, What.SUPPRESSED)


def note_nothing_to_say(identity: str) -> None:
    """Drop the trace of a mail that lost its reason before it could leave."""
    Delivery.objects.filter(message_id=identity).exclude(state__in=LEFT).delete()


@transaction.atomic
def note_report(
    identity: str, what: DeliveryStep.What, *, key: str, answer: str = "", bounce: str = "", at: datetime | None = None
) -> bool:
    """Write down what somebody else's server reported about a mail that left; return whether we know the mail.

    A report that comes twice counts once. What came back for good, or was called unwanted, puts the address on the
    list of suppressed ones at once; what came back for now does when it happens several times in a row.
    """
    delivery = Delivery.objects.select_for_update().filter(message_id=identity).first()
    if delivery is None:
        return False
    _step, is_new = DeliveryStep.objects.get_or_create(
        delivery=delivery,
        key=sha256(key.encode()).hexdigest(),
        defaults={"what": what, "at": at or timezone.now(), "answer": answer[:_LONGEST_ANSWER]},
    )
    if not is_new:
        return True
    if what == What.BOUNCED:
        delivery.state, delivery.bounce, delivery.error = State.BOUNCED, bounce, answer[:_LONGEST_ANSWER]
        delivery.save(update_fields=["state", "bounce", "error"])
        if bounce == Delivery.Bounce.HARD:
            suppress(delivery.email, Suppression.Reason.HARD)
        else:
            suppress_after_soft_bounces(delivery.email)
    elif what == What.COMPLAINED:
        suppress(delivery.email, Suppression.Reason.COMPLAINT)
    return True


@transaction.atomic
def send_again(*, delivery_id: int, actor: AbstractBaseUser | AnonymousUser) -> Delivery:
    """Try a mail that failed once more, with the same Message-ID; mail goes to its address again.

    Raises PermissionDenied without the right to, NotSentAgain when the mail did not fail, is too old, or when somebody
    at its address called our mail unwanted: that is lifted by itself, knowingly.
    """
    if not may_send_again(actor):
        raise PermissionDenied
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state not in MAY_BE_SENT_AGAIN or delivery.about is None or not delivery.email:
        raise NotSentAgain(delivery)
    suppression = suppression_of(delivery.email)
    if suppression and suppression.reason == Suppression.Reason.COMPLAINT:
        raise NotSentAgain(delivery)
    lift(delivery.email)
    Delivery.objects.filter(pk=delivery_id).update(
        state=State.QUEUED, bounce="", error="", at=timezone.now(), staff_must_mend=False
    )
    step = DeliveryStep.objects.create(delivery=delivery, what=What.SENT_AGAIN, actor_id=actor.pk)
    token = delivery.message_id.strip("<>").partition("@")[0]
    if not requeue(dead_entries().filter(topic=MAIL_TOPIC, key=token).values_list("pk", flat=True), actor=None):
        record(
            MAIL_TOPIC,
            key=f"{token} {step.pk}",
            kind=delivery.kind,
            about=delivery.about,
            addressee=delivery.addressee,
            event=delivery.event,
        )
    return delivery


def may_send_again(actor: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether somebody may send failed mails again."""
    return isinstance(actor, PermissionsMixin) and actor.has_perm("notifications.resend_delivery")


@transaction.atomic
def _note(
    identity: str,
    state: Delivery.State,
    what: DeliveryStep.What,
    answer: str = "",
    *,
    bounce: str = "",
    staff_must_mend: bool = False,
) -> Delivery | None:
    delivery = Delivery.objects.select_for_update().filter(message_id=identity).first()
    if delivery is None:
        return None
    delivery.state, delivery.at = state, timezone.now()
    delivery.error, delivery.bounce, delivery.staff_must_mend = answer[:_LONGEST_ANSWER], bounce, staff_must_mend
    delivery.save(update_fields=["state", "at", "error", "bounce", "staff_must_mend"])
    DeliveryStep.objects.create(delivery=delivery, what=what, at=delivery.at, answer=delivery.error)
    return delivery
