"""What others may ask about the city."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from .models import DeadlineRule, Named, Unit


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
    rows = model._default_manager.filter(locale__language_code__in={language, settings.LANGUAGE_CODE}).values_list(
        "translation_key", "name", "locale__language_code"
    )
    found: dict[UUID, Name] = {}
    for key, text, code in rows:
        if code == language or key not in found:
            found[key] = Name(text, code)
    return found


def rule_on(code: str, day: date) -> DeadlineRule:
    """Return the deadline rule with the code that is in force on the day.

    Raises ``DeadlineRule.DoesNotExist`` where the city has not set one.
    """
    in_force = DeadlineRule.objects.filter(code=code, valid_from__lte=day).exclude(valid_to__lt=day)
    rule = in_force.order_by("-valid_from").first()
    if rule is None:
        raise DeadlineRule.DoesNotExist(f"No deadline rule {code!r} is in force on {day}.")
    return rule


def competent_units(topic_ids: Iterable[int]) -> QuerySet[Unit]:
    """Return the active units competent for any of the topics."""
    return Unit.objects.filter(competences__topic_id__in=topic_ids, is_active=True).distinct()
