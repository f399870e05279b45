"""What an organisation keeps for itself while it prepares an offer, and which reminders have left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.organisations.models import Membership, Organisation
from home.calls.models import Call, CallDeadline

from .limits import LONGEST_NOTES, LONGEST_TITLE

KEPT_AFTER_THE_CALL = timedelta(days=90)
PERSON = settings.AUTH_USER_MODEL


@dataclass(frozen=True, slots=True)
class OwnItem:
    """A line that an organisation added to its checklist."""

    text: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """All that people write into a preparation. Two that are equal say the same."""

    title: str
    notes: str = ""
    responsible_id: int | None = None
    asked_amount: Decimal | None = None
    ticked: frozenset[str] = frozenset()
    own_items: tuple[OwnItem, ...] = ()
    submitted_on: date | None = None


class CallPreparationQuerySet(models.QuerySet["CallPreparation"]):
    """Preparations, and who may read and write them: members of the organisation, nobody else, staff neither."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep those of the organisations the person belongs to, whatever their role there."""
        return self.filter(organisation__memberships__person_id=user.pk) if user.pk else self.none()

    def writable_by(self, user: User | AnonymousUser) -> Self:
        """Keep those of the organisations the person may write for; a suspended one writes nothing."""
        return self.filter(organisation__in=Organisation.objects.with_editor(user.pk)) if user.pk else self.none()

    def held_by(self, person_id: int) -> Self:
        """Keep those about which the person is told: they write for the organisation."""
        return self.filter(
            organisation__memberships__person_id=person_id, organisation__memberships__role__in=Membership.WRITERS
        )

    def not_submitted(self) -> Self:
        """Keep those whose offer has not gone out yet."""
        return self.filter(submitted_on=None)

    def past_their_time(self, now: datetime) -> Self:
        """Keep those to be erased: long after the last deadline of the call, else after the last change."""
        over = Coalesce(Max("call__deadlines__at"), "changed_at")
        return self.annotate(over=over).filter(over__lt=now - KEPT_AFTER_THE_CALL)


class CallPreparation(models.Model):
    """An organisation's own outline of an offer, before it submits the offer in the external system.

    Only members of the organisation read it; the city does not, and neither does the search. Personal data: which
    member is responsible (gone when they leave the organisation) and who changed it last, so that colleagues do not
    write over each other. None of applicants. Erased 90 days after the last deadline of the call, with all it holds.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", verbose_name=_("call"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    title = models.CharField(_("working title"), max_length=LONGEST_TITLE)
    notes = models.TextField(_("notes"), max_length=LONGEST_NOTES, blank=True)
    responsible = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("responsible")
    )
    asked_amount = models.DecimalField(
        _("amount you ask for (zł)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    # Codes of standard items, see ``checklist``; one about a deadline names its moment, so an extension unticks it.
    ticked = models.JSONField(_("ready"), default=list, blank=True)
    own_items = models.JSONField(_("own items"), default=list, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        PERSON, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = CallPreparationQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer in preparation")
        verbose_name_plural = _("offers in preparation")
        default_permissions = ()
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["call", "organisation"], name="preparing_of_a_call")]

    def __str__(self) -> str:
        return f"{self.organisation_id} > {self.call_id} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("call_preparation", args=[self.key])

    @property
    def outline(self) -> Outline:
        """Return what people wrote."""
        return Outline(
            title=self.title,
            notes=self.notes,
            responsible_id=self.responsible_id,
            asked_amount=self.asked_amount,
            ticked=frozenset(self.ticked),
            own_items=tuple(OwnItem(row["text"], row["is_done"]) for row in self.own_items),
            submitted_on=self.submitted_on,
        )

    @outline.setter
    def outline(self, outline: Outline) -> None:
        self.title = outline.title
        self.notes = outline.notes
        self.responsible_id = outline.responsible_id
        self.asked_amount = outline.asked_amount
        self.ticked = sorted(outline.ticked)
        self.own_items = list(_rows(outline.own_items))
        self.submitted_on = outline.submitted_on


def _rows(items: Iterable[OwnItem]) -> Iterable[dict[str, object]]:
    return ({"text": item.text, "is_done": item.is_done} for item in items)


class PreparationPresence(models.Model):
    """Who has a preparation open right now, so that colleagues do not write over each other.

    Personal data: who edits what, for minutes; stale rows are erased every night.
    """

    preparation = models.ForeignKey(
        CallPreparation, on_delete=models.CASCADE, related_name="presences", verbose_name=_("offer in preparation")
    )
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+", verbose_name=_("who"))
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("presence in a preparation")
        verbose_name_plural = _("presences in preparations")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["preparation", "person"], name="preparing_present_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.preparation_id}"


class CallReminder(models.Model):
    """That people were reminded of a deadline as it stood then; each stage once for each moment. No personal data."""

    deadline = models.ForeignKey(CallDeadline, on_delete=models.CASCADE, related_name="+", verbose_name=_("deadline"))
    at = models.DateTimeField(_("until"))
    days = models.PositiveSmallIntegerField(_("days before"))
    told_at = models.DateTimeField(_("told"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a deadline")
        verbose_name_plural = _("reminders of deadlines")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["deadline", "at", "days"], name="preparing_reminded_once")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.days}"
