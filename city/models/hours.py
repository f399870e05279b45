"""When something is open and in which languages people are helped there."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from city.blocks import ExceptionsBlock, HoursBlock
from cms.synchronized import SharedFrame


class Spoken(models.TextChoices):
    """A language in which people are helped; each name stands in the language itself."""

    POLISH = "pl", "polski"
    UKRAINIAN = "uk", "українська"
    ENGLISH = "en", "English"
    BELARUSIAN = "be", "беларуская"
    RUSSIAN = "ru", "русский"
    SIGN = "pso", _("Polish Sign Language")


class SpokenField(models.JSONField):
    """The codes of the languages spoken, in the order of ``Spoken``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=False,
            choices=Spoken.choices,
            widget=forms.CheckboxSelectMultiple,
        )


class WithHours(models.Model):
    """What has hours and speaks languages. No personal data."""

    hours = StreamField(HoursBlock(), blank=True, verbose_name=_("opening hours"))
    exceptions = StreamField(
        ExceptionsBlock(),
        blank=True,
        verbose_name=_("exceptions"),
        help_text=_("Public holidays are known: only name what differs from the usual week."),
    )
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    languages = SpokenField(_("languages spoken"))

    hours_panel = MultiFieldPanel(
        [FieldPanel("hours"), FieldPanel("closed_on_holidays"), FieldPanel("exceptions")], heading=_("Opening hours")
    )
    hours_fields: ClassVar[list[BaseTranslatableField]] = [
        SynchronizedField("hours", overridable=False),
        SharedFrame("exceptions"),
        SynchronizedField("closed_on_holidays", overridable=False),
        SynchronizedField("languages", overridable=False),
    ]

    class Meta:
        abstract = True
