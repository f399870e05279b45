"""Which pages can be read easily or watched in sign language: filters for lists of pages of any type."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.pages import BasePage

Rows = QuerySet[Any]


def easy_to_read(pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
    """Keep the pages that have an easy-to-read version. Adds no query."""
    return pages.filter(_of_any_type(lambda rows: rows.exclude(easy_text=[])))


def with_sign_language(pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
    """Keep the pages that have a film in sign language. Adds no query."""
    return pages.filter(_of_any_type(lambda rows: rows.exclude(sign_film="")))


def _of_any_type(keep: Callable[[Rows], Rows]) -> Q:
    found = Q(pk__in=[])
    for model in apps.get_models():
        if issubclass(model, BasePage):
            found |= Q(pk__in=keep(model._default_manager.all()).order_by().values("pk"))
    return found
