"""Files that belong to a case."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.uploads.scanning import USABLE, ScanState
from cms.uploads.storage import private_storage

PERSON = settings.AUTH_USER_MODEL


class Attachment(models.Model):
    """A file sent with a case: by its authors, by the city with an answer, or as the scan of a letter.

    Personal data: the file and its name, and who sent it. The public gets the clean original, or a redacted copy where
    a moderator withheld it. The file of an infected upload is not kept. Erased with the case.
    """

    class Purpose(models.TextChoices):
        SUPPORT = "support", _("sent by the author")
        LETTER = "letter", _("scan of the letter")
        ANSWER = "answer", _("attached to the answer")
        EVIDENCE = "evidence", _("evidence of progress")

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="attachments", verbose_name=_("postulate")
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.SUPPORT)
    original = models.FileField(_("file"), storage=private_storage, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    description = models.CharField(_("what the file shows"), max_length=200, blank=True)
    scan = models.CharField(_("virus check"), max_length=12, choices=ScanState, default=ScanState.QUARANTINED)
    scanned_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    signature = models.CharField(_("found"), max_length=200, blank=True)
    is_withheld = models.BooleanField(_("the file is hidden from the public"), default=False)
    public_name = models.CharField(_("file name the public sees"), max_length=120, blank=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="redacted_copies",
        verbose_name=_("redacted copy of"),
    )  # fmt: skip
    uploaded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    uploaded_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.public_name or self.name

    @property
    def is_usable(self) -> bool:
        """Say whether the bytes may be handed out at all."""
        return self.scan in USABLE and bool(self.original)
