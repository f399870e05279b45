"""The dictionary of concepts as editors keep it, and how often searches meet its concepts."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from simple_history.models import HistoricalRecords
from wagtail.models import Orderable, PreviewableMixin

from search.analysis.folding import fold

from .book import Kind
from .limits import LONGEST_FIELD, LONGEST_KEY, LONGEST_LABEL, LONGEST_TOPIC


class LabelKind(models.TextChoices):
    """How a label is used; the values are those of ``book.Kind``."""

    PREFERRED = Kind.PREFERRED.value, pgettext_lazy("label of a concept", "preferred")
    ALTERNATIVE = Kind.ALTERNATIVE.value, pgettext_lazy("label of a concept", "alternative")
    HIDDEN = Kind.HIDDEN.value, pgettext_lazy("label of a concept", "hidden")


class LinkKind(models.TextChoices):
    """How two concepts belong together."""

    BROADER = "broader", pgettext_lazy("link between concepts", "broader")
    RELATED = "related", pgettext_lazy("link between concepts", "related")


def languages() -> list[tuple[str, str]]:
    """Return the languages in which a concept may have labels."""
    return list(settings.LANGUAGES)


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Concepts, looked for by their labels."""

    def named(self, text: str) -> Self:
        """Keep concepts whose key or one of whose labels has the text in it, whatever its letters look like.

        Those that are called exactly so come first.
        """
        labels = ConceptLabel.objects.filter(folded__contains=folded(text))
        found = self.filter(models.Q(key__contains=text.strip().lower()) | models.Q(pk__in=labels.values("concept")))
        exact = ConceptLabel.objects.filter(concept=OuterRef("pk"), folded=folded(text))
        return found.annotate(is_exact=Exists(exact)).order_by("-is_exact", "key")

    def lacking(self, language: str) -> Self:
        """Keep concepts without a preferred label in the language."""
        labels = ConceptLabel.objects.filter(language=language, kind=LabelKind.PREFERRED)
        return self.exclude(pk__in=labels.values("concept"))

    def with_names(self) -> Self:
        """Add the preferred label in each language as ``name_pl`` and so on, in the same query."""
        return self.annotate(**{f"name_{code}": Subquery(_names(code)) for code, _name in settings.LANGUAGES})

    def with_uses(self, since: Any) -> Self:
        """Add how often searches met the concept since a day as ``uses``, in the same query."""
        counts = ConceptUse.objects.filter(concept=OuterRef("pk"), day__gte=since).order_by()
        return self.annotate(
            uses=Coalesce(Subquery(counts.values("concept").annotate(all=Sum("count")).values("all")), 0)
        )


class Concept(PreviewableMixin, ClusterableModel):
    """A thing people look for, whatever they call it.

    Personal data: none; its history names the account that changed it, as long as the dictionary is kept.
    """

    key = models.CharField(
        _("key"),
        max_length=LONGEST_KEY,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small Latin letters, digits and single hyphens."))
        ],
        error_messages={
            "unique": _("There is a concept with this key already. Change that one, or choose another key.")
        },
        help_text=_("A short name that never changes, such as “residence-card”. Readers do not see it."),
    )
    topic = models.CharField(
        _("field of life"),
        max_length=LONGEST_TOPIC,
        blank=True,
        db_index=True,
        help_text=_("Such as “work” or “health”."),
    )
    note = models.TextField(
        _("note"), max_length=LONGEST_FIELD, blank=True, help_text=_("What it means, for other editors.")
    )
    source = models.TextField(
        _("source"),
        max_length=LONGEST_FIELD,
        blank=True,
        help_text=_("Where its names come from, such as an act of law."),
    )

    history = HistoricalRecords()
    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    # What the preview is tried with; typed beside the form and never kept.
    question = ""

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Show what this version, saved or not, would change about searches."""
        from .effect_views import preview

        return preview(request, self)


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """The text of a label as it is looked for and compared; made whenever the label is saved."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = folded(model_instance.text)
        setattr(model_instance, self.attname, value)
        return value


class HistoryOfPart(HistoricalRecords):
    """The history of what is edited within its concept; a row of it is no part of anything itself."""

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        fields: dict[str, Any] = super().copy_fields(model)
        for field in fields.values():
            if isinstance(field, ParentalKey):
                field.__class__ = models.ForeignKey
        return fields


class ConceptLabel(Orderable):
    """What a concept is called in a language. No personal data."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="labels", verbose_name=_("concept"))
    language = models.CharField(_("language"), max_length=10, choices=languages)
    text = models.CharField(_("label"), max_length=LONGEST_LABEL)
    kind = models.CharField(_("kind"), max_length=20, choices=LabelKind, default=LabelKind.PREFERRED)
    folded = FoldedField(max_length=2 * LONGEST_LABEL, editable=False, db_index=True)

    history = HistoryOfPart(excluded_fields=["folded"])

    class Meta(Orderable.Meta):
        verbose_name = _("label")
        verbose_name_plural = _("labels")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Tidy the text."""
        from .files import tidy

        super().clean()
        self.text = tidy(self.text)


class ConceptLink(Orderable):
    """That a concept belongs with another. No personal data."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="links", verbose_name=_("concept"))
    kind = models.CharField(_("kind of link"), max_length=20, choices=LinkKind, default=LinkKind.BROADER)
    other = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+", verbose_name=_("other concept"))

    history = HistoryOfPart()

    class Meta(Orderable.Meta):
        verbose_name = _("link to another concept")
        verbose_name_plural = _("links to other concepts")

    def __str__(self) -> str:
        return f"{self.kind}: {self.other_id}"


class ConceptUse(models.Model):
    """How often searches named a concept on a day. Personal data: none, only a number. Erased after 90 days."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+", verbose_name=_("concept"))
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("use of a concept")
        verbose_name_plural = _("uses of concepts")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["concept", "day"], name="concepts_use_once_a_day")]

    def __str__(self) -> str:
        return f"{self.concept_id} {self.day}: {self.count}"


class DictionaryStamp(models.Model):
    """One row that is another after every change of the dictionary, by which copies are known to be old.

    No personal data.
    """

    value = models.UUIDField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return str(self.value)


def folded(text: str) -> str:
    """Return a label as it is compared: small letters without marks, words with single spaces."""
    return " ".join(fold(word) for word in text.split())


def _names(language: str) -> QuerySet[Any, Any]:
    labels = ConceptLabel.objects.filter(concept=OuterRef("pk"), language=language, kind=LabelKind.PREFERRED)
    return labels.order_by("sort_order", "pk").values("text")[:1]
