from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField

from home.fragments.panels import UsedOnPanel


class Fragment(TranslatableMixin, RevisionMixin, models.Model):
    """Words that many pages show: changed here, they change everywhere at once. No personal data.

    It has no drafts: what is saved is what readers see, so that its history never tells of words nobody saw.
    """

    class Kind(models.TextChoices):
        FEE = "fee", _("fee")
        CONTACT = "contact", _("telephone or address")
        DEADLINE = "deadline", _("deadline")
        OTHER = "other", _("other")

    code = models.SlugField(_("code"), max_length=60, help_text=_("How editors find it; the same in every language."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    text = RichTextField(_("text"), features=["bold", "link"])
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="fragment")

    panels: ClassVar[list[Any]] = [FieldPanel("code"), FieldPanel("kind"), FieldPanel("text"), UsedOnPanel()]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("kind", overridable=False),
        TranslatableField("text"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("reused text")
        verbose_name_plural = _("reused texts")
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "locale"], name="home_fragment_one_code_per_language")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def revisions(self) -> Any:
        """What readers saw at each time, oldest first when ordered by ``created_at``."""
        return self._revisions
