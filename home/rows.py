"""Lists of facts with words among them: the facts of the source text, the words of the reader's language.

The rows are those of the live source text, so that a fact changed there is right in every language at once. A row that
no translator has seen yet is shown in the source language.
"""

from typing import Any, NamedTuple, TypeVar

from django.conf import settings

from cms.fallback import is_own_text
from cms.pages import BasePage

P = TypeVar("P", bound=BasePage)


class Row(NamedTuple):
    """A row of a list: its words in a language, its facts, and a fact in the reader's own words."""

    words: Any
    language: str
    facts: Any
    said: str = ""


def source_of(page: P) -> P:
    """Return the live source text of a page, the page itself where there is none. At most one query."""
    if page.language == settings.LANGUAGE_CODE:
        return page
    versions = type(page).objects.live().filter(is_own_text(), translation_key=page.translation_key)
    found: P | None = versions.filter(locale__language_code=settings.LANGUAGE_CODE).select_related("locale").first()
    return found or page


def rows_of(page: BasePage, source: BasePage, field: str) -> list[Row]:
    """Return the rows of a list of the source, each with the words that the page has for it."""
    translated = {child.id: child.value for child in getattr(page, field)}
    return [
        Row(
            words=translated.get(child.id, child.value),
            language=page.language if child.id in translated else source.language,
            facts=child.value,
        )
        for child in getattr(source, field)
    ]
