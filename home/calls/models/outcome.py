"""Who got what from a call, and what was said of it before somebody corrected it."""

from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.calls.fields import WordsField

from .acts import ProvableAct
from .call import Call


class ResultsCorrection(ProvableAct):
    """The act by which published results were put in the place of earlier ones. It is never changed and never deleted.

    Personal data: which member of staff did it; the name goes with the account, the act stays with the call.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("call"))
    reason = WordsField(verbose_name=_("why the results are corrected"))
    earlier_file = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("file with the results before"),
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("done"), default=timezone.now)

    class Meta:
        verbose_name = _("correction of results")
        verbose_name_plural = _("corrections of results")
        default_permissions = ("view",)
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.at:%Y-%m-%d %H:%M}"


class CallResultQuerySet(models.QuerySet["CallResult"]):
    """Results, those that hold and those that were corrected."""

    def current(self) -> Self:
        """Keep what holds now."""
        return self.filter(replaced_by=None)


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
    replaced_by = models.ForeignKey(
        ResultsCorrection, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="replaced",
        verbose_name=_("replaced by the correction"),
    )  # fmt: skip

    objects = CallResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result of an offer")
        verbose_name_plural = _("results of offers")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "position"], condition=Q(replaced_by=None), name="calls_result_place_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.position}"
