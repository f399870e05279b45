"""What the city did about a call that it must be able to prove: where it was announced, what was extended and why."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from home.calls.fields import WordsField

from .call import Call
from .deadlines import CallDeadline
from .parts import HistoryOfPart


class Announcement(models.Model):
    """That a call was announced somewhere on a day. The law counts its 21 days from the last of the three places.

    Source: art. 13 of the act of 24 April 2003 on public benefit activity and volunteering. No personal data.
    """

    class Place(models.TextChoices):
        BIP = "bip", _("Public Information Bulletin (BIP)")
        WEBSITE = "website", pgettext_lazy("place of an announcement", "website of the city")
        BOARD = "board", _("notice board in the office")
        OTHER = "other", pgettext_lazy("place of an announcement", "another place")

    REQUIRED = (Place.BIP, Place.WEBSITE, Place.BOARD)

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="announcements", verbose_name=_("call"))
    place = models.CharField(_("place"), max_length=20, choices=Place)
    on = models.DateField(_("announced on"))
    url = models.URLField(_("address"), blank=True)

    history = HistoryOfPart()

    class Meta:
        verbose_name = _("announcement of a call")
        verbose_name_plural = _("announcements of calls")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "place", "on"], name="calls_announced_once_a_day")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.place} {self.on}"


class UnchangeableRow(RuntimeError):
    """Something tried to change or delete an act that must be provable for ever."""


_ADD_ANOTHER = "An act is never changed: add another one."
_STAYS = "An act stays."


class ActQuerySet(models.QuerySet[Any]):
    """Acts are read and added, never changed or deleted."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise UnchangeableRow(_ADD_ANOTHER)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnchangeableRow(_ADD_ANOTHER)

    def delete(self) -> NoReturn:
        raise UnchangeableRow(_STAYS)


class ProvableAct(models.Model):
    """An act that is stored once and then neither changed nor deleted."""

    objects = ActQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the act. Raises ``UnchangeableRow`` for one that is stored already."""
        if not self._state.adding:
            raise UnchangeableRow(_ADD_ANOTHER)
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: an act stays."""
        raise UnchangeableRow(_STAYS)


class DeadlineExtension(ProvableAct):
    """The act by which a deadline was moved to a later moment. It is never changed and never deleted.

    Personal data: which member of staff did it; the name goes with the account, the act stays with the call.
    """

    deadline = models.ForeignKey(
        CallDeadline, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("deadline")
    )
    old = models.DateTimeField(_("before"))
    new = models.DateTimeField(_("extended until"))
    reason = WordsField(verbose_name=_("why it is extended"))
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("done"), default=timezone.now)

    class Meta:
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of deadlines")
        default_permissions = ("view",)
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(new__gt=F("old")), name="calls_extension_is_later")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.old:%Y-%m-%d %H:%M} > {self.new:%Y-%m-%d %H:%M}"
