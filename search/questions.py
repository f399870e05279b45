"""What readers looked for, whether they found something and opened it: counts of words, never of people.

A search is a GET and changes nothing: it adds to a count in memory, which a thread writes down a little later. What
is in memory when a process ends is lost, and so is what the database does not take; the search itself never waits.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Any

from django.db import Error, transaction
from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Least
from django.utils import timezone

from cms.personal_data import looks_personal

from .limits import KEPT_TEXT
from .models import Question
from .writing import WrittenLater

MOST_IN_MEMORY = 500
FEWEST_TIMES = 2
# Fewer answered searches say nothing about how often their results are opened.
FEWEST_ANSWERED = 5
# Rarely opened: after at most one of so many answered searches.
ONE_IN = 5
KEPT = timedelta(days=90)
_NO_WORDS = re.compile(r"[^\w\s'’-]+|_")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """Words that were looked for in a language, how often, and what came of it; ``last`` is the latest such day."""

    text: str
    language: str
    searches: int
    in_vain: int
    opened: int
    last: date

    @property
    def opened_in_percent(self) -> int:
        """Return after how many of a hundred searches that found something a result was opened."""
        answered = self.searches - self.in_vain
        return min(100, round(100 * self.opened / answered)) if answered > 0 else 0


@dataclass
class _Tally:
    searches: int = 0
    in_vain: int = 0
    opened: int = 0


class _Memory:
    """Counts of this process that are not in the database yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tallies: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)

    def add(self, language: str, text: str, *, searches: int = 0, in_vain: int = 0, opened: int = 0) -> None:
        """Count what happened once; a flood of different words is let go."""
        with self._lock:
            if (language, text) in self._tallies or len(self._tallies) < MOST_IN_MEMORY:
                tally = self._tallies[language, text]
                tally.searches += searches
                tally.in_vain += in_vain
                tally.opened += opened
        _later.soon()

    def take(self) -> Mapping[tuple[str, str], _Tally]:
        """Return the counts and begin anew."""
        with self._lock:
            tallies, self._tallies = self._tallies, defaultdict(_Tally)
        return tallies


_memory = _Memory()


def note_search(text: str, language: str, *, found: bool) -> None:
    """Count a search, unless its words look like somebody's data or are too long to be a question."""
    if words := _kept(text):
        _memory.add(language, words, searches=1, in_vain=int(not found))


def note_opened(text: str, language: str) -> None:
    """Count that somebody opened a result of a search. What nobody looked for is not written down."""
    if words := _kept(text):
        _memory.add(language, words, opened=1)


def normalised(text: str) -> str:
    """Return the words in small letters, without signs around them, so that the same question is one question."""
    return " ".join(_NO_WORDS.sub(" ", text.casefold()).split())


def _kept(text: str) -> str:
    words = normalised(text)
    return words if len(words) <= KEPT_TEXT and not looks_personal(text) else ""


def write_down() -> int:
    """Write the counts in memory into the database; return how many texts. What cannot be written is dropped."""
    tallies = _memory.take()
    today = timezone.localdate()
    try:
        with transaction.atomic():
            for (language, text), tally in tallies.items():
                _add(today, language, text, tally)
    except Error:
        logger.exception("Search: %d questions could not be written down", len(tallies))
        return 0
    return len(tallies)


def _add(day: date, language: str, text: str, tally: _Tally) -> None:
    """Add to the count of a day. A search has one opened result at most, however often somebody says so."""
    row = Question.objects.filter(day=day, language=language, text=text)
    if tally.searches:
        Question.objects.get_or_create(day=day, language=language, text=text)
        row.update(searches=F("searches") + tally.searches, in_vain=F("in_vain") + tally.in_vain)
    row.update(opened=Least(F("opened") + tally.opened, F("searches") - F("in_vain")))


_later = WrittenLater(write_down, "SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS")


def asked_in_vain(*, since: date, language: str = "") -> Sequence[Asked]:
    """Return what was looked for in vain at least twice since a day, the most frequent first. One query."""
    asked: QuerySet[Any, Any] = _asked(since, language).annotate(last=Max("day", filter=Q(in_vain__gt=0)))
    return _rows(asked.filter(times_in_vain__gte=FEWEST_TIMES).order_by("-times_in_vain", "text"))


def rarely_opened(*, since: date, language: str = "") -> Sequence[Asked]:
    """Return what found something, but seldom anything that readers opened; the most frequent first. One query."""
    asked: QuerySet[Any, Any] = _asked(since, language).annotate(
        last=Max("day"), answered=F("times") - F("times_in_vain")
    )
    rarely = asked.filter(answered__gte=FEWEST_ANSWERED).filter(answered__gte=F("times_opened") * ONE_IN)
    return _rows(rarely.order_by("-answered", "text"))


def _asked(since: date, language: str) -> QuerySet[Any, Any]:
    rows = Question.objects.filter(day__gte=since)
    if language:
        rows = rows.filter(language=language)
    return rows.values("text", "language").annotate(
        times=Sum("searches"), times_in_vain=Sum("in_vain"), times_opened=Sum("opened")
    )


def _rows(asked: QuerySet[Any, Any]) -> list[Asked]:
    fields = ("text", "language", "times", "times_in_vain", "times_opened", "last")
    return [Asked(*row) for row in asked.values_list(*fields)]


def erase_old() -> int:
    """Erase the counts of long ago; return how many rows."""
    count, _rows = Question.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    return count
