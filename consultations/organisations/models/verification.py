from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisation import PERSON, Organisation


class Decision(models.TextChoices):
    """What the city decides about an organisation; the first three are also the status it has afterwards."""

    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("verification refused")
    SUSPENDED = "suspended", _("suspended")
    RESTORED = "restored", _("suspension lifted")


_WAITING = Organisation.WAITING
_OPEN_FROM = {
    Decision.VERIFIED: _WAITING | {Organisation.Status.REFUSED},
    Decision.REFUSED: _WAITING,
    Decision.SUSPENDED: _WAITING | {Organisation.Status.REFUSED, Organisation.Status.VERIFIED},
    Decision.RESTORED: frozenset({Organisation.Status.SUSPENDED}),
}


def decisions_open(organisation: Organisation) -> list[Decision]:
    """Return what the city may decide about an organisation as it is now."""
    return [decision for decision, statuses in _OPEN_FROM.items() if organisation.status in statuses]


class Verification(models.Model):
    """One decision of the city about an organisation. Append-only: a row is never changed.

    Personal data: who decided, seen by staff only; members see that it was the city. Kept as long as the organisation.
    """

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="verifications",
        verbose_name=_("organisation"),
    )
    decision = models.CharField(_("decision"), max_length=12, choices=Decision)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    evidence = models.TextField(_("what was checked"), max_length=1000, blank=True)
    status_before = models.CharField(max_length=12, choices=Organisation.Status)
    decided_by = models.ForeignKey(
        PERSON,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who decided"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.decision} {self.at:%Y-%m-%d}"

    def save(self, **kwargs: Any) -> None:
        """Append the decision; raises ``TypeError`` when it exists already."""
        if self.pk:
            raise TypeError("A decision about an organisation is never changed.")
        super().save(**kwargs)
