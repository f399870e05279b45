"""Who asked to be told, and what was sent to whom."""

import secrets
from typing import ClassVar

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
        FAILED = "failed", _("failed")

    message_id = models.CharField(_("message id"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=100)
    addressee = models.CharField(_("addressee"), max_length=50)
    email = models.EmailField(_("e-mail address"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    at = models.DateTimeField(_("time"), default=timezone.now)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("mail delivery")
        verbose_name_plural = _("mail deliveries")
        default_permissions = ("view",)
        indexes: ClassVar = [
            models.Index(fields=["addressee"], name="delivery_addressee"),
            models.Index(fields=["-at"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.addressee}"
