"""From a row of the site to the content a bundle carries."""

import json
from datetime import UTC, datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import TranslatableMixin

from .blocks import walk
from .fields import children, columns, many
from .references import Names, kind_of
from .richtext import outward

Content = dict[str, Any]


class Files(Protocol):
    """Gives images and documents that go with the bundle their names."""

    def name_of(self, kind: str, pk: Any) -> str | None: ...


class Reader:
    """Reads rows for one export."""

    def __init__(self, names: Names, files: Files) -> None:
        self._names, self._files = names, files

    def content(self, row: Model) -> Content:
        """Return every field of a page or child row that a bundle carries."""
        model = type(row)
        found = {name: self._value(field, row) for name, field in columns(model).items()}
        for name in many(model):
            related = many(model)[name].related_model
            names = [self.reference(related, target.pk) for target in getattr(row, name).all()]
            found[name] = sorted(target for target in names if target)
        for name in children(model):
            found[name] = [self._child(child) for child in getattr(row, name).all()]
        return found

    def _child(self, row: Model) -> Content:
        key = {"key": str(row.translation_key)} if isinstance(row, TranslatableMixin) else {}
        return key | self.content(row)

    def _value(self, field: "Field[Any, Any]", row: Model) -> Any:
        if field.is_relation:
            pk = field.value_from_object(row)
            return None if pk is None else self.reference(field.related_model, pk)  # type: ignore[arg-type]
        value = field.value_from_object(row)
        if isinstance(field, StreamField):
            return walk(field.stream_block, plain(value.get_prep_value()), self, field.name)
        if isinstance(field, RichTextField):
            return self.rich_text(value, field.features)
        return plain(field.get_prep_value(value))

    def rich_text(self, html: str, features: list[str] | None) -> str:
        """Return formatted text with its links named."""
        return outward(html, self._address)

    def reference(self, model: type[Model], value: Any) -> Any:
        """Return the name of what is pointed at; None when it is gone or nobody else could find it."""
        kind = kind_of(model)
        if kind in ("image", "document"):
            return self._files.name_of(kind, value)
        return self._names.of(model, value)

    def item_id(self, given: Any, path: str) -> str:
        """Keep the id: translations of the item hang on it."""
        return str(given)

    def _address(self, kind: str, pk: str) -> str | None:
        if not pk.isdigit():
            return None
        if kind == "page":
            name = self._names.page(int(pk))
        else:
            name = self._files.name_of(kind, int(pk)) if kind == "document" else None
        return f"{kind}:{name}" if name else None


def plain(value: Any) -> Any:
    """Return a value as JSON has it; moments in UTC, so that they read alike whatever they were made of."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
        value = value.replace(microsecond=value.microsecond // 1000 * 1000)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
