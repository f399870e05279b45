"""Which page a path shows to a reader of the active language."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.fallback import is_own_text, readers_language

if TYPE_CHECKING:
    from .models import HomePage


def find(root: "HomePage", request: HttpRequest, path_components: list[str]) -> RouteResult:
    """Return the page of the reader's language at the path, else the live source page at that path.

    No page serves anything below its own path, so one look at the paths finds it at any depth.

    The source page is a fallback only while there is no live translation: once there is one, or when the path is
    that of a translation taken back, the reader is sent on. Raises ``Http404`` when neither exists.
    """
    language = readers_language()
    roots = {page.locale.language_code: page for page in root.get_translations(inclusive=True).select_related("locale")}
    source, tail = roots.get(settings.LANGUAGE_CODE), "".join(f"{component}/" for component in path_components)
    live = _live_at([f"{page.url_path}{tail}" for page in (roots.get(language), source) if page])
    if own := live.get(language):
        return RouteResult(_whole(own))
    if found := live.get(settings.LANGUAGE_CODE):
        return _fallback(found, language)
    if source is None or language == settings.LANGUAGE_CODE:
        raise Http404
    return _withdrawn(roots.get(language), tail)


def _live_at(paths: list[str]) -> dict[str, Page]:
    """Return the live pages with a text of their own at the paths, by language."""
    found = Page.objects.live().filter(is_own_text(), url_path__in=paths).select_related("locale")
    return {page.locale.language_code: page for page in found}


def _fallback(page: Page, language: str) -> RouteResult:
    """Return the source page, or send on to its translation where there is one at another path."""
    translation = page.get_translations().live().filter(is_own_text(), locale__language_code=language).first()
    if translation:
        return RouteResult(translation.specific, kwargs={"moved": True})
    return RouteResult(_whole(page))


def _whole(page: Page) -> Page:
    """Return the page as its type has it; ``specific`` forgets what was loaded with the page."""
    whole: Page = page.specific
    whole.locale = page.locale
    return whole


def _withdrawn(root: "HomePage | None", tail: str) -> RouteResult:
    once_live = Page.objects.filter(first_published_at__isnull=False)
    page = root and once_live.filter(url_path=f"{root.url_path}{tail}").first()
    source = page and page.get_translations().live().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if not source:
        raise Http404
    return RouteResult(source.specific, kwargs={"moved": True})
