"""Until when something of a call may be done."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from .call import Call
from .parts import HistoryOfPart


class CallDeadline(models.Model):
    """A moment until which offers, their confirmation on paper or reports are taken. No personal data.

    Once the call is public only ``services.extend_deadline`` changes ``at``.
    """

    class Kind(models.TextChoices):
        SUBMISSION = "submission", pgettext_lazy("deadline of a call", "submitting offers")
        CONFIRMATION = "confirmation", pgettext_lazy("deadline of a call", "confirmation on paper or by e-delivery")
        REPORT = "report", pgettext_lazy("deadline of a call", "report on the work done")

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="deadlines", verbose_name=_("call"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SUBMISSION)
    at = models.DateTimeField(_("until"), db_index=True, help_text=_("The clock in the city."))

    history = HistoryOfPart()

    class Meta:
        verbose_name = _("deadline of a call")
        verbose_name_plural = _("deadlines of calls")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "kind", "at"], name="calls_deadline_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.kind} {self.at:%Y-%m-%d %H:%M}"
