"""What people ask about a call, and what everybody may read about it then."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.calls.fields import WordsField

from .call import Call

LONGEST_QUESTION = 2000


class CallQuestion(models.Model):
    """A question about a call. Published with its answer, it is a part of the call's text.

    Personal data: the words of whoever asked, without name or address (they follow the call to be told); which member
    of staff answered. A question that was refused is erased after 90 days, the others stay with the call.
    """

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("question about a call", "to be answered")
        PUBLISHED = "published", pgettext_lazy("question about a call", "published")
        REFUSED = "refused", pgettext_lazy("question about a call", "not published")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions", verbose_name=_("call"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    language = models.CharField(_("language of the question"), max_length=10)
    text = models.TextField(_("question"), max_length=LONGEST_QUESTION)
    # As it is published: shortened, without personal data, in each language somebody wrote.
    question = WordsField(verbose_name=_("question as it is published"), blank=True)
    answer = WordsField(verbose_name=_("answer"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    refusal_reason = models.TextField(_("why it is not published"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("published or refused"), null=True)

    class Meta:
        verbose_name = _("question about a call")
        verbose_name_plural = _("questions about calls")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["call", "state"], name="calls_questions_of_call")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.state} #{self.pk}"
