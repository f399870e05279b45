"""What readers looked for and did not find: counts of words, never of people.

A search is a GET and changes nothing: it adds to a count in memory, which a thread writes down a little later. What
is in memory when a process ends is lost, and so is what the database does not take; the search itself never waits.
"""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock, Timer

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from cms.personal_data import looks_personal

from .limits import KEPT_TEXT
from .models import UnansweredQuestion

MOST_IN_MEMORY = 500
FEWEST_TIMES = 2
KEPT = timedelta(days=90)
_NO_WORDS = re.compile(r"[^\w\s'’-]+|_")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """Words that were looked for in vain in a language, and how often."""

    text: str
    language: str
    times: int


class _Memory:
    """Counts of this process that are not in the database yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._timer: Timer | None = None

    def add(self, language: str, text: str) -> None:
        """Count one search; a flood of different words is let go."""
        with self._lock:
            if (language, text) in self._counts or len(self._counts) < MOST_IN_MEMORY:
                self._counts[language, text] += 1
            seconds = settings.SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS
            if self._timer is None and seconds:
                self._timer = Timer(seconds, _write_in_thread)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> Counter[tuple[str, str]]:
        """Return the counts and begin anew."""
        with self._lock:
            counts, self._counts, self._timer = self._counts, Counter(), None
        return counts


_memory = _Memory()


def note_unanswered(text: str, language: str) -> None:
    """Count words that found nothing, unless they look like somebody's data or are too long to be a question."""
    words = normalised(text)
    if words and len(words) <= KEPT_TEXT and not looks_personal(text):
        _memory.add(language, words)


def normalised(text: str) -> str:
    """Return the words in small letters, without signs around them, so that the same question is one question."""
    return " ".join(_NO_WORDS.sub(" ", text.casefold()).split())


def write_down() -> int:
    """Write the counts in memory into the database; return how many texts. What cannot be written is dropped."""
    counts = _memory.take()
    today = timezone.localdate()
    try:
        with transaction.atomic():
            for (language, text), times in counts.items():
                _add(today, language, text, times)
    except Error:
        logger.exception("Search: %d questions without an answer could not be written down", len(counts))
        return 0
    return len(counts)


def _add(day: date, language: str, text: str, times: int) -> None:
    row, is_new = UnansweredQuestion.objects.get_or_create(
        day=day, language=language, text=text, defaults={"count": times}
    )
    if not is_new:
        UnansweredQuestion.objects.filter(pk=row.pk).update(count=F("count") + times)


def _write_in_thread() -> None:
    try:
        write_down()
    finally:
        connection.close()


def asked_in_vain(*, since: date, language: str = "") -> Sequence[Asked]:
    """Return what was looked for in vain at least twice since a day, the most frequent first. One query."""
    rows = UnansweredQuestion.objects.filter(day__gte=since)
    if language:
        rows = rows.filter(language=language)
    found = rows.values("text", "language").annotate(times=Sum("count")).filter(times__gte=FEWEST_TIMES)
    return [Asked(row["text"], row["language"], row["times"]) for row in found.order_by("-times", "text")]


def erase_old() -> int:
    """Erase the counts of long ago; return how many rows."""
    count, _rows = UnansweredQuestion.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    return count
