"""What has a name in each language. Facts stand on the row in the source language; names are translated snippets."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
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


class Nested(Named):
    """A thing that may be part of another of its kind."""

    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("part of"),
    )
    override_translatable_fields = [
        *Named.override_translatable_fields,
        SynchronizedField("parent"),
    ]

    class Meta(Named.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        above, passed = self.parent, {self.pk}
        while above is not None:
            if above.pk in passed:
                raise ValidationError({"parent": _("Nothing can be part of itself. Choose another row, or none.")})
            passed.add(above.pk)
            above = above.parent


class Topic(Nested):
    """What a text or a case is about. No personal data."""

    description = models.TextField(_("description"), blank=True)
    extra_question = models.CharField(
        _("extra question"),
        max_length=300,
        blank=True,
        help_text=_("Asked of everybody who files a postulate with this topic. Leave empty if nothing more is needed."),
    )

    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldPanel("description"),
        FieldPanel("extra_question"),
    ]
    override_translatable_fields = [
        *Nested.override_translatable_fields,
        TranslatableField("description"),
        TranslatableField("extra_question"),
    ]

    class Meta(Nested.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class District(Named):
    """One of the districts of the city, as its statute numbers them. No personal data."""

    number = models.PositiveSmallIntegerField(_("number"))

    panels = [FieldPanel("code"), FieldPanel("number"), FieldPanel("name")]
    override_translatable_fields = [
        *Named.override_translatable_fields,
        SynchronizedField("number"),
    ]

    class Meta(Named.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            *Named.Meta.constraints,
            models.UniqueConstraint(fields=["number", "locale"], name="city_district_one_number_per_language"),
        ]
        ordering = ["number"]


class Unit(Nested):
    """A department, section or unit of the city that can be competent for a case.

    Its head and deputies are posts. No personal data: telephone and address are those of the office.
    """

    aliases = models.CharField(
        _("other names"),
        max_length=300,
        blank=True,
        help_text=_("Former names and abbreviations under which people look for it, separated by commas."),
    )
    mailbox = models.EmailField(_("shared mailbox"), blank=True)
    phone = models.CharField(_("telephone of the office"), max_length=40, blank=True)
    address = models.CharField(_("address of the office"), max_length=200, blank=True)
    is_dialogue_department = models.BooleanField(
        _("dialogue department"),
        default=False,
        help_text=_("Its coordinators route cases and publish answers."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("aliases"),
        FieldPanel("parent"),
        FieldPanel("mailbox"),
        FieldPanel("phone"),
        FieldPanel("address"),
        FieldPanel("is_dialogue_department"),
        FieldPanel("is_active"),
    ]
    override_translatable_fields = [
        *Nested.override_translatable_fields,
        TranslatableField("aliases"),
        SynchronizedField("mailbox"),
        SynchronizedField("phone"),
        SynchronizedField("address"),
        SynchronizedField("is_dialogue_department"),
        SynchronizedField("is_active"),
    ]

    class Meta(Nested.Meta):
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
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("For the coordinator who confirms the unit: what part of the topic it deals with."),
    )

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        constraints = [models.UniqueConstraint(fields=["topic", "unit"], name="city_competence_once")]

    def __str__(self) -> str:
        return f"{self.topic} → {self.unit}"
