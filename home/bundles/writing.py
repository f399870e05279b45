"""From the content a bundle carries to the fields of a row: every value checked as the editor's form would."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CharField, DateField, DateTimeField, Field, Model, TextField
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import RichTextField, StreamField
from wagtail.models import TranslatableMixin

from .blocks import walk
from .fields import children, columns, many
from .problems import Notes, Refused
from .records import unknown_name
from .references import kind_of
from .resolving import Resolver
from .richtext import inward

# What fields and blocks raise on JSON of a form they have never seen.
_OTHER_FORM = (TypeError, ValueError, KeyError, AttributeError, IndexError)
_ID = re.compile(r"[\w-]{1,64}")


class Writer:
    """Puts content into pages and their child rows; what is wrong goes to the notes of the record."""

    def __init__(self, resolver: Resolver, notes: Notes, key: UUID) -> None:
        self._resolver, self._notes, self._key = resolver, notes, key

    def fill(self, row: Model, content: Mapping[str, Any], path: str = "") -> None:
        """Set the fields that the content names and leave the others as they are."""
        model = type(row)
        known = {**columns(model), **many(model), **children(model)}
        for name, value in content.items():
            try:
                if name not in known:
                    self._notes.error("unknown_field", path + unknown_name(name, known))
                elif name in many(model):
                    self._set_many(row, name, value)
                elif name in children(model):
                    self._set_children(row, name, value)
                else:
                    self._set_value(row, columns(model)[name], value)
            except Refused as error:
                self._notes.error(error.code, f"{path}{name}: {error}")

    def _set_many(self, row: Model, name: str, value: Any) -> None:
        model = many(type(row))[name].related_model
        wanted = [self._resolver.find(model, part, self._notes) for part in _list(value)]
        by_pk = model._base_manager.in_bulk([pk for pk in wanted if pk is not None])
        setattr(row, name, [by_pk[pk] for pk in wanted if pk in by_pk])

    def _set_children(self, row: Model, name: str, value: Any) -> None:
        model = children(type(row))[name].related_model
        rows = []
        for at, content in enumerate(_list(value)):
            if not isinstance(content, Mapping):
                raise Refused("children", _("A row is written as {“name”: value}."))
            child = model()
            own = {part: content[part] for part in content if part != "key"}
            if isinstance(child, TranslatableMixin):
                given = str(content.get("key", ""))
                child.translation_key = _uuid(given) or uuid5(self._key, f"{name}.{at}")
                child.locale = row.locale  # type: ignore[attr-defined]
            self.fill(child, own, f"{name}.{at}.")
            if hasattr(child, "sort_order"):
                child.sort_order = at
            rows.append(child)
        setattr(row, name, rows)

    def _set_value(self, row: Model, field: "Field[Any, Any]", value: Any) -> None:
        if field.is_relation:
            setattr(row, field.attname, self._related(field, value))
        elif isinstance(field, StreamField):
            setattr(row, field.name, self._stream(field, value))
        elif isinstance(field, RichTextField):
            setattr(row, field.name, self.rich_text(_text(value), field.features))
        else:
            setattr(row, field.name, _plain(field, value))

    def _related(self, field: Any, value: Any) -> Any:
        pk = None if value in (None, "") else self._resolver.find(field.related_model, value, self._notes)
        if pk is None or kind_of(field.related_model) != "person" or self._resolver.is_choice(field, pk):
            return pk
        text = _("%(email)s may not be chosen here any more; the place was left empty. Choose somebody by hand.")
        self._notes.warn("unknown_person", text % {"email": value[:120]})
        return None

    def _stream(self, field: StreamField, value: Any) -> Any:
        raw = walk(field.stream_block, [] if value is None else value, self, field.name)
        stream = field.stream_block.to_python(raw)
        if not raw and field.blank:
            return stream
        try:  # on a copy: some blocks write into what they check
            field.stream_block.clean(field.stream_block.to_python(deepcopy(raw)))
        except _OTHER_FORM as error:
            text = _("a block has another form than the editor gives it. Export a page like it and compare.")
            raise Refused("block", text) from error
        except ValidationError as error:
            for text in sorted(set(_sentences(error))):
                self._notes.error("block", f"{field.name}: {text}")
        return stream

    def rich_text(self, html: str, features: list[str] | None) -> str:
        """Return formatted text with nothing in it that the field's editor would not make."""
        text, left_out = inward(html, features, self._target)
        for sentence in left_out:
            self._notes.warn("formatting", sentence)
        return text

    def _target(self, scheme: str, name: str) -> tuple[str, int] | None:
        if scheme == "document":
            return "document", self._resolver.files.find("document", name)
        pk = self._resolver.page(name)
        return ("page", pk) if pk else None

    def reference(self, model: type[Model], value: Any) -> Any:
        """Return the id of what a block points at."""
        return self._resolver.find(model, value, self._notes)

    def item_id(self, given: Any, path: str) -> str:
        """Return the id of an item; without one of its own the same for the same place, so that translations meet."""
        is_id = isinstance(given, str) and _ID.fullmatch(given)
        return given if is_id else str(uuid5(self._key, path))


def _plain(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, CharField | TextField) and not isinstance(value, str | None):
        raise Refused("text", _("a text is expected here."))
    try:
        found = field.to_python(value)
    except (ValidationError, *_OTHER_FORM) as error:
        code = "date" if isinstance(field, DateField) else "value"
        hint = _("Write it as 2026-11-30.") if code == "date" else ""
        told = error.messages if isinstance(error, ValidationError) else [_("a text is expected here.")]
        raise Refused(code, " ".join([*told, str(hint)]).strip()) from error
    if isinstance(field, DateTimeField) and found is not None and timezone.is_naive(found):
        return timezone.make_aware(found)
    return "" if found is None and not field.null and isinstance(field, CharField | TextField) else found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refused("list", _("a list is expected here, […]."))
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("text", _("a text is expected here."))
    return value


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _sentences(error: ValidationError) -> Iterator[str]:
    """Yield the sentences of an error of blocks, however deep they are."""
    below = getattr(error, "block_errors", None)
    if below:
        for child in below.values() if isinstance(below, Mapping) else below:
            if isinstance(child, ValidationError):
                yield from _sentences(child)
    general = error.non_block_errors if isinstance(error, StreamBlockValidationError) else []
    if below is None and not general:
        yield from error.messages
    for sentence in general:
        yield from sentence.messages if isinstance(sentence, ValidationError) else [str(sentence)]


def note_errors(error: ValidationError, notes: Notes) -> None:
    """Write down why a whole page was refused, field by field."""
    if not hasattr(error, "error_dict"):
        for text in error.messages:
            notes.error("page", text)
        return
    for name, texts in error.message_dict.items():
        for text in texts:
            notes.error("slug" if name == "slug" else "page", text if name == NON_FIELD_ERRORS else f"{name}: {text}")
