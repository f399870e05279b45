"""The languages of the site, and the switcher: where the same thing is found in each language, and what is missing."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def target_languages() -> list[str]:
    """Return the languages into which the site is translated."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switcher.

    ``name`` is the language's own name. When the thing is not available in the language, ``url`` leads to the best
    there is and ``notice`` says in the reader's language what is missing.
    """

    code: str
    name: str
    url: str
    is_current: bool
    is_available: bool = True
    notice: str = ""


def links_for(request: HttpRequest) -> list[LanguageLink]:
    """Return what the view or page set as ``request.language_links``, else this address under each prefix."""
    links: list[LanguageLink] | None = getattr(request, "language_links", None)
    return links if links is not None else _same_address(request)


def _same_address(request: HttpRequest) -> list[LanguageLink]:
    current = get_language()
    here = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return [LanguageLink(code, str(name), _address(here, code), code == current) for code, name in settings.LANGUAGES]


def _address(here: str, code: str) -> str:
    """Return the address under another prefix; one without a prefix leads to that language's front page."""
    translated = translate_url(here, code)
    return translated if translated.startswith(f"/{code}/") else f"/{code}/"
