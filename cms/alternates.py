"""Where the page being read is found in each language of the site."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from .fallback import address_of, is_own_text, readers_language
from .languages import LanguageLink


@dataclass(frozen=True, slots=True)
class Alternate:
    """One entry of ``hreflang``."""

    language: str
    url: str


def language_name(language: str) -> str:
    """Return the name a language has in itself."""
    return dict(settings.LANGUAGES).get(language, language)


def translations_of(page: Page) -> Mapping[str, Page]:
    """Return the live versions of a page by language, the page's own included. One query."""
    found = Page.objects.filter(is_own_text(), translation_key=page.translation_key, live=True)
    versions = {version.locale.language_code: version for version in found.select_related("locale")}
    return {code: versions[code] for code, _name in settings.LANGUAGES if code in versions}


def alternates(versions: Mapping[str, Page], request: HttpRequest) -> list[Alternate]:
    """Return the ``hreflang`` entries: real translations only, and the source as the default for everybody else."""
    found = [Alternate(code, page.get_full_url(request) or "") for code, page in versions.items()]
    if source := versions.get(settings.LANGUAGE_CODE):
        found.append(Alternate("x-default", source.get_full_url(request) or ""))
    return found


def _link(code: str, name: str, versions: Mapping[str, Page], request: HttpRequest) -> LanguageLink:
    current = code == readers_language()
    if code in versions:
        return LanguageLink(code, name, versions[code].get_url(request) or "", current, True, "")
    if source := versions.get(settings.LANGUAGE_CODE):
        notice = _("Not translated yet. Text in: %(language)s") % {"language": language_name(settings.LANGUAGE_CODE)}
        address = address_of(source, code, request) or ""
        return LanguageLink(code, name, address, current, False, "" if current else notice)
    with override(code):
        home = reverse("wagtail_serve", args=("",))
    return LanguageLink(code, name, home, current, False, _("This page has no version in this language."))


def language_links(versions: Mapping[str, Page], request: HttpRequest) -> list[LanguageLink]:
    """Return the switcher's links: every language leads to this page, and says so when it is not translated."""
    return [_link(code, name, versions, request) for code, name in settings.LANGUAGES]
