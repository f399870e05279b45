"""The terms that run in a case."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from city.explanations import cite


class DeadlineRule(models.Model):
    """A term set by law or by the city, editable because laws change. No personal data.

    One code may have several rows for different times, which never overlap: a past date is counted by the rule of its
    time.
    """

    class Measure(models.TextChoices):
        DAY = "day", _("calendar days")
        WORKING_DAY = "working_day", _("working days")
        MONTH = "month", _("months")

    class StartsOn(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        COMPETENT_RECEIPT = "competent_receipt", _("receipt by the competent body")
        REGISTRATION = "registration", _("registration")
        NOTICE = "notice", _("delivery of a notice")
        ANSWER = "answer", _("publication of the answer")
        FIRST_TERM = "first_term", _("end of the first term")

    code = models.SlugField(_("code"), max_length=60)
    law = models.CharField(
        _("law"),
        max_length=200,
        help_text=_("The act or the city's own rule, in Polish. A lawyer of the city confirms it."),
    )
    article = models.CharField(_("article"), max_length=120, blank=True)
    length = models.PositiveSmallIntegerField(_("length"), validators=[MinValueValidator(1)])
    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    starts_on = models.CharField(
        _("starts on"),
        max_length=20,
        choices=StartsOn,
        default=StartsOn.RECEIPT,
        help_text=_("The day of this event itself is not counted."),
    )
    shifts_to_working_day = models.BooleanField(
        _("moves to a working day"),
        default=True,
        help_text=_(
            "When the term ends on a Saturday or a day off, it ends on the next working day (KPA, art. 57 § 4). "
            "Whether this also holds for the office's own terms is disputed: a lawyer of the city confirms it."
        ),
    )
    note = models.TextField(_("public note"), blank=True, help_text=_("Shown to everybody beside the date, in Polish."))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day, if there is one."))

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="city_rule_one_per_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="city_rule_ends_after_start",
                violation_error_message=_("A rule cannot end before it begins."),
            ),
            models.CheckConstraint(condition=Q(length__gte=1), name="city_rule_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.length} {self.get_measure_display()} ({self.legal_basis})"

    @property
    def legal_basis(self) -> str:
        """Return the law and its article as one text, in Polish."""
        return cite(self.law, self.article)

    def clean(self) -> None:
        super().clean()
        # A field that was refused already is left empty; it has its own message.
        other = self._overlapping().first() if getattr(self, "valid_from", None) else None
        if other is None:
            return
        message = _(
            "On these days the rule “%(code)s” that began on %(start)s still holds. Choose other days, or give that "
            "rule a last day first."
        )
        params = {"code": self.code, "start": date_format(other.valid_from, "DATE_FORMAT")}
        raise ValidationError({"valid_from": ValidationError(message, params=params)})

    def _overlapping(self) -> models.QuerySet["DeadlineRule"]:
        others = DeadlineRule.objects.filter(code=self.code).exclude(pk=self.pk)
        if self.valid_to is not None:
            others = others.filter(valid_from__lte=self.valid_to)
        return others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from))
