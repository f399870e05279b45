"""A short text of an act, in each language that somebody wrote it in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from city.queries import Name
from cms.fallback import readers_language


def check_words(value: Any) -> None:
    """Refuse anything but texts by the languages of the site, and words without those of the source language."""
    if not isinstance(value, dict) or not all(
        code in dict(settings.LANGUAGES) and isinstance(text, str) for code, text in value.items()
    ):
        raise ValidationError(_("Give the text by language."))
    if value and not value.get(settings.LANGUAGE_CODE, "").strip():
        raise ValidationError(_("Write it in Polish: the other languages are translations of it."))


class WordsField(models.JSONField):
    """Words by language, such as ``{"pl": "…", "uk": "…"}``: an act is one row, and so are the words said with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"default": dict, "validators": [check_words]}
        super().__init__(*args, **kwargs)


def in_words(words: dict[str, str], language: str | None = None) -> Name | None:
    """Return the text for a reader of the language, else that of the source; None when there are no words."""
    for code in (language or readers_language(), settings.LANGUAGE_CODE):
        if text := words.get(code, "").strip():
            return Name(text, code)
    return None


def label_of(model: type[models.Model], name: str) -> str | Promise:
    """Return what people call a field of a model, in the language that is active when it is read."""
    field = next(field for field in model._meta.fields if field.name == name)
    return field.verbose_name
