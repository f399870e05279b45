"""What others may ask of the dictionary."""

from collections import defaultdict
from itertools import chain, count

from cms.slugs import slug_of

from .book import Kind, Label
from .files import Entry
from .limits import LONGEST_KEY
from .models import Concept, ConceptLabel, ConceptLink, LinkKind


def entries() -> list[Entry]:
    """Return the concepts as they are in the database, by key. Three queries."""
    labels_of: dict[int, list[Label]] = defaultdict(list)
    labels = ConceptLabel.objects.order_by("sort_order", "pk")
    for pk, language, text, kind in labels.values_list("concept_id", "language", "text", "kind"):
        labels_of[pk].append(Label(language, text, Kind(kind)))
    others: dict[tuple[int, str], list[str]] = defaultdict(list)
    links = ConceptLink.objects.order_by("sort_order", "pk")
    for pk, link_kind, key in links.values_list("concept_id", "kind", "other__key"):
        others[pk, link_kind].append(key)
    return [
        Entry(
            key=key,
            labels=tuple(labels_of[pk]),
            broader=tuple(others[pk, LinkKind.BROADER]),
            related=tuple(others[pk, LinkKind.RELATED]),
            topic=topic,
            note=note,
            source=source,
        )
        for pk, key, topic, note, source in Concept.objects.order_by("key").values_list(
            "pk", "key", "topic", "note", "source"
        )
    ]


def all_keys() -> list[str]:
    """Return the keys of all concepts."""
    return list(Concept.objects.values_list("key", flat=True))


def topics() -> list[str]:
    """Return the fields of life that concepts have, by name."""
    return list(Concept.objects.exclude(topic="").order_by("topic").values_list("topic", flat=True).distinct())


def free_key(text: str, language: str) -> str:
    """Return a key made of a label that no concept has yet."""
    key = slug_of(text, language)[: LONGEST_KEY - 4].strip("-")
    taken = set(Concept.objects.filter(key__startswith=key).values_list("key", flat=True))
    numbered = (f"{key}-{number}" for number in count(2))
    return next(each for each in chain([key], numbered) if each not in taken)
