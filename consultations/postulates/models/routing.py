"""Who has a case, to whom it was passed, and by when an answer is due."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.models import DeadlineRule, Unit

PERSON = settings.AUTH_USER_MODEL


class Assignment(models.Model):
    """A unit's place in a case: it leads, or contributes by answering a question by a date.

    Personal data: the official who has the case, never public; ends with the assignment.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="assignments", verbose_name=_("postulate")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("unit"))
    is_lead = models.BooleanField(_("leads"))
    is_current = models.BooleanField(_("current"), default=True)
    question = models.TextField(_("question to the unit"), blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    officer = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("official in charge")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["postulate"], condition=Q(is_lead=True, is_current=True), name="postulates_one_lead_unit"
            ),
            models.UniqueConstraint(
                fields=["postulate", "unit"], condition=Q(is_current=True), name="postulates_unit_assigned_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "is_current"], name="postulates_on_desks")]

    def __str__(self) -> str:
        return f"{self.postulate_id} → {self.unit}"

    @property
    def is_awaited(self) -> bool:
        """Say whether a contributing unit still owes its part."""
        return self.is_current and not self.is_lead and not hasattr(self, "part")

    @property
    def is_overdue(self) -> bool:
        """Computed, never stored: the part is still awaited and its date has passed."""
        return self.is_awaited and self.due_on is not None and self.due_on < timezone.localdate()


class Transfer(models.Model):
    """A case passed to a body outside the city (KPA art. 243, or the act on petitions). No personal data."""

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="transfers", verbose_name=_("postulate")
    )
    body = models.CharField(_("competent body"), max_length=200)
    reason = models.TextField(_("reason"))
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    due_on = models.DateField(_("to be passed on by"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} → {self.body}"

    @property
    def is_late(self) -> bool:
        """Say whether it was passed on after the day the law sets."""
        return timezone.localdate(self.at) > self.due_on


class ClockEvent(models.Model):
    """A change of the date by which the city must answer, so that every date can be explained.

    ``explanation`` keeps how the date was counted, with the rule as it read then: a later rule rewrites no history.
    Personal data: who changed it, never public. Kept with the case.
    """

    class Kind(models.TextChoices):
        START = "start", _("the clock started")
        REQUALIFY = "requalify", _("the legal kind changed")
        PAUSE = "pause", _("the clock was stopped")
        RESUME = "resume", _("the clock runs again")
        EXTEND = "extend", _("the time was extended")
        STOP = "stop", _("the clock ended")

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="clock_events", verbose_name=_("postulate")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    rule = models.ForeignKey(
        DeadlineRule, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("deadline rule")
    )
    old_due = models.DateField(_("date before"), null=True)
    new_due = models.DateField(_("date after"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    explanation = models.JSONField(_("how it was counted"), default=dict, blank=True)

    class Meta:
        verbose_name = _("clock event")
        verbose_name_plural = _("clock events")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.kind}"
