"""What is known of each translation: from which words of the source it was made, and what the source says now."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Revision

from .texts import Segment


class SourceText(models.Model):
    """The words of a source as they were once: kept while a translation was made from them. No personal data.

    ``segments`` is a list of pairs: place of a text in the source, and the text.
    """

    translation_key = models.UUIDField()
    digest = models.CharField(max_length=64)
    segments = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation_key", "digest"], name="translation_text_once")]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.digest[:8]}"

    @property
    def texts(self) -> list[Segment]:
        """Return the texts in the order of the source."""
        return [Segment(*pair) for pair in self.segments]


class SourceState(models.Model):
    """What a published source says now, and since when. No personal data."""

    translation_key = models.UUIDField(unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    current = models.ForeignKey(SourceText, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"))

    def __str__(self) -> str:
        return f"{self.content_type} {self.translation_key}"


class TranslationRecord(models.Model):
    """From what a translation that readers see was made, and for which words of the source it still holds.

    The two differ after a minor edit of the source, and when somebody confirmed that the translation is still right.
    Personal data: who published or confirmed it, shown to colleagues; erased with the account.
    """

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    made_from = models.ForeignKey(SourceText, on_delete=models.PROTECT, related_name="+")
    holds_for = models.ForeignKey(SourceText, on_delete=models.PROTECT, related_name="+")
    is_machine_made = models.BooleanField(_("made by a machine, checked by a person"), default=False)
    at = models.DateTimeField(_("translated"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation_key", "locale"], name="translation_record_once")]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"


class DraftOrigin(models.Model):
    """From which words of the source a draft of a translation was written, until that draft is published.

    Personal data: none of its own; goes with its revision.
    """

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="+")
    made_from = models.ForeignKey(SourceText, on_delete=models.PROTECT, related_name="+")
    is_machine_made = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.revision_id} {self.made_from}"
