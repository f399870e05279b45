import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.models import User
from accounts.roles import Role, roles_of
from city.models import Topic, Unit
from consultations.organisations.models import Organisation

from .workflow import (
    CLOCK_RUNS,
    MEANINGS,
    OPEN_COMMITMENTS,
    PUBLIC,
    PUBLIC_ONCE_REGISTERED,
    CommitmentStatus,
    LegalKind,
    Meaning,
    Outcome,
    ResponseStatus,
    State,
)

PERSON = settings.AUTH_USER_MODEL
READS_EVERY_CASE = frozenset({Role.MODERATOR, Role.COORDINATOR, Role.AUDITOR})


class RejectionReason(TranslatableMixin):
    """A reason the city may give for not accepting a postulate, editable in every language. No personal data."""

    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    explanation = models.TextField(_("explanation for the author"))
    is_public = models.BooleanField(
        _("the rejected text stays public"),
        default=False,
        help_text=_("Leave empty where the text itself must not be shown, for example because it insults somebody."),
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("code"),
        TranslatableField("name"),
        TranslatableField("explanation"),
        SynchronizedField("is_public"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReferenceCounter(models.Model):
    """The last number given in a year; its row is locked while one is taken, so numbers have no gaps."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class PostulateQuerySet(models.QuerySet["Postulate"]):
    """Postulates, and the one gate through which they reach html, feeds, search, exports and mail."""

    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(
            Q(status__in=PUBLIC)
            | Q(status__in=PUBLIC_ONCE_REGISTERED, registered_at__isnull=False)
            | Q(status=State.REJECTED, rejection_reason__is_public=True)
        )

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
        return Q(author=user, organisation__isnull=True) | Q(organisation__in=own)

    def _co_signed(self, user: User) -> Q:
        writable = Organisation.objects.with_editor(user.pk)
        states = [CoSignature.State.INVITED, CoSignature.State.ACCEPTED]
        return Q(pk__in=CoSignature.objects.filter(organisation__in=writable, state__in=states).values("postulate_id"))

    def _on_desk_of(self, user: User) -> Q:
        desks = Unit.objects.filter(posts__person=user)
        return Q(pk__in=Assignment.objects.filter(unit__in=desks, is_current=True).values("postulate_id"))


class Postulate(models.Model):
    """A demand or proposal put to the city, and where it stands.

    Personal data: who wrote it, and whatever people write into the text; the name is public only with consent.
    Kept for the archive's term, then the public copy is anonymised.
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
        PERSON,
        on_delete=models.PROTECT,
        related_name="postulates",
        verbose_name=_("author"),
        editable=False,
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="postulates",
        verbose_name=_("organisation"),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=150)
    problem = models.TextField(_("what is the problem"), max_length=5000, blank=True)
    request = models.TextField(_("what do you ask for"), max_length=5000, blank=True)
    language = models.CharField(_("language of the text"), max_length=10, choices=settings.LANGUAGES)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel, default=Channel.WEB)
    topics = models.ManyToManyField(Topic, blank=True, related_name="postulates", verbose_name=_("topics"))
    show_name = models.BooleanField(_("the name of the author may be shown"), default=False)

    status = models.CharField(_("status"), max_length=24, choices=State, default=State.DRAFT, db_index=True)
    legal_kind = models.CharField(_("legal kind"), max_length=24, choices=LegalKind, blank=True)
    claimed_by = models.ForeignKey(
        PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("moderator in charge"),
    )
    rejected_by = models.ForeignKey(
        PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("rejected by"),
    )
    rejection_reason = models.ForeignKey(
        RejectionReason,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reason"),
    )
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
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="postulates_one_number_per_year"),
            models.CheckConstraint(
                condition=Q(status=State.DRAFT) | Q(number__isnull=False),
                name="postulates_sent_means_numbered",
            ),
            models.CheckConstraint(condition=Q(status__in=State.values), name="postulates_known_status"),
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
    def lead(self) -> "Assignment | None":
        """The current assignment of the lead unit, from prefetched rows where there are any."""
        return next(
            (row for row in self.assignments.all() if row.is_current and row.is_lead),
            None,
        )

    @cached_property
    def contributions(self) -> "list[Assignment]":
        """The current assignments of contributing units."""
        return [row for row in self.assignments.all() if row.is_current and not row.is_lead]

    @cached_property
    def current_response(self) -> "Response | None":
        """The newest answer, whatever its status; never for the public."""
        return next(
            iter(sorted(self.responses.all(), key=lambda row: row.pk, reverse=True)),
            None,
        )

    @cached_property
    def published_response(self) -> "Response | None":
        """The answer everybody may read."""
        published = [row for row in self.responses.all() if row.status == ResponseStatus.PUBLISHED]
        return published[-1] if published else None


class CaseEvent(models.Model):
    """One thing that happened to a case. Append-only: a row is never changed or deleted.

    Personal data: who acted; the public sees the role or unit, never the person. Kept with the case.
    """

    postulate = models.ForeignKey(
        Postulate,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("postulate"),
    )
    move = models.CharField(_("move"), max_length=30)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        PERSON,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who"),
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


class ClockEvent(models.Model):
    """A change of the date by which the city must answer, so that every date can be explained. No personal data."""

    class Kind(models.TextChoices):
        START = "start", _("the clock started")
        PAUSE = "pause", _("the clock was stopped")
        RESUME = "resume", _("the clock runs again")
        EXTEND = "extend", _("the time was extended")
        STOP = "stop", _("the clock ended")

    postulate = models.ForeignKey(
        Postulate,
        on_delete=models.CASCADE,
        related_name="clock_events",
        verbose_name=_("postulate"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    old_due = models.DateField(_("date before"), null=True)
    new_due = models.DateField(_("date after"), null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("clock event")
        verbose_name_plural = _("clock events")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.kind}"


class CoSignature(models.Model):
    """An organisation asked to support a postulate, and its decision. No personal data beyond who answered."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("co-signed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    postulate = models.ForeignKey(
        Postulate,
        on_delete=models.CASCADE,
        related_name="co_signatures",
        verbose_name=_("postulate"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="co_signatures",
        verbose_name=_("organisation"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    show_name = models.BooleanField(_("the name may be shown"), default=False)
    answered_by = models.ForeignKey(
        PERSON,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("co-signature")
        verbose_name_plural = _("co-signatures")
        constraints = [models.UniqueConstraint(fields=["postulate", "organisation"], name="postulates_co_signs_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_state_display()}"


class Assignment(models.Model):
    """A unit's place in a case: it leads, or contributes by answering a question. No personal data."""

    postulate = models.ForeignKey(
        Postulate,
        on_delete=models.CASCADE,
        related_name="assignments",
        verbose_name=_("postulate"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("unit"),
    )
    is_lead = models.BooleanField(_("leads"))
    is_current = models.BooleanField(_("current"), default=True)
    question = models.TextField(_("question to the unit"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["postulate"],
                condition=Q(is_lead=True, is_current=True),
                name="postulates_one_lead_unit",
            ),
            models.UniqueConstraint(
                fields=["postulate", "unit"],
                condition=Q(is_current=True),
                name="postulates_unit_assigned_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postulate_id} → {self.unit}"


class ResponsePart(models.Model):
    """What a contributing unit gave to the answer; for the lead unit, never public as it is. No personal data."""

    assignment = models.OneToOneField(
        Assignment,
        on_delete=models.CASCADE,
        related_name="part",
        verbose_name=_("assignment"),
    )
    body = models.TextField(_("text"))
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("part of an answer")
        verbose_name_plural = _("parts of answers")

    def __str__(self) -> str:
        return str(self.assignment)


class Response(models.Model):
    """The city's answer on its way from draft to public. Personal data: who wrote and approved it, never public."""

    postulate = models.ForeignKey(
        Postulate,
        on_delete=models.CASCADE,
        related_name="responses",
        verbose_name=_("postulate"),
    )
    status = models.CharField(_("status"), max_length=20, choices=ResponseStatus, default=ResponseStatus.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    body = models.TextField(_("text"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="responses", verbose_name=_("unit"))
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    approved_by = models.ForeignKey(
        PERSON,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.status}"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises of the city."""

    def public(self) -> Self:
        """Keep promises of published answers."""
        return self.filter(response__status=ResponseStatus.PUBLISHED)

    def open(self) -> Self:
        """Keep public promises that are neither kept nor dropped."""
        return self.public().filter(status__in=OPEN_COMMITMENTS)


class Commitment(models.Model):
    """What the city promised in an answer, who keeps it and by when. No personal data."""

    response = models.ForeignKey(
        Response,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=_("answer"),
    )
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=_("responsible unit"),
    )
    text = models.CharField(_("what the city promised"), max_length=500)
    condition = models.CharField(_("on what it depends"), max_length=500, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CommitmentStatus,
        default=CommitmentStatus.ANNOUNCED,
    )

    history = HistoricalRecords()
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        """Computed, never stored."""
        due: date | None = self.due_on
        return self.status in OPEN_COMMITMENTS and due is not None and due < timezone.localdate()
