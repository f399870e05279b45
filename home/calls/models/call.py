"""A call for proposals and the state it is in."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, CharField, Max, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import ClusterableModel
from simple_history.models import HistoricalRecords

from cms.pages import in_source_language
from consultations.organisations.models import Organisation
from home.calls.fields import WordsField
from home.events.fields import CodesField

CLOSING_SOON = timedelta(days=7)


class State(models.TextChoices):
    """How far a call is. Only the last three are stored, as the time they were reached; the others are the clock's."""

    PLANNED = "planned", pgettext_lazy("state of a call", "planned")
    OPEN = "open", pgettext_lazy("state of a call", "open")
    CLOSING_SOON = "closing_soon", pgettext_lazy("state of a call", "closing soon")
    CLOSED = "closed", pgettext_lazy("state of a call", "closed")
    IN_EVALUATION = "in_evaluation", pgettext_lazy("state of a call", "in evaluation")
    RESOLVED = "resolved", pgettext_lazy("state of a call", "resolved")
    CANCELLED = "cancelled", pgettext_lazy("state of a call", "cancelled")


class CallQuerySet(models.QuerySet["Call"]):
    """Calls, with what the clock says of them."""

    def named(self, text: str) -> Self:
        """Keep calls whose reference or working name has the text in it."""
        return self.filter(Q(reference__icontains=text.strip()) | Q(name__icontains=text.strip()))

    def with_closing(self) -> Self:
        """Add ``closes_at``: the last submission deadline, None when there is none; in the same query."""
        from .deadlines import CallDeadline

        submission = CallDeadline.objects.filter(call=OuterRef("pk"), kind=CallDeadline.Kind.SUBMISSION).order_by()
        return self.annotate(closes_at=Subquery(submission.values("call").annotate(last=Max("at")).values("last")))

    def with_state(self, now: datetime | None = None) -> Self:
        """Add ``closes_at`` and the ``state`` at a moment, in the same query."""
        now = now or timezone.now()
        return self.with_closing().annotate(
            state=Case(
                When(cancelled_at__lte=now, then=Value(State.CANCELLED.value)),
                When(resolved_at__lte=now, then=Value(State.RESOLVED.value)),
                When(evaluation_began_at__lte=now, then=Value(State.IN_EVALUATION.value)),
                When(opens_at__gt=now, then=Value(State.PLANNED.value)),
                When(closes_at__lte=now, then=Value(State.CLOSED.value)),
                When(closes_at__lte=now + CLOSING_SOON, then=Value(State.CLOSING_SOON.value)),
                default=Value(State.OPEN.value),
                output_field=CharField(),
            )
        )


class Call(ClusterableModel):
    """What a call offers, to whom and until when: once for all languages. Its words are those of its page.

    Personal data: none of applicants; which member of staff changed it stands in the history, as long as the call.
    """

    class Kind(models.TextChoices):
        OPEN_CONTEST = "open_contest", _("open contest of offers")
        SMALL_GRANT = "small_grant", _("small grant without a contest")
        OTHER = "other", pgettext_lazy("kind of call", "other")

    reference = models.CharField(
        _("reference"),
        max_length=30,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]+([/-][A-Z0-9]+)*$", _("Write it like this: NGO/2026/3."))],
        error_messages={"unique": _("There is a call with this reference already.")},
        help_text=_("A short sign that never changes, such as NGO/2026/3."),
    )
    name = models.CharField(_("working name"), max_length=200, help_text=_("For the office. Readers see the page."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OPEN_CONTEST)
    opens_at = models.DateTimeField(_("opens"), help_text=_("The clock in the city."))
    budget = models.DecimalField(
        _("budget (zł)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    max_grant = models.DecimalField(
        _("highest grant (zł)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    own_contribution_pct = models.DecimalField(
        _("own contribution (%)"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Of the whole cost. 0 means that none is required; empty, that the call does not say."),
    )  # fmt: skip
    eligible_kinds = CodesField(choices_of=Organisation.Kind.choices, verbose_name=_("who may apply"))
    topics = models.ManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )
    unit = models.ForeignKey(
        "city.Unit", on_delete=models.PROTECT, related_name="+", limit_choices_to=in_source_language,
        verbose_name=_("responsible unit"),
    )  # fmt: skip
    contact = models.ForeignKey(
        "city.ContactPoint", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to=in_source_language, verbose_name=_("contact for questions"),
    )  # fmt: skip
    legal_basis = models.TextField(
        _("legal basis"), blank=True, help_text=_("Articles and acts as they are cited, in Polish.")
    )
    external_url = models.URLField(
        _("where offers are submitted"), blank=True, help_text=_("The address in the system for offers.")
    )
    takes_questions_until = models.DateTimeField(
        _("questions are taken until"), null=True, blank=True, help_text=_("Empty: as long as the call is open.")
    )

    published_at = models.DateTimeField(
        _("published"), null=True, editable=False,
        help_text=_("When its page was first public. From then on deadlines move by an extension only."),
    )  # fmt: skip
    evaluation_began_at = models.DateTimeField(_("evaluation began"), null=True, blank=True, editable=False)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True, editable=False)
    results_file = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("file with the results"),
    )  # fmt: skip
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancellation_reason = WordsField(verbose_name=_("why it is cancelled"), blank=True, editable=False)
    short_notice_reason = models.TextField(
        _("why the announcement is shorter than the law asks for"), blank=True, editable=False
    )
    short_notice_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False,
        verbose_name=_("decided by"),
    )  # fmt: skip
    short_notice_at = models.DateTimeField(_("decided"), null=True, editable=False)
    # Raised by every act that readers see; calendars tell by it which version is newer.
    sequence = models.PositiveIntegerField(default=0, editable=False)

    # Set by ``with_state``.
    state: str
    closes_at: datetime | None

    history = HistoricalRecords()
    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(own_contribution_pct__isnull=True)
                | Q(own_contribution_pct__gte=0, own_contribution_pct__lte=100),
                name="calls_own_contribution_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"

    @property
    def is_own_contribution_required(self) -> bool | None:
        """Say whether applicants must add money or work of their own; None when the call does not say."""
        return None if self.own_contribution_pct is None else self.own_contribution_pct > 0
