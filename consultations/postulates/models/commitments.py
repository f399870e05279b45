"""What the city promised and how far it is."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from city.models import Unit
from consultations.postulates.workflow import OPEN_COMMITMENTS, CommitmentStatus, ResponseStatus

from .attachments import Attachment
from .responses import Response

PERSON = settings.AUTH_USER_MODEL


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises of the city."""

    def public(self) -> Self:
        """Keep promises of published answers; a new version of an answer takes over those of the old one."""
        return self.filter(response__status=ResponseStatus.PUBLISHED)

    def open(self) -> Self:
        """Keep public promises that are neither kept nor dropped."""
        return self.public().filter(status__in=OPEN_COMMITMENTS)

    def overdue(self) -> Self:
        """Keep open promises whose date has passed."""
        return self.open().filter(due_on__lt=timezone.localdate())


class Commitment(models.Model):
    """What the city promised in an answer, who keeps it and by when. No personal data."""

    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("answer")
    )
    responsible_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("responsible unit")
    )
    text = models.CharField(_("what the city promised"), max_length=500)
    condition = models.CharField(_("on what it depends"), max_length=500, blank=True)
    promised_on = models.DateField(_("promised on"), null=True, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=CommitmentStatus, default=CommitmentStatus.ANNOUNCED)
    progress = models.PositiveSmallIntegerField(
        _("progress in per cent"), default=0, validators=[MaxValueValidator(100)]
    )

    history = HistoricalRecords()
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on", "id"], name="postulates_promises_by_date")]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="postulates_progress_is_per_cent"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("postulates:commitment", kwargs={"pk": self.pk})

    @property
    def is_overdue(self) -> bool:
        """Computed, never stored."""
        due: date | None = self.due_on
        return self.status in OPEN_COMMITMENTS and due is not None and due < timezone.localdate()


class Milestone(models.Model):
    """A step on the way to keeping a promise. No personal data."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="milestones", verbose_name=_("commitment")
    )
    text = models.CharField(_("what will be done"), max_length=300)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class ProgressUpdate(models.Model):
    """What a unit reported about a promise, with the dates before and after: a moved date never disappears.

    Personal data: who wrote it, never public. Kept with the case.
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="updates", verbose_name=_("commitment")
    )
    status = models.CharField(_("status"), max_length=12, choices=CommitmentStatus)
    progress = models.PositiveSmallIntegerField(_("progress in per cent"))
    note = models.TextField(_("what was done, or why not"), blank=True)
    evidence_url = models.URLField(_("evidence on the web"), blank=True)
    evidence = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("evidence")
    )
    old_due = models.DateField(_("date before"), null=True)
    new_due = models.DateField(_("date after"), null=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))

    class Meta:
        verbose_name = _("report on progress")
        verbose_name_plural = _("reports on progress")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.status} {self.at:%Y-%m-%d}"
