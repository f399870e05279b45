from django.db import models
from django.utils.translation import gettext_lazy as _

from .limits import KEPT_TEXT


class UnansweredQuestion(models.Model):
    """How often readers of a language looked for some words on a day and found nothing.

    Personal data: none; texts that look like an address, a telephone number or a PESEL are not written down, neither
    who asked nor from where, and a text asked only once is shown to nobody. Erased after 90 days.
    """

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("words"), max_length=KEPT_TEXT)
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("question without an answer")
        verbose_name_plural = _("questions without an answer")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "text"], name="search_question_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"
