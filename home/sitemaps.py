"""What search engines are told: every public page in each language it is really written in."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils.translation import override
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.fallback import is_own_text
from consultations.postulates.models import Postulate, PostulateQuerySet
from consultations.postulates.queries import public_cases

from .calls.reading.pages import last_acts


class PageSitemap(Sitemap[Page]):
    """The pages of one language, each with its translations."""

    limit = 5000

    def __init__(self, language: str) -> None:
        self.language = language

    def items(self) -> "PageQuerySet[Page]":
        return _public().filter(locale__language_code=self.language).order_by("path")

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Return an entry per page; a constant number of queries."""
        pages = list(self.paginator.page(page).object_list)
        versions = _addresses({page.translation_key for page in pages})
        acts = last_acts(page.pk for page in pages)
        return [
            {
                "item": item,
                "location": versions[item.translation_key][self.language],
                "lastmod": max(filter(None, [item.last_published_at, acts.get(item.pk)]), default=None),
                "changefreq": None,
                "priority": "",
                "alternates": _alternates(versions[item.translation_key]),
            }
            for item in pages
        ]


class CaseSitemap(Sitemap[Postulate]):
    """The public cases as pages of one language; the interface exists in every language, so each is an alternate."""

    limit = 5000

    def __init__(self, language: str) -> None:
        self.language = language

    def items(self) -> PostulateQuerySet:
        return public_cases().only("year", "number")

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Return an entry per case; a constant number of queries."""
        host = f"{protocol or 'https'}://{self.get_domain(site)}"
        return [self._entry(case, host) for case in self.paginator.page(page).object_list]

    def _entry(self, case: Postulate, host: str) -> dict[str, Any]:
        addresses = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                addresses[code] = host + case.get_absolute_url()
        return {
            "item": case,
            "location": addresses[self.language],
            "lastmod": case.changed_at,  # type: ignore[attr-defined]
            "changefreq": None,
            "priority": "",
            "alternates": _alternates(addresses),
        }


def _public() -> "PageQuerySet[Page]":
    return Page.objects.live().public().filter(is_own_text(), depth__gt=1).select_related("locale")


def _addresses(keys: set[UUID]) -> Mapping[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for page in _public().filter(translation_key__in=keys).order_by("locale__language_code"):
        found[page.translation_key][page.locale.language_code] = page.get_full_url() or ""
    return found


def _alternates(addresses: dict[str, str]) -> list[dict[str, str]]:
    found = [{"lang_code": code, "location": address} for code, address in addresses.items()]
    if source := addresses.get(settings.LANGUAGE_CODE):
        found.append({"lang_code": "x-default", "location": source})
    return found


def sitemaps() -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    """Return a sitemap of pages and one of cases per language of the site."""
    found: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {}
    for code, _name in settings.LANGUAGES:
        found[code] = PageSitemap(code)
        found[f"cases-{code}"] = CaseSitemap(code)
    return found
