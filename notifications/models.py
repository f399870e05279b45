"""Who asked to be told, and what was sent to whom."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """An address that follows one thing of the site without an account.

    Personal data: an e-mail address and a language, given by the person in order to be told. Erased when the person
    unsubscribes, and seven days after asking when the person never confirmed.
    """

    kind = models.CharField(_("kind"), max_length=50)
    object_id = models.PositiveBigIntegerField(_("object"))
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language of messages"), max_length=10)
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
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id} #{self.pk}"

    @property
    def key(self) -> str:
        """Return the addressee key of this subscription."""
        return f"subscription:{self.pk}"


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
