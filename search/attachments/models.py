from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    """Why a file has no text for the search."""

    KIND = "kind", _("files of this kind have no text we can read")
    EMPTY = "empty", _("there is no text in it, perhaps only scanned pages")
    ENCRYPTED = "encrypted", _("it is protected by a password")
    BROKEN = "broken", _("it is damaged")
    TOO_MUCH = "too_much", _("it is too large or takes too long")
    MISSING = "missing", _("the file is not in the storage")


class FileText(models.Model):
    """The first words of a public file, or why there are none; read once for each content of the file.

    ``source`` and ``pk_of_thing`` name what is found when the words are found, ``file`` and ``digest`` the file and its
    content. Personal data: whatever the file says, as everybody may read it. Erased as soon as it is public no more.
    """

    source = models.CharField(_("source"), max_length=50)
    pk_of_thing = models.BigIntegerField(_("what is found"))
    file = models.BigIntegerField(_("file"))
    digest = models.CharField(_("checksum"), max_length=64)
    text = models.TextField(_("text"), blank=True)
    refusal = models.CharField(_("why there is no text"), max_length=10, choices=Refusal, blank=True)
    read_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["source", "pk_of_thing", "file"], name="attachments_one_text_per_file"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.pk_of_thing} {self.file}"
