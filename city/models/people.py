"""Who works where, and who stands in for them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role, roles_of

from .named import Unit

ARRANGERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


class Post(models.Model):
    """A person's place in a unit. Personal data: who works where, needed for routing; ends with the post."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        HEAD = "head", _("head")
        DEPUTY = "deputy", _("deputy of the head")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="posts", verbose_name=_("unit"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="posts",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["unit", "person"], name="city_post_one_per_unit")]

    def __str__(self) -> str:
        return f"{self.person}, {self.unit}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences, and who may know of them."""

    def on(self, day: date) -> Self:
        """Keep the absences that last on the day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def visible_to(self, user: User) -> Self:
        """Keep those the person needs to know of: their own, as a deputy, as a head; arrangers know of all."""
        if arranges_for_all(user):
            return self
        mine = Q(person=user) | Q(deputy=user)
        return self.filter(mine | Q(person__in=colleagues_headed_by(user).values("person")))


class Absence(models.Model):
    """Days on which somebody is away and a deputy acts in their posts.

    Personal data: who is away, when and who stands in, needed so that no case waits; never why. Erased 90 days after
    the last day.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("person"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="absences_as_deputy",
        verbose_name=_("deputy"),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    note = models.CharField(_("note for the deputy"), max_length=300, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        default_permissions = ()
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="city_absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="city_absence_deputy_is_another"),
        ]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="city_absence_of_deputy")]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts_on} – {self.ends_on}"


def arranges_for_all(user: User) -> bool:
    """Say whether the person arranges absences of the whole office."""
    return user.is_superuser or bool(roles_of(user) & ARRANGERS)


def colleagues_headed_by(user: User) -> models.QuerySet[Post]:
    """Return the posts in the units that the person heads or is deputy head of."""
    headed = Post.objects.filter(person=user).exclude(kind=Post.Kind.OFFICIAL)
    return Post.objects.filter(unit__in=headed.values("unit"))
