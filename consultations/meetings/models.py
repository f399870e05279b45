from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from consultations.postulates.models import Commitment, Postulate


class MeetingSeries(models.Model):  # type: ignore[django-manager-missing]  # modelcluster has no types
    """Meetings that belong together, such as those of the president with the organisations. No personal data."""

    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("name"), FieldPanel("description")]

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, before and after today."""

    def published(self) -> Self:
        return self.filter(is_published=True)

    def upcoming(self) -> Self:
        return self.published().filter(starts_at__gte=timezone.now()).order_by("starts_at")

    def past(self) -> Self:
        return self.published().filter(starts_at__lt=timezone.now()).order_by("-starts_at")


class Meeting(ClusterableModel):
    """One meeting: when and where, its agenda and what was noted. Personal data: none; minutes name roles."""

    series = models.ForeignKey(
        MeetingSeries,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("series"),
    )
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("starts"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    language = models.CharField(_("language of the texts"), max_length=10, default="pl")
    is_published = models.BooleanField(_("published"), default=False)

    objects = MeetingQuerySet.as_manager()

    panels: ClassVar[list[FieldPanel | InlinePanel]] = [
        FieldPanel("series"),
        FieldPanel("title"),
        FieldPanel("starts_at"),
        FieldPanel("place"),
        FieldPanel("minutes"),
        FieldPanel("is_published"),
        InlinePanel("agenda", label=_("Agenda item")),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return f"{self.title} ({timezone.localdate(self.starts_at)})"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", kwargs={"pk": self.pk})


class AgendaItem(models.Model):
    """A point of the agenda: words, a case, or a commitment carried over because it is still open. No personal data."""

    meeting = ParentalKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="agenda",
        verbose_name=_("meeting"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200, blank=True)
    postulate = models.ForeignKey(
        Postulate,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("postulate"),
    )
    commitment = models.ForeignKey(
        Commitment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("commitment"),
    )

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("position"), FieldPanel("title")]

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "commitment"],
                condition=Q(commitment__isnull=False),
                name="meetings_carried_once",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.commitment or self.postulate or self.pk)


class MeetingNews(models.Model):
    """That something of a meeting was published: kept so that nobody is told of it twice. No personal data."""

    class What(models.TextChoices):
        AGENDA = "agenda", _("agenda")
        MINUTES = "minutes", _("minutes")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="news", verbose_name=_("meeting"))
    what = models.CharField(_("kind"), max_length=10, choices=What)
    at = models.DateTimeField(_("published"), default=timezone.now)

    class Meta:
        verbose_name = _("news of a meeting")
        verbose_name_plural = _("news of meetings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["meeting", "what"], name="meetings_news_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.what}"
