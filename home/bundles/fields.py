"""Which fields of a page a bundle carries: found by looking at the model, so that a new page type needs nothing."""

from functools import cache
from typing import Any

from django.db.models import AutoField, Field, FileField, ForeignKey, Model
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.pages import BasePage

HEAD = ("title", "slug")
COMMON = ("seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at")
# Said of one publication and forgotten with it.
_PASSING = {"is_minor_edit"}
_OF_A_CHILD = {"locale", "translation_key", "sort_order"}


@cache
def page_types() -> dict[str, type[BasePage]]:
    """Return the page types of the site by their names in a bundle, such as ``home.NewsPage``."""
    return {model._meta.label: model for model in _subclasses(BasePage) if not model._meta.abstract}


def _subclasses(model: type[Any]) -> list[type[Any]]:
    return [found for child in model.__subclasses__() for found in (child, *_subclasses(child))]


@cache
def columns(model: type[Model]) -> dict[str, "Field[Any, Any]"]:
    """Return the fields that stand in the row itself, references included, in the order of the model."""
    inherited = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else _OF_A_CHILD
    own = [field for field in model._meta.fields if field.name not in inherited and _is_content(field)]
    common = [model._meta.get_field(name) for name in (*HEAD, *COMMON)] if issubclass(model, Page) else []
    return {field.name: field for field in (*common, *own)}  # type: ignore[misc]


def _is_content(field: "Field[Any, Any]") -> bool:
    """Leave out keys, the way to the parent row, and files: those are images or documents of their own."""
    is_link = isinstance(field, ForeignKey) and field.remote_field.parent_link
    is_parent = type(field).__name__ == "ParentalKey"
    if field.name in _PASSING:
        return False
    return not (field.primary_key or is_link or is_parent or isinstance(field, AutoField | FileField))


@cache
def many(model: type[Model]) -> dict[str, ParentalManyToManyField]:
    """Return the fields that point at several rows of another table."""
    return {field.name: field for field in model._meta.many_to_many if isinstance(field, ParentalManyToManyField)}


@cache
def children(model: type[Model]) -> dict[str, Any]:
    """Return the tables of child rows by the name of their accessor; comments of editors are none."""
    found = {relation.get_accessor_name(): relation for relation in get_all_child_relations(model)}
    return {name: relation for name, relation in found.items() if not name.startswith("wagtail_admin_")}


def is_plain(field: "Field[Any, Any]") -> bool:
    """Say whether the value of a field points at nothing."""
    return not (field.is_relation or isinstance(field, StreamField | RichTextField))
