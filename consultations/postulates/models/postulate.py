"""The postulate itself: what was asked, by whom, and where it stands."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Role, roles_of
from city.models import District, Topic, Unit
from consultations.organisations.models import Organisation
from consultations.postulates.workflow import (
    CLOCK_RUNS,
    MEANINGS,
    PUBLIC,
    PUBLIC_ONCE_REGISTERED,
    RESPONSES_LAID_ASIDE,
    LegalKind,
    Meaning,
    ResponseStatus,
    State,
)

from .catalogues import RejectionReason
from .routing import Assignment
from .signatures import CoSignature

if TYPE_CHECKING:
    from .responses import Response

PERSON = settings.AUTH_USER_MODEL
READS_EVERY_CASE = frozenset({Role.MODERATOR, Role.COORDINATOR, Role.AUDITOR})


class ReferenceCounter(models.Model):
    """The last number given in a year; its row is locked while one is taken, so numbers have no gaps."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


IS_PUBLIC = (
    Q(status__in=PUBLIC)
    | Q(status__in=PUBLIC_ONCE_REGISTERED, registered_at__isnull=False)
    | Q(status=State.REJECTED, rejection_reason__is_public=True)
)


class PostulateQuerySet(models.QuerySet["Postulate"]):
    """Postulates, and the one gate through which they reach html, feeds, search, exports and mail."""

    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(IS_PUBLIC)

    def listed(self) -> Self:
        """Keep what ``public`` keeps, asked as one yes or no.

        For long lists: they then follow the index of their order instead of sorting every public case, which SQLite
        does 50 times slower with 20,000 of them.
        """
        answer = Case(When(IS_PUBLIC, then=Value(True)), default=Value(False), output_field=models.BooleanField())
        return self.filter(answer)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what the person may read: public cases, their own and their organisations', those of their units."""
        if not user.pk:
            return self.public()
        if roles_of(user) & READS_EVERY_CASE:
            return self.filter(~Q(status=State.DRAFT) | self._own(user)).distinct()
        return (
            self.public() | self.filter(self._own(user) | self._co_signed(user) | self._on_desk_of(user))
        ).distinct()

    def of(self, user: User) -> Self:
        """Keep the cases a person filed, alone or with an organisation they belong to."""
        return self.filter(self._own(user)).distinct()

    def co_signed_by(self, user: User) -> Self:
        """Keep the cases an organisation of the person was asked to co-sign."""
        return self.filter(self._co_signed(user)).distinct()

    def _own(self, user: User) -> Q:
        own = Organisation.objects.filter(memberships__person=user)
        being_written_down = Q(entered_by__isnull=False, status=State.DRAFT)
        filed = Q(author=user, organisation__isnull=True) | Q(organisation__in=own)
        return (filed & ~being_written_down) | (being_written_down & Q(entered_by=user))

    def _co_signed(self, user: User) -> Q:
        writable = Organisation.objects.with_editor(user.pk)
        states = [CoSignature.State.INVITED, CoSignature.State.ACCEPTED]
        return Q(pk__in=CoSignature.objects.filter(organisation__in=writable, state__in=states).values("postulate_id"))

    def _on_desk_of(self, user: User) -> Q:
        desks = Unit.objects.filter(posts__person=user)
        return Q(pk__in=Assignment.objects.filter(unit__in=desks, is_current=True).values("postulate_id"))


class Postulate(models.Model):
    """A demand or proposal put to the city, and where it stands.

    ``title``, ``problem`` and ``request`` are what everybody may read once the case is public: a redaction writes its
    marker into them, and the text as it was sent stays in ``PostulateRevision``, for its authors and moderators.

    Personal data: who wrote it, how to reach them, and whatever people write into the text; the name is public only
    with consent. Kept for the archive's term, then the public copy is anonymised.
    """

    class Channel(models.TextChoices):
        WEB = "web", _("this website")
        LETTER = "letter", _("letter")
        EMAIL = "email", _("e-mail")
        MEETING = "meeting", _("meeting")
        PHONE = "phone", _("phone")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    author = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="postulates", editable=False,
        verbose_name=_("author"), help_text=_("Empty where the city wrote down what came by letter or at a meeting."),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="postulates",
        verbose_name=_("organisation"),
    )  # fmt: skip
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel, default=Channel.WEB)
    entered_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False,
        verbose_name=_("written down by"),
    )  # fmt: skip
    received_on = models.DateField(_("received on"), null=True, blank=True)
    sender_name = models.CharField(_("sender"), max_length=200, blank=True)
    sender_address = models.TextField(_("address of the sender"), max_length=500, blank=True)

    title = models.CharField(_("title"), max_length=150)
    problem = models.TextField(_("what is the problem"), max_length=5000, blank=True)
    request = models.TextField(_("what do you ask for"), max_length=5000, blank=True)
    concerns = models.CharField(_("whom it concerns"), max_length=300, blank=True)
    language = models.CharField(_("language of the text"), max_length=10, choices=settings.LANGUAGES)
    topics = models.ManyToManyField(Topic, blank=True, related_name="postulates", verbose_name=_("topics"))
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="postulates",
        verbose_name=_("district"),
    )  # fmt: skip
    show_name = models.BooleanField(_("the name of the author may be shown"), default=False)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    clause_version = models.PositiveSmallIntegerField(_("information clause"), null=True, blank=True, editable=False)

    status = models.CharField(_("status"), max_length=24, choices=State, default=State.DRAFT, db_index=True)
    legal_kind = models.CharField(_("legal kind"), max_length=24, choices=LegalKind, blank=True)
    claimed_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("moderator in charge"),
    )  # fmt: skip
    awaits_opinion = models.BooleanField(_("a second opinion is awaited"), default=False)
    rejected_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("rejected by"),
    )  # fmt: skip
    rejection_reason = models.ForeignKey(
        RejectionReason, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("reason"),
    )  # fmt: skip
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates",
        verbose_name=_("joined with"),
    )  # fmt: skip
    transferred_to = models.CharField(_("passed to"), max_length=200, blank=True)
    was_appealed = models.BooleanField(_("appealed"), default=False)
    was_reopened_by_author = models.BooleanField(_("reopened by the author"), default=False)

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    correct_by = models.DateField(_("to be corrected by"), null=True, blank=True)
    due_on = models.DateField(_("answer due"), null=True, blank=True)
    paused_on = models.DateField(_("clock stands still since"), null=True, blank=True)

    history = HistoricalRecords(m2m_fields=[topics])
    objects = PostulateQuerySet.as_manager()

    class Meta:
        verbose_name = _("postulate")
        verbose_name_plural = _("postulates")
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            models.Index(fields=["-submitted_at", "-id"], name="postulates_newest"),
            models.Index(fields=["status", "due_on", "id"], name="postulates_by_due"),
            models.Index(fields=["status", "submitted_at", "id"], name="postulates_by_age"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="postulates_one_number_per_year"),
            models.CheckConstraint(
                condition=Q(status=State.DRAFT) | Q(number__isnull=False),
                name="postulates_sent_means_numbered",
            ),
            models.CheckConstraint(condition=Q(status__in=State.values), name="postulates_known_status"),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(entered_by__isnull=False),
                name="postulates_somebody_wrote_it_down",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """The address in the active language: by reference once sent, by key before."""
        if self.number:
            return reverse("postulates:case", kwargs={"year": self.year, "number": self.number})
        return reverse("postulates:draft", kwargs={"key": self.key})

    @property
    def reference(self) -> str:
        """The human reference, ``POST/2026/0042``; empty before the text is sent."""
        return f"POST/{self.year}/{self.number:04d}" if self.number else ""

    @property
    def state(self) -> State:
        return State(self.status)

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[self.state]

    @property
    def is_overdue(self) -> bool:
        """Computed, never stored: the clock runs and the last day has passed."""
        return self.state in CLOCK_RUNS and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def clock_runs(self) -> bool:
        return self.state in CLOCK_RUNS and self.due_on is not None

    @cached_property
    def lead(self) -> Assignment | None:
        """The current assignment of the lead unit, from prefetched rows where there are any."""
        return next((row for row in self.assignments.all() if row.is_current and row.is_lead), None)

    @cached_property
    def contributions(self) -> list[Assignment]:
        """The current assignments of contributing units."""
        return [row for row in self.assignments.all() if row.is_current and not row.is_lead]

    @cached_property
    def current_response(self) -> "Response | None":
        """The newest answer in use, whatever its status; never for the public."""
        in_use = [row for row in self.responses.all() if row.status not in RESPONSES_LAID_ASIDE]
        return max(in_use, key=lambda row: row.pk, default=None)

    @cached_property
    def published_response(self) -> "Response | None":
        """The answer everybody may read."""
        published = [row for row in self.responses.all() if row.status == ResponseStatus.PUBLISHED]
        return published[-1] if published else None
