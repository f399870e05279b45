from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Role, roles_of

from .numbers import validate_krs, validate_nip

READS_EVERY_ORGANISATION = frozenset({Role.MODERATOR, Role.COORDINATOR, Role.AUDITOR})


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, and which of them a person may act for."""

    def with_editor(self, person_id: int | None) -> Self:
        """Keep organisations for which the person may write: as an owner or an editor."""
        return self.filter(memberships__person_id=person_id, memberships__role__in=Membership.WRITERS)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep verified organisations, and those the person belongs to; staff who check them see all."""
        if user.pk and roles_of(user) & READS_EVERY_ORGANISATION:
            return self
        return self.filter(Q(status=Organisation.Status.VERIFIED) | Q(memberships__person_id=user.pk)).distinct()


class Organisation(models.Model):
    """A body that acts towards the city through its members.

    Personal data: none, except where an informal group bears a person's name; kept as long as its cases.
    """

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        FOUNDATION = "foundation", _("foundation")
        INFORMAL_GROUP = "informal_group", _("informal group")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("not yet verified")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("verification refused")

    legal_name = models.CharField(_("full name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    krs = models.CharField(
        _("KRS number"),
        max_length=10,
        blank=True,
        validators=[validate_krs],
        help_text=_("Ten digits, if you have it."),
    )
    nip = models.CharField(
        _("NIP number"),
        max_length=10,
        blank=True,
        validators=[validate_nip],
        help_text=_("Ten digits, without dashes."),
    )
    website = models.URLField(_("website"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.UNVERIFIED)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    history = HistoricalRecords()
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["legal_name"]
        constraints = [
            models.UniqueConstraint(fields=["krs"], condition=~Q(krs=""), name="organisations_one_per_krs"),
            models.UniqueConstraint(fields=["nip"], condition=~Q(nip=""), name="organisations_one_per_nip"),
        ]

    def __str__(self) -> str:
        return self.legal_name

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED


class Membership(models.Model):
    """A person's place in an organisation. Personal data: who belongs where; erased when the person leaves."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        EDITOR = "editor", _("editor")
        VIEWER = "viewer", _("viewer")

    WRITERS = frozenset({Role.OWNER, Role.EDITOR})

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="organisations_member_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
