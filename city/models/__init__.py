"""Reference data of the city, who works in it and who stands in for them."""

from .named import Competence, District, Named, NamedQuerySet, Nested, Topic, Unit
from .people import Absence, Post, arranges_for_all, colleagues_headed_by
from .places import ContactPoint, Place
from .rules import DeadlineRule

__all__ = [
    "Absence",
    "Competence",
    "ContactPoint",
    "DeadlineRule",
    "District",
    "Named",
    "NamedQuerySet",
    "Nested",
    "Place",
    "Post",
    "Topic",
    "Unit",
    "arranges_for_all",
    "colleagues_headed_by",
]
