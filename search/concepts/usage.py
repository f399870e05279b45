"""How often searches name a concept: numbers of a day, never who asked or what was typed.

A search is a GET and changes nothing: it adds to a count in memory, which a thread writes down a little later. What
is in memory when a process ends is lost, and so is what the database does not take; the search itself never waits.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from threading import Lock

from django.db import Error, transaction
from django.utils import timezone

from search.writing import WrittenLater

from .models import Concept, ConceptUse

KEPT = timedelta(days=90)
SHOWN = timedelta(days=30)

logger = logging.getLogger(__name__)


class _Memory:
    """Counts of this process that are not in the database yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def add(self, keys: set[str]) -> None:
        """Count one search."""
        with self._lock:
            self._counts.update(keys)
        _later.soon()

    def take(self) -> Counter[str]:
        """Return the counts and begin anew."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return counts


_memory = _Memory()


def note_met(keys: Iterable[str]) -> None:
    """Count one search that named these concepts."""
    if named := set(keys):
        _memory.add(named)


def write_down() -> int:
    """Write the counts in memory into the database; return of how many concepts. What it does not take is dropped."""
    counts = _memory.take()
    try:
        with transaction.atomic():
            return _add(timezone.localdate(), counts)
    except Error:
        logger.exception("Search: the uses of %d concepts could not be written down", len(counts))
        return 0


def _add(day: date, counts: Counter[str]) -> int:
    """Add to the numbers of the day; a concept that was deleted meanwhile has none."""
    pks = dict(Concept.objects.filter(key__in=counts).values_list("pk", "key"))
    ConceptUse.objects.bulk_create([ConceptUse(concept_id=pk, day=day) for pk in sorted(pks)], ignore_conflicts=True)
    rows = list(ConceptUse.objects.select_for_update().filter(day=day, concept__in=pks).order_by("pk"))
    for row in rows:
        row.count += counts[pks[row.concept_id]]
    ConceptUse.objects.bulk_update(rows, ["count"])
    return len(rows)


_later = WrittenLater(write_down, "SEARCH_CONCEPT_USES_WRITTEN_AFTER_SECONDS")


def first_day_shown() -> date:
    """Return the day since which uses are shown to editors."""
    return timezone.localdate() - SHOWN


def erase_old() -> int:
    """Erase the counts of long ago; return how many rows."""
    count, _rows = ConceptUse.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    return count
