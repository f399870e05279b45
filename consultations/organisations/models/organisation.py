from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Role, roles_of
from consultations.organisations.numbers import validate_ade, validate_krs, validate_nip, validate_regon
from consultations.organisations.working_languages import WORKING_LANGUAGES

READS_EVERY_ORGANISATION = frozenset({Role.MODERATOR, Role.COORDINATOR, Role.AUDITOR})
PERSON = settings.AUTH_USER_MODEL
_NUMBER_NEEDED = _(
    "Give at least one number: KRS, NIP, REGON or a number in another register. Only an informal group needs none."
)
_ALREADY_HERE = _(
    "An organisation with this number is registered here already. If you act for it, ask its owner to invite you. "
    "If you think somebody registered it without the right to, write to the City Office."
)


def one_per(number: str) -> models.UniqueConstraint:
    """Return the rule that a number belongs to one organisation; its message stands at the field."""
    return models.UniqueConstraint(
        fields=[number],
        condition=~Q(**{number: ""}),
        name=f"organisations_one_per_{number}",
        violation_error_code="unique",
        violation_error_message=_ALREADY_HERE,
    )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, and which of them a person may act for."""

    def with_editor(self, person_id: int | None) -> Self:
        """Keep organisations for which the person may write: as an owner or an editor, unless it is suspended."""
        own = self.filter(memberships__person_id=person_id, memberships__role__in=Membership.WRITERS)
        return own.exclude(status=Organisation.Status.SUSPENDED)

    def with_owner(self, person_id: int | None) -> Self:
        """Keep organisations that the person owns, suspended ones too."""
        return self.filter(memberships__person_id=person_id, memberships__role=Membership.Role.OWNER)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep verified organisations, and those the person belongs to; staff who check them see all."""
        if not user.pk:
            return self.filter(status=Organisation.Status.VERIFIED)
        if roles_of(user) & READS_EVERY_ORGANISATION:
            return self
        return self.filter(Q(status=Organisation.Status.VERIFIED) | Q(memberships__person_id=user.pk)).distinct()

    def waiting(self) -> Self:
        """Keep organisations that wait for the city to check them, who waits longest first."""
        return self.filter(status__in=Organisation.WAITING).order_by("waiting_since", "pk")


class Organisation(models.Model):
    """A body that acts towards the city through its members.

    Personal data: none, except where an informal group bears a person's name; kept as long as its cases.
    """

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        ORDINARY_ASSOCIATION = "ordinary_association", _("ordinary association (“stowarzyszenie zwykłe”)")
        FOUNDATION = "foundation", _("foundation")
        SPORTS_CLUB = "sports_club", _("sports club (“UKS”)")
        RURAL_HOUSEWIVES_CIRCLE = "rural_housewives_circle", _("rural housewives' circle (“KGW”)")
        INFORMAL_GROUP = "informal_group", _("informal group")
        OTHER = "other", _("other")

    class Register(models.TextChoices):
        ORDINARY_ASSOCIATIONS = "ordinary_associations", _("register of ordinary associations of a city or district")
        SPORTS_CLUBS = "sports_clubs", _("register of sports clubs of a city or district")
        ARIMR = "arimr", _("National Register of Rural Housewives' Circles (ARiMR)")
        OTHER = "other", _("another register")

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("not yet verified")
        PENDING = "pending", _("waits for another check")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("verification refused")
        SUSPENDED = "suspended", _("suspended")

    WAITING = frozenset({Status.UNVERIFIED, Status.PENDING})
    # What the city compares with a register: changing one of these undoes its check.
    CHECKED_FACTS = ("legal_name", "kind", "krs", "nip", "regon", "register_kind", "register_number")
    NUMBER_MISSING = "number_missing"
    NUMBERS = ("krs", "nip", "regon", "register_number")

    legal_name = models.CharField(_("full name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    krs = models.CharField(_("KRS number"), max_length=10, blank=True, validators=[validate_krs])
    nip = models.CharField(_("NIP number"), max_length=10, blank=True, validators=[validate_nip])
    regon = models.CharField(_("REGON number"), max_length=14, blank=True, validators=[validate_regon])
    register_kind = models.CharField(_("other register"), max_length=30, choices=Register, blank=True)
    register_number = models.CharField(_("number in the other register"), max_length=50, blank=True)
    website = models.URLField(_("website"), blank=True)
    ade = models.CharField(_("address for e-Delivery"), max_length=26, blank=True, validators=[validate_ade])
    languages = models.JSONField(_("languages it works in"), default=list, blank=True)
    description = models.TextField(_("what it does"), max_length=600, blank=True)
    description_language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.UNVERIFIED)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    waiting_since = models.DateTimeField(_("waits since"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    history = HistoricalRecords()
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["legal_name"]
        # Numbers of other registers are not unique: each city and district counts its own.
        constraints = [one_per("krs"), one_per("nip"), one_per("regon")]

    def __str__(self) -> str:
        return self.legal_name

    def get_absolute_url(self) -> str:
        return reverse("organisations:profile", args=[self.pk])

    def clean(self) -> None:
        """Refuse an organisation that no register could confirm, and half of a number in another register."""
        problems: dict[str, Any] = {}
        if self.register_number and not self.register_kind:
            problems["register_kind"] = _("Choose the register to which this number belongs.")
        if self.register_kind and not self.register_number:
            problems["register_number"] = _("Write the number that the organisation has in this register.")
        if self.kind != self.Kind.INFORMAL_GROUP and not problems and not self.has_number:
            problems["krs"] = ValidationError(_NUMBER_NEEDED, code=self.NUMBER_MISSING)
        if set(self.languages) - dict(WORKING_LANGUAGES).keys():
            problems["languages"] = _("Choose languages from the list.")
        if problems:
            raise ValidationError(problems)

    @property
    def has_number(self) -> bool:
        """Say whether the organisation can be looked up somewhere."""
        return any(getattr(self, name) for name in self.NUMBERS)

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED

    @property
    def is_suspended(self) -> bool:
        return self.status == self.Status.SUSPENDED

    @property
    def is_waiting(self) -> bool:
        return self.status in self.WAITING

    @property
    def tone(self) -> str:
        """Return how the status looks; the word beside it says the same."""
        return _TONES[self.Status(self.status)]

    @property
    def working_languages(self) -> list[str]:
        """Return the names of the languages it works in, in the reader's language."""
        return [force_str(name) for code, name in WORKING_LANGUAGES if code in self.languages]


_TONES = {
    Organisation.Status.UNVERIFIED: "progress",
    Organisation.Status.PENDING: "progress",
    Organisation.Status.VERIFIED: "success",
    Organisation.Status.REFUSED: "warning",
    Organisation.Status.SUSPENDED: "stop",
}


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
        PERSON,
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
