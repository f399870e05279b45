"""What readers say about a page."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.limits import FEEDBACK_COMMENT


def this_hour() -> datetime:
    """Return the hour that has begun: kept no finer, so that no log of the server tells who wrote."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class Feedback(models.Model):
    """One reader's answer to "was this helpful", about one page in one language.

    Personal data: none of the reader (no address, account or session; the hour, not the minute), unless somebody
    writes it into the comment in spite of the warning. Which member of staff dealt with it goes with their account.
    Erased after a year.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    language = models.CharField(_("language wanted"), max_length=10)
    language_read = models.CharField(_("language read"), max_length=10)
    is_helpful = models.BooleanField(_("helpful"))
    comment = models.CharField(_("comment"), max_length=FEEDBACK_COMMENT, blank=True)
    hour = models.DateTimeField(_("received"), default=this_hour, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("dealt with by"),
    )  # fmt: skip
    handled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer of a reader")
        verbose_name_plural = _("answers of readers")
        default_permissions = ()
        ordering = ["-hour", "-pk"]
        indexes = [models.Index(fields=["page", "hour"], name="upkeep_feedback_of_page")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.language} {self.hour:%Y-%m-%d}"
