"""Who confirmed that a page is still true, and who was reminded to."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 300


class ContentReview(models.Model):
    """Somebody confirmed that a page, in all its languages, is still true.

    Personal data: which member of staff confirmed it; the name goes with the account, the row with the page.
    """

    page_key = models.UUIDField(_("page"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("confirmed by")
    )
    at = models.DateTimeField(_("confirmed at"), default=timezone.now)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)

    class Meta:
        verbose_name = _("confirmation of a page")
        verbose_name_plural = _("confirmations of pages")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_key} {self.at:%Y-%m-%d}"


class ReviewReminder(models.Model):
    """A stage of reminding about one due review was reached and its mails recorded; each stage comes once.

    Personal data: none; whom the mails went to is in the log of deliveries.
    """

    page_key = models.UUIDField(_("page"))
    due_on = models.DateField(_("due"))
    stage = models.CharField(_("stage"), max_length=20)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page_key", "due_on", "stage"], name="upkeep_reminder_once_per_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.page_key} {self.due_on} {self.stage}"
