"""The rows of effects still to be done, and of recurring jobs already started."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_TOPIC, LONGEST_KEY = 100, 200


class State(models.TextChoices):
    """Where an effect stands."""

    PENDING = "pending", _("waiting")
    LEASED = "leased", _("in progress")
    DONE = "done", _("done")
    DEAD = "dead", _("given up")


UNFINISHED = frozenset({State.PENDING, State.LEASED})


class OutboxEntry(models.Model):
    """One effect (a mail, a refresh of the search index) recorded in the transaction that caused it.

    Personal data: none; the payload holds ids only and a handler re-reads what they mean. The text of an error may
    quote data of the row it failed on; it goes with the row, some days after the effect is done.
    """

    topic = models.CharField(_("topic"), max_length=LONGEST_TOPIC)
    key = models.CharField(_("key"), max_length=LONGEST_KEY, blank=True)
    payload = models.JSONField(_("payload"), default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True)
    leased_by = models.CharField(_("held by"), max_length=100, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("recorded"), default=timezone.now)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox entries")
        default_permissions = ("view",)
        permissions: ClassVar = [("requeue_outboxentry", "Can requeue outbox entry")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "key"], condition=~Q(key=""), name="outbox_key_once_per_topic"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(state="pending"), name="outbox_due"),
            models.Index(fields=["lease_until"], condition=Q(state="leased"), name="outbox_leases"),
            models.Index(fields=["state", "-created_at"], name="outbox_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"


class JobRun(models.Model):
    """One slot of a recurring job that was started; the unique pair lets several workers share one timetable.

    Personal data: none.
    """

    name = models.CharField(_("job"), max_length=90)
    slot = models.DateTimeField(_("slot"))
    started_at = models.DateTimeField(_("started"), default=timezone.now)

    class Meta:
        verbose_name = _("run of a recurring job")
        verbose_name_plural = _("runs of recurring jobs")
        default_permissions = ("view",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "slot"], name="outbox_one_run_per_slot")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
