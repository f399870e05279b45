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

    The source page is a fallback only while there is no live translation: once there is one, or when the path is
    that of a translation taken back, the reader is sent on. Raises ``Http404`` when neither exists.
    """
    language = readers_language()
    roots = {page.locale.language_code: page for page in root.get_translations(inclusive=True).select_related("locale")}
    try:
        found = Page.route(roots[language], request, path_components)
    except (KeyError, Http404):
        found = None
    if found and _is_own(found.page):
        return found
    source = roots.get(settings.LANGUAGE_CODE)
    if source is None or language == settings.LANGUAGE_CODE:
        raise Http404
    tail = "".join(f"{component}/" for component in path_components)
    return _fallback(f"{source.url_path}{tail}", language) or _withdrawn(roots.get(language), tail)


def _is_own(page: Page) -> bool:
    return page.alias_of_id is None or page.alias_of.locale_id == page.locale_id


def _fallback(url_path: str, language: str) -> RouteResult | None:
    page = Page.objects.live().filter(is_own_text(), url_path=url_path).first()
    if page is None:
        return None
    translation = page.get_translations().live().filter(is_own_text(), locale__language_code=language).first()
    if translation:
        return RouteResult(translation.specific, kwargs={"moved": True})
    return RouteResult(page.specific)


def _withdrawn(root: "HomePage | None", tail: str) -> RouteResult:
    once_live = Page.objects.filter(first_published_at__isnull=False)
    page = root and once_live.filter(url_path=f"{root.url_path}{tail}").first()
    source = page and page.get_translations().live().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if not source:
        raise Http404
    return RouteResult(source.specific, kwargs={"moved": True})
