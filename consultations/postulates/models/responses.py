"""The city's answer, from its first word to the public, and later versions of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from city.models import Unit
from consultations.postulates.workflow import Outcome, ResponseStatus

from .routing import Assignment

PERSON = settings.AUTH_USER_MODEL


class ResponsePart(models.Model):
    """What a contributing unit gave to the answer; for the lead unit, never public as it is.

    Personal data: who wrote it. Kept with the case.
    """

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="part", verbose_name=_("assignment")
    )
    body = models.TextField(_("text"))
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("part of an answer")
        verbose_name_plural = _("parts of answers")

    def __str__(self) -> str:
        return str(self.assignment)


class PublicationBatch(models.Model):
    """Answers published together; each recipient gets one mail about all of them.

    Personal data: who published. Kept with the cases.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    submission_key = models.UUIDField(_("submission key"), unique=True)
    finished_at = models.DateTimeField(
        _("finished"), null=True, help_text=_("Readers are told after the last answer is out.")
    )

    class Meta:
        verbose_name = _("answers published together")
        verbose_name_plural = _("answers published together")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Response(models.Model):
    """One version of the city's answer on its way from draft to public; a correction is a new version.

    Personal data: who wrote and approved it, never public. Kept with the case.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="responses", verbose_name=_("postulate")
    )
    status = models.CharField(_("status"), max_length=20, choices=ResponseStatus, default=ResponseStatus.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    body = models.TextField(_("text"))
    correction = models.TextField(_("why the answer was corrected"), blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="responses", verbose_name=_("unit"))
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    approved_by = models.ForeignKey(
        PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)
    batch = models.ForeignKey(
        PublicationBatch,
        null=True,
        on_delete=models.PROTECT,
        related_name="responses",
        verbose_name=_("answers published together"),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.status}"


class ResponseTranslation(models.Model):
    """The answer in a further language; the reader is told which text is the original. Personal data: who wrote it."""

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="translations", verbose_name=_("answer")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    body = models.TextField(_("text"))
    translated_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("translation of an answer")
        verbose_name_plural = _("translations of answers")
        constraints = [
            models.UniqueConstraint(fields=["response", "language"], name="postulates_answer_once_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.language}"


class ApprovalStep(models.Model):
    """A decision about an answer: who, when, by which way.

    Personal data: who decided; staff only. Kept with the case.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", _("approved")
        CHANGES = "changes", _("changes requested")

    class Way(models.TextChoices):
        SITE = "site", _("signed in")
        LINK = "link", _("by a signed link")

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="approval_steps", verbose_name=_("answer")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    way = models.CharField(_("way"), max_length=5, choices=Way, default=Way.SITE)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step of approval")
        verbose_name_plural = _("steps of approval")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.response_id} {self.decision}"
