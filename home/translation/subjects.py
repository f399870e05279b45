"""What can be translated: published pages, and the rows of reference data; the same few facts of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page, get_page_models

from city.models import Unit
from cms.pages import BasePage

from .rights import translatable_snippets

PAGES = "pages"
_SECTION_DEPTH = 3
_STEP = Page.steplen


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A published page or a row in the source language."""

    key: UUID
    pk: int
    model: type[Any]
    title: str
    kind: str
    unit: str = ""
    section: str = ""

    @property
    def is_page(self) -> bool:
        """Say whether this is a page."""
        return issubclass(self.model, Page)

    def edit_url(self, pk: int | None = None) -> str:
        """Return where the source, or the translation with this key, is edited."""
        pk = pk or self.pk
        if self.is_page:
            return reverse("wagtailadmin_pages:edit", args=[pk])
        options = self.model._meta
        return reverse(f"wagtailsnippets_{options.app_label}_{options.model_name}:edit", args=[pk])

    def submit_url(self) -> str:
        """Return where the source is sent to the translators of further languages."""
        if self.is_page:
            return reverse("wagtail_localize:submit_page_translation", args=[self.pk])
        options = self.model._meta
        return reverse(
            "wagtail_localize:submit_snippet_translation", args=[options.app_label, options.model_name, self.pk]
        )


def kinds() -> dict[str, str]:
    """Return by name what can be listed, with its label: all pages together, and each kind of reference data."""
    snippets = {model._meta.label_lower: str(capfirst(model._meta.verbose_name_plural)) for model in _snippets()}
    return {PAGES: str(capfirst(Page._meta.verbose_name_plural)), **snippets}


def _snippets() -> list[type[Any]]:
    return sorted(translatable_snippets(), key=lambda model: str(model._meta.verbose_name_plural))


def model_of(kind: str) -> type[Any]:
    """Return the model whose rows are listed under this name. Raises ``KeyError``."""
    return {PAGES: Page, **{model._meta.label_lower: model for model in _snippets()}}[kind]


def subjects(kind: str, *, text: str = "") -> list[Subject]:
    """Return what is public in the source language, pages in the order of their tree; a constant number of queries."""
    if kind == PAGES:
        return _pages(text)
    model = model_of(kind)
    rows = _in_source_language(model._default_manager.all())
    if hasattr(model, "live"):
        rows = rows.filter(live=True)
    label = str(capfirst(model._meta.verbose_name))
    found = [Subject(key=row.translation_key, pk=row.pk, model=model, title=str(row), kind=label) for row in rows]
    return [subject for subject in found if text.lower() in subject.title.lower()]


def subject_of(key: UUID, kind: str) -> Subject | None:
    """Return one of them; None when there is no such thing or its source is not public."""
    if kind == PAGES:
        return next(iter(_described(_source_pages().filter(translation_key=key))), None)
    return next((subject for subject in subjects(kind) if subject.key == key), None)


def kind_of(model: type[Any]) -> str:
    """Return under which name things of this model are listed."""
    return PAGES if issubclass(model, Page) else model._meta.label_lower


def _in_source_language(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.filter(locale__language_code=settings.LANGUAGE_CODE)


def _source_pages() -> "QuerySet[Any]":
    return _in_source_language(Page.objects.live()).filter(depth__gt=1, alias_of__isnull=True).order_by("path")


def _pages(text: str) -> list[Subject]:
    pages = _source_pages()
    return _described(pages.filter(title__icontains=text) if text else pages)


def _described(pages: "QuerySet[Any]") -> list[Subject]:
    rows = list(pages.only("pk", "title", "path", "depth", "translation_key", "content_type"))
    units, types = _units(), ContentType.objects.get_for_models(*get_page_models())
    labels = {kind.pk: str(capfirst(model._meta.verbose_name)) for model, kind in types.items()}
    sections = _sections()
    return [
        Subject(
            key=page.translation_key,
            pk=page.pk,
            model=Page,
            title=page.title,
            kind=labels.get(page.content_type_id, ""),
            unit=units.get(page.pk, ""),
            section=sections.get(page.path[: _SECTION_DEPTH * _STEP], ""),
        )
        for page in rows
    ]


def _units() -> Mapping[int, str]:
    """Return the name of the responsible unit by page; one query for each type of page."""
    found: dict[int, str] = {}
    for model in get_page_models():
        if issubclass(model, BasePage):
            found.update(model.objects.filter(owner_unit__isnull=False).values_list("pk", "owner_unit__name"))
    return found


def _sections() -> Mapping[str, str]:
    rows = _in_source_language(Page.objects.filter(depth=_SECTION_DEPTH)).order_by("path")
    return dict(rows.values_list("path", "title"))


def section_names() -> list[str]:
    """Return the titles of the parts of the site, in their order."""
    return list(dict.fromkeys(_sections().values()))


def unit_names() -> list[str]:
    """Return the names of the units in the source language."""
    return list(Unit.objects.facts().values_list("name", flat=True))


def page_kinds(found: Iterable[Subject]) -> list[str]:
    """Return the kinds that occur, by name."""
    return sorted({subject.kind for subject in found})
