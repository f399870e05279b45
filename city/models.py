"""Reference data of the city. Facts stand on the row in the source language; names are translated snippets."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class NamedQuerySet(models.QuerySet["Named"]):
    """Rows that carry a code and a name per language."""

    def facts(self) -> Self:
        """Keep the rows other tables point at: those in the source language."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)


class Named(TranslatableMixin):
    """A thing of the city with one code everywhere and a name in each language."""

    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)

    objects = NamedQuerySet.as_manager()
    override_translatable_fields = [
        SynchronizedField("code"),
        TranslatableField("name"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locale"],
                name="%(app_label)s_%(class)s_one_code_per_language",
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Topic(Named):
    """What a text or a case is about. No personal data."""

    description = models.TextField(_("description"), blank=True)

    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("description")]
    override_translatable_fields = [
        *Named.override_translatable_fields,
        TranslatableField("description"),
    ]

    class Meta(Named.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Unit(Named):
    """A department, section or unit of the city that can be competent for a case. No personal data."""

    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("part of"),
    )
    mailbox = models.EmailField(_("shared mailbox"), blank=True)
    is_dialogue_department = models.BooleanField(
        _("dialogue department"),
        default=False,
        help_text=_("Its coordinators route cases and publish answers."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldPanel("mailbox"),
        FieldPanel("is_dialogue_department"),
        FieldPanel("is_active"),
    ]
    override_translatable_fields = [
        *Named.override_translatable_fields,
        SynchronizedField("parent"),
        SynchronizedField("mailbox"),
        SynchronizedField("is_dialogue_department"),
        SynchronizedField("is_active"),
    ]

    class Meta(Named.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class Competence(models.Model):
    """A topic for which a unit is competent: proposes where a case goes. No personal data."""

    topic = models.ForeignKey(
        Topic,
        on_delete=models.CASCADE,
        related_name="competences",
        verbose_name=_("topic"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        related_name="competences",
        verbose_name=_("unit"),
    )

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        constraints = [models.UniqueConstraint(fields=["topic", "unit"], name="city_competence_once")]

    def __str__(self) -> str:
        return f"{self.topic} → {self.unit}"


class Post(models.Model):
    """A person's place in a unit. Personal data: who works where, needed for routing; ends with the post."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        HEAD = "head", _("head")
        DEPUTY = "deputy", _("deputy of the head")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="posts", verbose_name=_("unit"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="posts",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["unit", "person"], name="city_post_one_per_unit")]

    def __str__(self) -> str:
        return f"{self.person}, {self.unit}"


class DeadlineRule(models.Model):
    """A term set by law or by the city, editable because laws change. No personal data."""

    class Measure(models.TextChoices):
        DAY = "day", _("calendar days")
        WORKING_DAY = "working_day", _("working days")
        MONTH = "month", _("months")

    code = models.SlugField(_("code"), max_length=60)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    length = models.PositiveSmallIntegerField(_("length"))
    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        ordering = ["code", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="city_rule_one_per_day")]

    def __str__(self) -> str:
        return f"{self.code}: {self.length} {self.get_measure_display()} ({self.legal_basis})"
