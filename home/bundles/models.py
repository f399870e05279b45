"""What an import has done, so that an interrupted one goes on and nobody's later work is overwritten."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One run of an import.

    Personal data: who ran it, to answer for it; set empty when the account is erased.
    """

    digest = models.CharField(_("checksum of the bundle"), max_length=64, db_index=True)
    source = models.CharField(_("where the bundle is from"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("person"),
    )
    started_at = models.DateTimeField(_("began"), auto_now_add=True)
    finished_at = models.DateTimeField(_("ended"), null=True)
    written = models.PositiveIntegerField(_("pages written"), default=0)
    unchanged = models.PositiveIntegerField(_("pages unchanged"), default=0)
    refused = models.PositiveIntegerField(_("pages refused"), default=0)

    class Meta:
        verbose_name = _("import of pages")
        verbose_name_plural = _("imports of pages")
        default_permissions = ()
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.source}"


class ImportedPage(models.Model):
    """A page that came in with a bundle: what the bundle said, and what the page was right afterwards.

    ``record`` is empty while a page is only announced: others link to it and its own turn has not come, or something
    it needs was missing. No personal data.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    run = models.ForeignKey(
        ImportRun, null=True, on_delete=models.SET_NULL, related_name="pages", verbose_name=_("import")
    )
    record = models.CharField(_("checksum of the record"), max_length=64, blank=True)
    state = models.CharField(_("checksum of the page"), max_length=64)

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.record[:12]}"
