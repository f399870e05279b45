"""Which dates staff were reminded of, at which stage, and in which mail."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reminder(models.Model):
    """Staff were reminded of a date at one of its stages; each stage of a date comes once, a new date begins anew.

    ``about`` is the postulate, for a part the assignment, for a promise the commitment. ``stage`` counts working days
    after the date; before it they are negative. Personal data: none; kept so that nothing is said twice.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", pgettext_lazy("what a reminder is about", "answer")
        PART = "part", pgettext_lazy("what a reminder is about", "part of an answer")
        CHECK = "check", pgettext_lazy("what a reminder is about", "check by a moderator")
        PROMISE = "promise", pgettext_lazy("what a reminder is about", "promise of the city")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    about = models.PositiveBigIntegerField(_("object"))
    due_on = models.DateField(_("due"))
    stage = models.SmallIntegerField(_("stage"))
    at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a deadline")
        verbose_name_plural = _("reminders of deadlines")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "due_on", "stage"], name="postulates_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.due_on} {self.stage:+d}"


class ReminderLetter(models.Model):
    """What one person is reminded of on one day: one mail.

    Personal data: who was reminded of what. Erased together with the log of deliveries.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    reminders = models.ManyToManyField(Reminder, related_name="letters", verbose_name=_("reminders"))
    at = models.DateTimeField(_("recorded"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("mail with reminders")
        verbose_name_plural = _("mails with reminders")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d}"
