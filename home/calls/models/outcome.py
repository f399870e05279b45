"""Who got what from a call."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .call import Call


class CallResult(models.Model):
    """One offer in the published results. No personal data: applicants are organisations."""

    class Outcome(models.TextChoices):
        AWARDED = "awarded", pgettext_lazy("result of an offer", "grant awarded")
        RESERVE = "reserve", pgettext_lazy("result of an offer", "on the reserve list")
        NOT_AWARDED = "not_awarded", pgettext_lazy("result of an offer", "no grant")
        FORMAL_FAULT = "formal_fault", pgettext_lazy("result of an offer", "rejected for formal reasons")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="results", verbose_name=_("call"))
    position = models.PositiveIntegerField(_("place on the list"))
    organisation = models.CharField(_("organisation"), max_length=200)
    title = models.CharField(_("title of the offer"), max_length=300)
    outcome = models.CharField(_("result"), max_length=20, choices=Outcome)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(
        _("grant (zł)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("result of an offer")
        verbose_name_plural = _("results of offers")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "position"], name="calls_result_place_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.position}"
