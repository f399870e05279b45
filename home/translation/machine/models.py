from django.db import models
from django.utils.translation import gettext_lazy as _


class MachineWords(models.Model):
    """How many words went to the translation service in a calendar year. No personal data."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    words = models.PositiveIntegerField(_("words"), default=0)

    class Meta:
        verbose_name = _("words translated by a machine")
        verbose_name_plural = _("words translated by a machine")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.year}: {self.words}"
