"""The contact points and places that a page names: found once for the page, however many blocks show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from city.contacts import Cards, cards
from city.models import ContactPoint, Named, Place
from cms.fallback import readers_language

MODELS: Mapping[str, type[Named]] = {"contact": ContactPoint, "place": Place}


def cards_on(*pages: Page) -> Cards:
    """Return the contact points and places of the pages for the reader; a constant number of queries, once a page."""
    kept: dict[str, Cards] = pages[0].__dict__.setdefault("_cards_by_language", {})
    language = readers_language()
    if language not in kept:
        named = {kind: [pk for page in pages for pk in chosen(page, kind)] for kind in MODELS}
        kept[language] = cards(contacts=named["contact"], places=named["place"])
    return kept[language]


def streams_of(page: Page) -> Iterator[StreamValue]:
    """Yield every list of blocks of the page."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield getattr(page, field.name)


def chosen(page: Page, kind: str) -> list[int]:
    """Return the keys of the rows of a kind that the page names, in order; nothing is loaded."""
    return [item["value"] for stream in streams_of(page) for item in stream.raw_data if item["type"] == kind]


def searchable_text(page: Page) -> list[str]:
    """Return the words of all blocks but those that show a row of another table; nothing is loaded for those."""
    return [
        str(text)
        for stream in streams_of(page)
        for index, item in enumerate(stream.raw_data)
        if item["type"] not in {*MODELS, "fragment"}
        for text in stream[index].block.get_searchable_content(stream[index].value)
    ]


def words_of_points(pages: Iterable[Page]) -> Mapping[int, list[str]]:
    """Return by page the names of what it names, in the page's language where they exist. Two queries, or none."""
    named = {(page.pk, kind): chosen(page, kind) for page in pages for kind in MODELS}
    languages = {page.pk: page.locale.language_code for page in pages}
    words: dict[int, list[str]] = defaultdict(list)
    for kind, model in MODELS.items():
        rows = _names_in_every_language(model, [pk for (_page, of), pks in named.items() if of == kind for pk in pks])
        for (page, of), pks in named.items():
            if of == kind:
                words[page] += [rows[pk].get(languages[page]) or rows[pk][""] for pk in pks if pk in rows]
    return words


def _names_in_every_language(model: type[Named], pks: list[int]) -> dict[int, dict[str, str]]:
    """Return the names of each chosen row by language, the chosen row's own under no language. One query."""
    if not pks:
        return {}
    keys = model._default_manager.filter(pk__in=pks).values("translation_key")
    rows = list(model._default_manager.filter(translation_key__in=keys).select_related("locale"))
    by_key: dict[Any, dict[str, str]] = defaultdict(dict)
    for row in rows:
        by_key[row.translation_key][row.locale.language_code] = row.name
    return {row.pk: {**by_key[row.translation_key], "": row.name} for row in rows if row.pk in set(pks)}


def pages_naming(row: ContactPoint | Place) -> list[int]:
    """Return the keys of the pages that name the row in any language, directly or through a contact point."""
    found = _referring(type(row), row)
    if isinstance(row, Place):
        for point in ContactPoint.objects.filter(place__translation_key=row.translation_key):
            found |= _referring(ContactPoint, point)
    return sorted(found)


def _referring(model: type[Named], row: Named) -> set[int]:
    versions = model._default_manager.filter(translation_key=row.translation_key).values_list("pk", flat=True)
    links = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in versions],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return {int(pk) for pk in links.values_list("object_id", flat=True)}
