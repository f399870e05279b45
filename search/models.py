from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .limits import KEPT_TEXT


class Question(models.Model):
    """How often readers of a language looked for some words on a day, found nothing, and opened a result.

    Personal data: none; texts that look like an address, a telephone number or a PESEL are not written down, neither
    who asked nor from where nor what they opened, and a text asked only once is shown to nobody. Erased after 90 days.
    """

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("words"), max_length=KEPT_TEXT)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    in_vain = models.PositiveIntegerField(_("searches that found nothing"), default=0)
    opened = models.PositiveIntegerField(_("searches after which a result was opened"), default=0)

    class Meta:
        verbose_name = _("question of readers")
        verbose_name_plural = _("questions of readers")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "text"], name="search_question_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"


class IndexCheck(models.Model):
    """What a comparison of the index with the site found, and whether the differences were mended.

    Personal data: none. Erased after 90 days.
    """

    checked_at = models.DateTimeField(_("compared"), default=timezone.now, db_index=True)
    missing = models.PositiveIntegerField(_("missing in the index"), default=0)
    outdated = models.PositiveIntegerField(_("outdated in the index"), default=0)
    superfluous = models.PositiveIntegerField(_("in the index, but no longer public"), default=0)
    mended = models.BooleanField(_("mended"), default=False)

    class Meta:
        verbose_name = _("check of the search index")
        verbose_name_plural = _("checks of the search index")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M}: {self.missing}, {self.outdated}, {self.superfluous}"
