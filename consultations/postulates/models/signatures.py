"""Support by other organisations."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.organisations.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class CoSignature(models.Model):
    """An organisation asked to support a postulate, and its decision.

    Personal data: who answered for the organisation, and which information clause they were shown. Kept with the case.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("co-signed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("invitation cancelled")

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="co_signatures", verbose_name=_("postulate")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="co_signatures", verbose_name=_("organisation")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    show_name = models.BooleanField(_("the name may be shown"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    invited_by = models.ForeignKey(
        PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    answered_by = models.ForeignKey(
        PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    clause_version = models.PositiveSmallIntegerField(_("information clause"), null=True)

    class Meta:
        verbose_name = _("co-signature")
        verbose_name_plural = _("co-signatures")
        constraints = [models.UniqueConstraint(fields=["postulate", "organisation"], name="postulates_co_signs_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_state_display()}"
