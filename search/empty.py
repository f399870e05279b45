"""What a reader is offered whose search found nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from city.contacts import ContactCard, answering

from .concepts.memory import book
from .planning import Plan
from .queries import Found
from .wanted import Wanted

MOST_CONTACTS = 2
MOST_NEAR = 6


@dataclass(frozen=True)
class NearSearch:
    """Another search that may find what this one did not."""

    text: str
    address: str


@dataclass(frozen=True)
class WayOut:
    """Ways on from an empty page: less narrow, near in meaning, or a person to ask."""

    unfiltered: str
    near: Sequence[NearSearch]
    contacts: Sequence[ContactCard]


def way_out(search: Wanted, found: Found) -> WayOut:
    """Return what there is; three queries for the contact points, none else."""
    language = get_language() or ""
    near = tuple(NearSearch(label, replace(Wanted(), text=label).address) for label in _near(found.plan, language))
    return WayOut(
        unfiltered=search.unfiltered().address if search.filters else "",
        near=near[:MOST_NEAR],
        contacts=answering(language, MOST_CONTACTS),
    )


def _near(plan: Plan, language: str) -> Iterator[str]:
    """Yield what concepts are called that stand beside or above those that were asked for."""
    concepts = [concept for met in plan.concepts if (concept := book().get(met.key))]
    keys = [key for concept in concepts for key in (*concept.related, *concept.broader)]
    for key in dict.fromkeys(keys):
        if book().get(key):
            yield book().label(key, language)
