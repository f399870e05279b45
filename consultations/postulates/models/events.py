"""What happened to a case, and what staff say about it among themselves."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.organisations.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class CaseEvent(models.Model):
    """One thing that happened to a case. Append-only: a row is never changed or deleted.

    Personal data: who acted, and for which organisation; the public sees the role or unit, never the person. Kept with
    the case.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.PROTECT, related_name="events", verbose_name=_("postulate")
    )
    move = models.CharField(_("move"), max_length=30)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("on whose behalf")
    )
    acting_as = models.CharField(_("acting as"), max_length=200)
    is_public = models.BooleanField(_("public"))
    version = models.PositiveIntegerField(_("version after it"))
    details = models.JSONField(_("details"), default=dict)
    submission_key = models.UUIDField(_("submission key"), null=True, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["move", "-at"], name="postulates_events_by_move"),
            # The last public change of a case is one look into this index: registers sort by it, feeds date by it.
            models.Index(fields=["postulate", "is_public", "at"], name="postulates_last_public"),
        ]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.move} {self.at:%Y-%m-%d}"

    def save(self, **kwargs: Any) -> None:
        """Append the event; raises ``TypeError`` when it exists already."""
        if self.pk:
            raise TypeError("A case event is never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises ``TypeError``."""
        raise TypeError("A case event is never deleted.")


class InternalNote(models.Model):
    """What staff write to each other about a case; never public, never shown to the author.

    Personal data: who wrote it and who is mentioned. Kept with the case.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="notes", verbose_name=_("postulate")
    )
    body = models.TextField(_("text"), max_length=5000)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    mentions: "models.ManyToManyField[User, models.Model]" = models.ManyToManyField(
        PERSON, blank=True, related_name="+", verbose_name=_("mentioned")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    submission_key = models.UUIDField(_("submission key"), null=True, unique=True)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.at:%Y-%m-%d}"
