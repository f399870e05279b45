"""What a thing and its translations share: dates, numbers, references; everything that is not words."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields


@dataclass(frozen=True)
class Fact:
    """A field with the same value in every language."""

    name: str
    field: Any

    def of(self, instance: Any) -> Any:
        """Return the value so that two of them can be compared."""
        if isinstance(self.field, ParentalManyToManyField):
            return {row.pk for row in getattr(instance, self.name).all()}
        if isinstance(self.field, models.ManyToOneRel):
            return [_values(row, self.field.field.name) for row in getattr(instance, self.name).all()]
        return getattr(instance, self.field.attname)

    def copy(self, source: Any, target: Any) -> None:
        """Set the value on the target, which the caller saves."""
        if isinstance(self.field, ParentalManyToManyField):
            setattr(target, self.name, list(getattr(source, self.name).all()))
        elif isinstance(self.field, models.ManyToOneRel):
            source.copy_child_relation(self.name, target)
        else:
            setattr(target, self.field.attname, getattr(source, self.field.attname))


@cache
def facts_of(model: type[Any]) -> tuple[Fact, ...]:
    """Return the facts of a kind of page or snippet."""
    names = [field.field_name for field in get_translatable_fields(model) if isinstance(field, SynchronizedField)]
    facts = [Fact(name, model._meta.get_field(name)) for name in names]
    return tuple(fact for fact in facts if _is_shared(model, fact.field))


def _is_shared(model: type[Any], field: Any) -> bool:
    """Leave out what a snippet points at: each language has a row of its own there."""
    if isinstance(field, models.ManyToOneRel):
        return isinstance(field.field, ParentalKey)
    if isinstance(field, models.ForeignKey):
        return issubclass(model, Page) or not issubclass(field.related_model, TranslatableMixin)
    return bool(field.concrete and not field.many_to_many) or isinstance(field, ParentalManyToManyField)


def _values(row: models.Model, parent: str) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name != parent]
    return {field.attname: getattr(row, field.attname) for field in fields}
