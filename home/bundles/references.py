"""What a page points at, named so that another site understands it: by key, code, checksum or e-mail address."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Field, Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, TranslatableMixin

FRONT = "home"
"""The key of the front page, which every site has."""
FRONT_DEPTH = 2


def kind_of(model: type[Model]) -> str:
    """Return how rows of a model are named in a bundle; an empty text when they cannot be."""
    if issubclass(model, Page):
        return "page"
    if issubclass(model, get_image_model()):
        return "image"
    if issubclass(model, get_document_model()):
        return "document"
    if issubclass(model, get_user_model()):
        return "person"
    return "row" if name_field(model) else ""


@cache
def name_field(model: type[Model]) -> str:
    """Return the field that names a row on every site: ``code``, ``translation_key``, else a unique one."""
    fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, Field)}
    if "code" in fields:
        return "code"
    if issubclass(model, TranslatableMixin):
        return "translation_key"
    unique = [name for name in ("slug", "reference", "name") if name in fields and fields[name].unique]
    return unique[0] if unique else ""


def with_language(name: str, language: str) -> str:
    """Add the language to a name unless it is that of the source."""
    return name if language == settings.LANGUAGE_CODE else f"{name}/{language}"


def without_language(reference: str) -> tuple[str, str]:
    """Return name and language of a reference."""
    name, slash, language = reference.partition("/")
    return (name, language) if slash else (reference, settings.LANGUAGE_CODE)


class Names:
    """Names of rows for an export; each table is asked once, however many pages point at it."""

    def __init__(self) -> None:
        self._tables: dict[type[Model], dict[Any, str]] = {}
        self._people: dict[int, str | None] = {}

    @cached_property
    def languages(self) -> dict[int, str]:
        """Codes of languages by the id of their locale."""
        return dict(Locale.objects.values_list("pk", "language_code"))

    def page(self, pk: int) -> str | None:
        """Return the name of a page; one that was made meanwhile is asked for."""
        if pk not in self.pages:
            self.pages.update(self._read_pages(pk=pk))
        return self.pages.get(pk)

    @cached_property
    def pages(self) -> dict[int, str]:
        """Keys of pages by id, with their language unless it is that of the source."""
        return self._read_pages()

    def _read_pages(self, **only: Any) -> dict[int, str]:
        rows = Page.objects.filter(depth__gt=1, **only).values_list("pk", "translation_key", "locale_id", "depth")
        return {
            pk: with_language(FRONT if depth == FRONT_DEPTH else str(key), self.languages[locale])
            for pk, key, locale, depth in rows
        }

    def of(self, model: type[Model], pk: Any) -> str | None:
        """Return the name of a row; None when it is gone or its kind has none."""
        kind = kind_of(model)
        if kind == "page":
            return self.page(int(pk))
        if kind == "person":
            return self._person(pk)
        if kind != "row":
            return None
        if model not in self._tables:
            self._tables[model] = dict(self._read(model))
        return self._tables[model].get(pk)

    def _person(self, pk: int) -> str | None:
        """Ask for one at a time: few people write pages, and many more have an account."""
        if pk not in self._people:
            self._people[pk] = get_user_model()._base_manager.filter(pk=pk).values_list("email", flat=True).first()
        return self._people[pk]

    def _read(self, model: type[Model]) -> Iterable[tuple[Any, str]]:
        rows = model._base_manager.all()
        if issubclass(model, TranslatableMixin):
            for pk, name, locale in rows.values_list("pk", name_field(model), "locale_id"):
                yield pk, with_language(str(name), self.languages[locale])
        else:
            yield from ((pk, str(name)) for pk, name in rows.values_list("pk", name_field(model)))
