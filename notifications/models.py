"""Who asked to be told, what was sent to whom, and where mail cannot go."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import AddressField


class Rhythm(models.TextChoices):
    """How soon somebody is told of what they follow. The values stand in the order of the alphabet, soonest first."""

    AT_ONCE = "at_once", pgettext_lazy("how often somebody is told", "at once")
    DAILY = "daily", pgettext_lazy("how often somebody is told", "once a day")
    WEEKLY = "weekly", pgettext_lazy("how often somebody is told", "once a week")


class Subscription(models.Model):
    """An address that follows one thing of the site; an account is not needed.

    Personal data: an e-mail address, what it wants to know about, how often and in which language, given by the
    person in order to be told. Erased when the person unsubscribes, and seven days after asking when the person never
    confirmed. Addresses are kept in small letters: they are the same whatever their case.
    """

    kind = models.CharField(_("kind"), max_length=50)
    object_id = models.PositiveBigIntegerField(_("object"))
    email = AddressField(_("e-mail address"))
    language = models.CharField(_("language of messages"), max_length=10)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    asked_at = models.DateTimeField(_("last asked to confirm"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id", "email"], name="subscription_once_per_address"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["email", "asked_at"], name="subscription_asks"),
            models.Index(fields=["confirmed_at", "asked_at"], name="subscription_unconfirmed"),
            models.Index(fields=["kind", "object_id", "id"], name="subscription_followers"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id} #{self.pk}"

    @property
    def key(self) -> str:
        """Return the addressee key of this subscription."""
        return f"subscription:{self.pk}"


def new_secret() -> str:
    """Return what links to manage are signed with beside the site's own key."""
    return secrets.token_hex(16)


class Follower(models.Model):
    """An address that follows something: to whom digests go, and whose secret is in its links to manage everything.

    Personal data: an e-mail address. Erased with its last subscription, and within a day when somebody asked for the
    link of an address that follows nothing.
    """

    email = AddressField(_("e-mail address"), unique=True)
    secret = models.CharField(max_length=32, default=new_secret)
    asked_at = models.DateTimeField(null=True, blank=True)  # for the link
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def key(self) -> str:
        """Return the addressee key of this address."""
        return f"follower:{self.pk}"


class Digest(models.Model):
    """One mail that gathers what happened in a period for one address.

    Personal data: to whom it went, by the follower, with whom it is erased; else after ninety days.
    """

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="digests")
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm)
    slot = models.DateTimeField()  # the end of the period
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follower", "rhythm", "slot"], name="digest_once_a_period"),
        ]
        indexes: ClassVar = [models.Index(fields=["slot"], name="digest_age")]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.slot:%Y-%m-%d} #{self.pk}"

    @property
    def key(self) -> str:
        """Return the addressee key of this digest."""
        return f"digest:{self.pk}"


class DigestItem(models.Model):
    """One event that an address is to be told of in its next digest, or was told of in the digest named here.

    The row stays after the digest left, so that an event is never told a second time. Personal data: that an address
    was told of something, by the follower, with whom it is erased; else with its digest.
    """

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="items")
    subscription = models.ForeignKey(Subscription, null=True, on_delete=models.SET_NULL, related_name="items")
    # Ids of the other subscriptions of the address that the event concerns: one of them takes over when this one ends.
    others = models.JSONField(default=list)
    kind = models.CharField(_("kind"), max_length=100)
    key = models.CharField(_("event"), max_length=200)
    about = models.PositiveBigIntegerField()
    digest = models.ForeignKey(Digest, null=True, blank=True, on_delete=models.CASCADE, related_name="items")
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("item of a digest")
        verbose_name_plural = _("items of digests")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follower", "kind", "key"], name="digest_item_once_per_address"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["follower", "id"], condition=Q(digest__isnull=True), name="digest_items_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} #{self.pk}"


class Delivery(models.Model):
    """What became of one mail to one recipient.

    Personal data: the address the mail went to, and the answer of its mail server, so that staff can say whether
    somebody was told. The address goes when the person unsubscribes, the whole row after ninety days.
    """

    class State(models.TextChoices):
        """How far the mail came."""

        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        DEFERRED = "deferred", _("tried, will be tried again")
        BOUNCED = "bounced", _("came back")
        FAILED = "failed", _("failed")
        SUPPRESSED = "suppressed", _("not sent: mail to this address came back before")

    class Bounce(models.TextChoices):
        """Whether another mail may arrive where this one came back from."""

        HARD = "hard", _("for good")
        SOFT = "soft", _("for now")

    message_id = models.CharField(_("message id"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=100)
    addressee = models.CharField(_("addressee"), max_length=50)
    about = models.BigIntegerField(_("about"), null=True, blank=True)
    event = models.CharField(_("event"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    bounce = models.CharField(_("came back"), max_length=4, choices=Bounce.choices, blank=True)
    staff_must_mend = models.BooleanField(_("the mail server refuses mail"), default=False)
    at = models.DateTimeField(_("time"), default=timezone.now)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("mail delivery")
        verbose_name_plural = _("mail deliveries")
        default_permissions = ("view",)
        permissions: ClassVar = [("resend_delivery", "Can send a mail again")]
        indexes: ClassVar = [
            models.Index(fields=["addressee"], name="delivery_addressee"),
            models.Index(fields=["-at"], name="delivery_newest"),
            models.Index(fields=["email", "-at"], name="delivery_address"),
            models.Index(fields=["at"], condition=Q(staff_must_mend=True), name="delivery_to_mend"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.addressee}"


LEFT = frozenset({Delivery.State.SENT, Delivery.State.BOUNCED})
MAY_BE_SENT_AGAIN = frozenset({Delivery.State.BOUNCED, Delivery.State.FAILED, Delivery.State.SUPPRESSED})


class DeliveryStep(models.Model):
    """One thing that happened to a mail: the history of its attempts.

    Personal data: the answer of a mail server, which may hold the address, and who of the staff sent the mail again.
    The answer goes with the delivery's address, the row with the delivery.
    """

    class What(models.TextChoices):
        """What happened."""

        SENT = "sent", _("taken by the mail server")
        DEFERRED = "deferred", _("not taken now")
        FAILED = "failed", _("refused for good")
        SUPPRESSED = "suppressed", _("not sent: mail to this address came back before")
        DELAYED = "delayed", _("delayed on its way")
        DELIVERED = "delivered", _("arrived")
        BOUNCED = "bounced", _("came back")
        COMPLAINED = "complained", _("marked as unwanted")
        SENT_AGAIN = "sent_again", _("sent again by staff")

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="steps", verbose_name=_("mail delivery"))
    what = models.CharField(_("what happened"), max_length=10, choices=What.choices)
    at = models.DateTimeField(_("time"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # A report that comes twice is the same report.
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("step of a delivery")
        verbose_name_plural = _("steps of deliveries")
        default_permissions = ()
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "key"], condition=~Q(key=""), name="delivery_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Suppression(models.Model):
    """An address to which mail does not go, because it came back or somebody there called it unwanted.

    Personal data: a keyed digest of the address, by which it is recognised and which nobody can turn back without
    the secret key, and its first letter and domain, by which staff recognise it. The address itself is not kept: the
    list must outlast the log without being one. Erased when the
    address works again, and two years after the last return.
    """

    class Reason(models.TextChoices):
        """Why."""

        HARD = "hard", _("mail came back for good")
        SOFT = "soft", _("mail came back several times in a row")
        COMPLAINT = "complaint", _("mail was marked as unwanted")

    digest = models.CharField(_("digest of the address"), max_length=64, unique=True)
    hint = models.CharField(_("address, shortened"), max_length=260)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        default_permissions = ("view",)
        permissions: ClassVar = [("lift_suppression", "Can let mail go to an address again")]
        indexes: ClassVar = [models.Index(fields=["-at"], name="suppression_newest")]

    def __str__(self) -> str:
        return self.hint
