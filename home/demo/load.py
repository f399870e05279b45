"""Loads the whole demo. Safe to repeat: it creates what is missing and changes nothing that is there."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from city.services import load_reference_data
from consultations.postulates.services import load_case_texts
from home.services import ensure_site
from home.translation.adopting import adopt_what_is_published
from search.concepts.importing import Outcome
from search.concepts.services import load_shipped

from .behind import load_outdated
from .cases import load_cases
from .meetings import load_meetings
from .organisations import load_organisations
from .pages import load_pages
from .people import load_people, people
from .points import load_points
from .reviews import load_reviews
from .upkeep import load_upkeep

Tell = Callable[[str], object]


def load(tell: Tell) -> int:
    """Create everything or nothing, telling each step; returns how many things are new."""
    with only_warnings_logged(), transaction.atomic():
        tell("Languages, roles, units and topics…")
        home = ensure_site()
        load_reference_data()
        new = sum(line.outcome is Outcome.NEW for line in load_shipped())
        tell("People and organisations…")
        new += load_people() + load_case_texts()
        new += load_organisations(people())
        tell("Pages in three languages…")
        new += load_points()
        new += load_pages(home)
        new += load_reviews()
        new += load_outdated(home)
        tell("Postulates…")
        new += load_cases()
        tell("Meetings…")
        new += load_meetings()
        tell("What readers say about the pages…")
        new += load_upkeep()
        adopt_what_is_published()
    return new


@contextmanager
def only_warnings_logged() -> Iterator[None]:
    """Wagtail logs each page twice; the steps told are enough."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)
