"""Texts beside the public one: what was sent originally, what was added later, and working translations."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.models import Topic

PERSON = settings.AUTH_USER_MODEL


class PostulateRevision(models.Model):
    """The text of a postulate as its author sent it: frozen, never public.

    Personal data: whatever the author wrote, before anything was redacted. Kept and erased with the case.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("sent")
        CORRECTED = "corrected", _("corrected")

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="revisions", verbose_name=_("postulate")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    problem = models.TextField(_("what is the problem"))
    request = models.TextField(_("what do you ask for"))
    concerns = models.CharField(_("whom it concerns"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))

    class Meta:
        verbose_name = _("text as it was sent")
        verbose_name_plural = _("texts as they were sent")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.kind} {self.at:%Y-%m-%d}"


class WorkingTranslation(models.Model):
    """A translation of a postulate made by staff for reading; the author's own text stays the binding one.

    Personal data: none beyond that of the public text.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="translations", verbose_name=_("postulate")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=150)
    problem = models.TextField(_("what is the problem"), max_length=5000)
    request = models.TextField(_("what do you ask for"), max_length=5000)
    translated_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("working translation")
        verbose_name_plural = _("working translations")
        constraints = [
            models.UniqueConstraint(fields=["postulate", "language"], name="postulates_one_translation_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.postulate_id} {self.language}"


class TopicAnswer(models.Model):
    """What the author answered to the extra question of a topic, with the question as it was asked; never public.

    Only the authors and the city read it, because it takes no part in redaction.

    Personal data: whatever the author wrote. Kept and erased with the case.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="topic_answers", verbose_name=_("postulate")
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))
    question = models.CharField(_("question"), max_length=300)
    question_language = models.CharField(_("language of the question"), max_length=10, choices=settings.LANGUAGES)
    answer = models.TextField(_("answer"), max_length=1000)

    class Meta:
        verbose_name = _("answer to a question of a topic")
        verbose_name_plural = _("answers to questions of topics")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["postulate", "topic"], name="postulates_one_answer_per_topic")]

    def __str__(self) -> str:
        return f"{self.postulate_id}: {self.question}"


class Addendum(models.Model):
    """What the author added after the city took the case on; public once a moderator has released it.

    ``original`` is never public; a redaction writes its marker into ``body``.

    Personal data: whatever the author wrote. Kept and erased with the case.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="addenda", verbose_name=_("postulate")
    )
    body = models.TextField(_("text"), max_length=5000)
    original = models.TextField(_("text as it was sent"), max_length=5000)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    is_public = models.BooleanField(_("public"), default=False)

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.body[:60]}"


class EditingPresence(models.Model):
    """Who has a draft open right now, so that colleagues of one organisation do not write over each other.

    Personal data: who edits what, for minutes; erased when the draft is sent, and stale rows every night.
    """

    postulate = models.ForeignKey(
        "postulates.Postulate", on_delete=models.CASCADE, related_name="presences", verbose_name=_("postulate")
    )
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+", verbose_name=_("who"))
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("presence in a draft")
        verbose_name_plural = _("presences in drafts")
        constraints = [models.UniqueConstraint(fields=["postulate", "person"], name="postulates_present_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.postulate_id}"
