"""What moderation leaves behind: redactions, links between cases, and reports from the public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attachments import Attachment
from .events import CaseEvent

PERSON = settings.AUTH_USER_MODEL


class Redaction(models.Model):
    """A passage or a file hidden from the public, with the reason everybody may read.

    Personal data: the hidden passage itself, for moderators only. Kept and erased with the case.
    """

    class Reason(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("personal data")
        THIRD_PARTY = "third_party", _("rights of another person")
        DEFAMATION = "defamation", _("insult or defamation")
        SECRET = "secret", _("secret protected by law")

    class Target(models.TextChoices):
        TITLE = "title", _("title")
        PROBLEM = "problem", _("the problem")
        REQUEST = "request", _("the request")
        CONCERNS = "concerns", _("whom it concerns")
        ADDENDUM = "addendum", _("addendum")
        FILE = "file", _("attached file")
        EVENT = "event", _("entry of the history")

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="redactions", verbose_name=_("postulate")
    )
    target = models.CharField(_("what is hidden"), max_length=10, choices=Target)
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.CASCADE, related_name="redactions", verbose_name=_("file")
    )
    event = models.ForeignKey(
        CaseEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="redactions", verbose_name=_("event")
    )
    passage = models.TextField(_("hidden passage"), blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    is_current = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_target_display()}: {self.get_reason_display()}"


class DuplicateLink(models.Model):
    """A case joined with a leading one, and whether it still is. Followers are told through the link, never moved.

    Personal data: who decided. Kept with the case.
    """

    duplicate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="links", verbose_name=_("joined case")
    )
    lead = models.ForeignKey(
        "postulates.Postulate", on_delete=models.PROTECT, related_name="joined_links", verbose_name=_("leading case")
    )
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    ended_at = models.DateTimeField(_("separated"), null=True, blank=True)

    class Meta:
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(ended_at__isnull=True), name="postulates_joined_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate_id} → {self.lead_id}"


class Report(models.Model):
    """Somebody's word that a public text should not stand as it is.

    Personal data: what the person wrote, and their account where they have one; erased a year after it was handled.
    """

    class Reason(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("It shows personal data")
        INSULT = "insult", _("It insults somebody")
        SPAM = "spam", _("It is advertising or spam")
        WRONG = "wrong", _("It is untrue or out of date")

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="reports", verbose_name=_("postulate")
    )
    reason = models.CharField(_("what is wrong"), max_length=20, choices=Reason)
    text = models.TextField(_("details"), max_length=1000, blank=True)
    reporter = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    submission_key = models.UUIDField(_("submission key"), unique=True)
    handled_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("handled by")
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    resolution = models.TextField(_("what was done"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        indexes = [models.Index(fields=["handled_at", "at"], name="postulates_open_reports")]

    def __str__(self) -> str:
        return f"{self.postulate_id}: {self.get_reason_display()}"
