"""Addresses to which mail does not go: who comes on the list, who gets mail all the same, and who is taken off."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Delivery, Suppression
from .registry import Addressee, MailKind

logger = logging.getLogger(__name__)

_HINT_OF_DOMAIN = 200


def digest(email: str) -> str:
    """Return what an address is recognised by."""
    return salted_hmac("notifications.suppression", email.strip().lower(), algorithm="sha256").hexdigest()


def hint(email: str) -> str:
    """Return an address as staff see it on the list: its first letter and its domain."""
    local, _at, domain = email.strip().lower().rpartition("@")
    return f"{local[:1]}…@{domain[:_HINT_OF_DOMAIN]}"


def suppression_of(email: str) -> Suppression | None:
    """Return why mail does not go to an address, or None when it does."""
    return Suppression.objects.filter(digest=digest(email)).first() if email else None


def suppressed_among(emails: Iterable[str]) -> dict[str, Suppression]:
    """Return those of the addresses to which mail does not go, with the reason; one query however many they are."""
    by_digest = {digest(email): email for email in emails if email}
    return {by_digest[row.digest]: row for row in Suppression.objects.filter(digest__in=by_digest)}


def goes_all_the_same(known: MailKind, addressee: Addressee, suppression: Suppression) -> bool:
    """Say whether a mail is tried in spite of the list.

    The law obliges the city to try to tell the parties of a case, so what is marked ``by_law`` goes to people with an
    account; what somebody asked for just now (a confirmation, an invitation) goes unless it was called unwanted.
    """
    if known.by_law and addressee.key.startswith("user:"):
        return True
    return known.to_unconfirmed and suppression.reason != Suppression.Reason.COMPLAINT


def suppress(email: str, reason: Suppression.Reason) -> None:
    """Put an address on the list, or renew its reason; a complaint stays one."""
    if not email:
        return
    row, is_new = Suppression.objects.get_or_create(
        digest=digest(email), defaults={"hint": hint(email), "reason": reason}
    )
    if is_new:
        logger.warning("Mail: an address at %s was suppressed: %s", hint(email).rpartition("@")[2], reason)
    elif row.reason != Suppression.Reason.COMPLAINT:
        row.reason, row.at = reason, timezone.now()
        row.save(update_fields=["reason", "at"])


def suppress_after_soft_bounces(email: str) -> None:
    """Put an address on the list when its last mails all came back for now, over days.

    A mail that left only just may still come back, so it says nothing yet.
    """
    now = timezone.now()
    known = Delivery.objects.filter(email=email, state__in=[Delivery.State.SENT, Delivery.State.BOUNCED])
    told = known.exclude(state=Delivery.State.SENT, at__gt=now - timedelta(days=1))
    last = list(told.order_by("-at", "-pk").values_list("bounce", "at")[: settings.SOFT_BOUNCES_IN_A_ROW])
    if len(last) < settings.SOFT_BOUNCES_IN_A_ROW or {bounce for bounce, _at in last} != {Delivery.Bounce.SOFT}:
        return
    if last[0][1] - last[-1][1] >= timedelta(days=settings.SOFT_BOUNCES_OVER_DAYS):
        suppress(email, Suppression.Reason.SOFT)


def lift(email: str) -> bool:
    """Let mail go to an address again, because it was shown to work; return whether it was on the list."""
    deleted, _models = Suppression.objects.filter(digest=digest(email)).delete()
    return bool(deleted)


def lift_own(*, actor: AbstractBaseUser | AnonymousUser) -> bool:
    """Let mail go to the actor's own address again; return whether it was on the list."""
    email = getattr(actor, "email", "")
    if not email:
        raise PermissionDenied
    return lift(email)


@transaction.atomic
def lift_by_staff(*, suppression_id: int, actor: AbstractBaseUser | AnonymousUser) -> bool:
    """Let mail go to an address again. Needs the right to; returns whether it was on the list still."""
    if not may_lift(actor):
        raise PermissionDenied
    deleted, _models = Suppression.objects.filter(pk=suppression_id).delete()
    logger.info("Mail: suppression %d lifted by person %s", suppression_id, actor.pk)
    return bool(deleted)


def may_lift(actor: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether somebody may take addresses off the list."""
    return isinstance(actor, PermissionsMixin) and actor.has_perm("notifications.lift_suppression")


def erase_old_suppressions() -> None:
    """Forget addresses that nothing came back from for long."""
    too_old = timezone.now() - timedelta(days=settings.SUPPRESSIONS_KEPT_DAYS)
    Suppression.objects.filter(at__lt=too_old).delete()
