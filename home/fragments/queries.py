"""What readers get of the reused texts, and which pages show them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from cms.fallback import readers_language

if TYPE_CHECKING:
    from home.models import Fragment


class Words(NamedTuple):
    """A text with the language it is really in."""

    text: str
    language: str


def words_for(language: str) -> Mapping[UUID, Words]:
    """Return, by translation key, every reused text in the language, else in the source language. One query."""
    from home.models import Fragment

    rows = Fragment.objects.filter(locale__language_code__in={language, settings.LANGUAGE_CODE})
    found: dict[UUID, Words] = {}
    for key, text, code in rows.values_list("translation_key", "text", "locale__language_code"):
        if code == language or key not in found:
            found[key] = Words(text, code)
    return found


def words_for_reader(request: HttpRequest | None) -> Mapping[UUID, Words]:
    """Return the same for the reader of the request; asked once for a request, however many pages and blocks ask."""
    language = readers_language()
    if request is None:
        return words_for(language)
    known: dict[str, Mapping[UUID, Words]] = request.__dict__.setdefault("_reused_texts", {})
    if language not in known:
        known[language] = words_for(language)
    return known[language]


def keys_of_rows() -> Mapping[int, UUID]:
    """Return the translation key of every row, for those who read stored bodies without loading each choice."""
    from home.models import Fragment

    return dict(Fragment.objects.values_list("pk", "translation_key"))


def pages_with(fragments: "Iterable[Fragment]") -> "PageQuerySet[Page]":
    """Return the pages that show any of the texts, in whatever language, drafts included; by title."""
    from home.models import Fragment

    family = Fragment.objects.filter(translation_key__in=[fragment.translation_key for fragment in fragments])
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Fragment),
        to_object_id__in=[str(pk) for pk in family.values_list("pk", flat=True)],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pks = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return Page.objects.filter(pk__in=pks).select_related("locale").order_by("title", "pk")
