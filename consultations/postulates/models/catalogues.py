"""What staff may edit in three languages: reasons for rejection, templates of answers, the information clause."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from consultations.postulates.workflow import Outcome


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


class ResponseTemplate(TranslatableMixin):
    """A beginning for an answer with a given outcome, to be edited after it is inserted. No personal data."""

    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    body = models.TextField(_("text"))
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("code"),
        TranslatableField("name"),
        SynchronizedField("outcome"),
        TranslatableField("body"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("template of an answer")
        verbose_name_plural = _("templates of answers")
        ordering = ["outcome", "name"]

    def __str__(self) -> str:
        return self.name


class InformationClause(TranslatableMixin):
    """What people are told about their data at the point where they give them (RODO art. 13).

    A new wording is a new version; whoever accepted an older one keeps it. No personal data.
    """

    version = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("valid from"))
    body = models.TextField(_("text"))
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("version"),
        SynchronizedField("valid_from"),
        TranslatableField("body"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("information clause")
        verbose_name_plural = _("information clauses")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["version", "locale"], name="postulates_clause_once_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.valid_from:%Y-%m-%d})"
