"""What others may ask about the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language

from .models import Named


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the language it is really in, so that a page can mark a fallback with ``lang``."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def names(model: type[Named], language: str | None = None) -> Mapping[UUID, Name]:
    """Return, by translation key, every row's name in the language, else in the source language. One query."""
    language = language or get_language() or settings.LANGUAGE_CODE
    rows = model._default_manager.filter(
        locale__language_code__in={language, settings.LANGUAGE_CODE}
    ).values_list("translation_key", "name", "locale__language_code")
    found: dict[UUID, Name] = {}
    for key, text, code in rows:
        if code == language or key not in found:
            found[key] = Name(text, code)
    return found
