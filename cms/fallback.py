"""The one rule on language: the text in the reader's language, else the source text, marked as such.

Pages, lists, menus, feeds, search and mail ask here and nowhere else. Only live pages that anybody may read are
ever answered. A page that is merely an alias of a page in another language is not a translation.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

P = TypeVar("P", bound=Page)


class Version(NamedTuple):
    """A page as a reader of some language gets it."""

    page: Page
    is_fallback: bool


def readers_language() -> str:
    """Return the language the reader chose, or the source language outside a request."""
    return get_language() or settings.LANGUAGE_CODE


def is_own_text() -> Q:
    """Match pages written or translated in their language, not aliases posing as translations."""
    return Q(alias_of__isnull=True) | Q(alias_of__locale_id=F("locale_id"))


def is_open() -> Q:
    """Match pages that anybody may read: neither they nor a page above them are restricted.

    As Wagtail's ``public()``, but within the query it stands in instead of one of its own.
    """
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.alias(below=below).filter(below__startswith=F("page__path"))
    return ~Q(Exists(above))


def readable(pages: "PageQuerySet[P]", language: str) -> "PageQuerySet[P]":
    """Keep of the pages the one version each that a reader of the language gets, public ones only."""
    shown = pages.live().filter(is_own_text(), is_open())
    if language == settings.LANGUAGE_CODE:
        return shown.filter(locale__language_code=language)
    translation = Page.objects.filter(
        is_own_text(), live=True, locale__language_code=language, translation_key=OuterRef("translation_key")
    )
    return shown.filter(
        Q(locale__language_code=language) | Q(~Exists(translation), locale__language_code=settings.LANGUAGE_CODE)
    )


def best_version(page: Page, language: str) -> Version | None:
    """Return the version for a reader of the language; None when no version is public."""
    found = readable(Page.objects.filter(translation_key=page.translation_key), language)
    best = found.select_related("locale").first()
    return best and Version(best, best.locale.language_code != language)


def best_versions(keys: Iterable[UUID], language: str) -> dict[UUID, Version]:
    """Return, by translation key, the version for a reader of the language; a constant number of queries."""
    found = readable(Page.objects.filter(translation_key__in=set(keys)), language).select_related("locale")
    return {page.translation_key: Version(page, page.locale.language_code != language) for page in found}


def address_of(page: Page, language: str, request: HttpRequest | None = None) -> str | None:
    """Return where a reader of the language finds the page; the same path under their prefix for a fallback.

    The page must have its locale loaded. None when the page belongs to no site.
    """
    if page.locale.language_code == language:
        own: str | None = page.get_url(request)
        return own
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            with override(language):
                return reverse("wagtail_serve", args=(page.url_path[len(root.root_path) :],))
    return None
