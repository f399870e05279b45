"""What people ask about a call, and what everybody may read about it then."""

from collections.abc import Mapping
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from home.calls.fields import WordsField
from home.calls.limits import LONGEST_QUESTION

from .call import Call


class CallQuestionQuerySet(models.QuerySet["CallQuestion"]):
    """Questions about calls, by what became of them."""

    def published(self) -> Self:
        """Keep what belongs to the text of its call, in the order in which it was published."""
        return self.filter(state=CallQuestion.State.PUBLISHED).order_by("decided_at", "pk")

    def waiting(self) -> Self:
        """Keep what nobody has answered or refused yet, the longest waiting first."""
        return self.filter(state=CallQuestion.State.NEW).order_by("asked_at", "pk")


class CallQuestion(models.Model):
    """A question about a call. Published with its answer, it is a part of the call's text.

    Personal data: the words of whoever asked, without name or address (they follow the call to be told), and the hour
    instead of the minute; which member of staff answered. A question that was refused is erased after 90 days, the
    others stay with the call. The history keeps what was published before a correction, never the words as they came.
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
    corrected_at = models.DateTimeField(_("last corrected"), null=True)

    history = HistoricalRecords(excluded_fields=["call", "asked_at", "language", "text"], cascade_delete_history=True)
    objects = CallQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a call")
        verbose_name_plural = _("questions about calls")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["call", "state"], name="calls_questions_of_call")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.state} #{self.pk}"

    @property
    def is_published(self) -> bool:
        """Say whether readers see it."""
        return self.state == self.State.PUBLISHED

    @property
    def anchor(self) -> str:
        """Return where it stands on a page: the same for ever."""
        return f"question-{self.pk}"

    @property
    def version(self) -> str:
        """Return a mark of what stands there, so that nobody overwrites what they have not seen."""
        last = self.corrected_at or self.decided_at
        if last is None:
            return self.state
        languages = (",".join(sorted(words)) for words in (self.question, self.answer))
        return " ".join([self.state, last.isoformat(), *languages])

    def is_corrected_by(self, question: Mapping[str, str], answer: Mapping[str, str]) -> bool:
        """Say whether the words change what readers have seen; a language that is added changes nothing of it."""
        pairs = ((self.question, question), (self.answer, answer))
        return self.is_published and any(new.get(code) != text for old, new in pairs for code, text in old.items())
