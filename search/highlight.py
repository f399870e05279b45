"""Shows where a text says what was looked for."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis import places, read_word
from .engines.columns import encoded
from .engines.protocol import Column
from .planning import Plan

EXCERPT_LENGTH = 220
# A match further down than this shows in the ranking only, not in the excerpt.
_READ_AT_MOST = 20_000


class _Mark(NamedTuple):
    start: int
    end: int
    meaning: str


class _Said(NamedTuple):
    """What a word says of the query: lemma words of it, and its surface if that is looked for."""

    keys: tuple[str, ...]
    surface: str


class Highlighter:
    """Marks what a plan looks for, in any number of texts; each word is read once for all of them.

    A word in another script than its text's is read by its script.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._whole = [reading.words for reading in plan.whole if reading.column is Column.LEMMAS]
        self._telling = plan.keys.union(*self._whole)
        self._said: dict[tuple[str, str], _Said | None] = {}

    def highlighted(self, text: str, language: str) -> SafeString:
        """Return the whole text, escaped, with the words that were looked for in ``<mark>``."""
        return _marked(text, self._marks(text, language), 0, len(text))

    def excerpt(self, text: str, language: str) -> SafeString:
        """Return the part of the text that says most of what was looked for, escaped and marked; else its beginning."""
        text = " ".join(text[:_READ_AT_MOST].split())
        marks = self._marks(text, language)
        start, end = _best_window(text, marks)
        html = _marked(text, marks, start, end)
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return mark_safe(f"{before}{html}{after}")  # noqa: S308 - _marked escapes

    def _marks(self, text: str, language: str) -> list[_Mark]:
        telling = [(start, end, said) for start, end, word in places(text) if (said := self._says(word, language))]
        keys = self._looked_for({key for _start, _end, said in telling for key in said.keys})
        marks = []
        for start, end, said in telling:
            if meaning := next((key for key in said.keys if key in keys), said.surface):
                marks.append(_Mark(start, end, meaning))
        return marks

    def _says(self, word: str, language: str) -> _Said | None:
        try:
            return self._said[word, language]
        except KeyError:
            said = self._said[word, language] = self._read(word, language)
            return said

    def _read(self, word: str, language: str) -> _Said | None:
        _normal, surface, keys = read_word(word, language)
        surface = encoded(surface)
        is_typed = surface in self._plan.surfaces
        if not is_typed and self._telling.isdisjoint(map(encoded, keys)):
            return None
        return _Said(tuple(filter(self._telling.__contains__, map(encoded, keys))), surface if is_typed else "")

    def _looked_for(self, present: set[str]) -> set[str]:
        """Return the lemma words to mark; of a reading of several words only where the text has all of them."""
        return {*self._plan.keys, *(word for words in self._whole if present.issuperset(words) for word in words)}


def _best_window(text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Return the stretch with most different meanings, then most marks, then nearest to the beginning."""
    best, best_value = (0, 0), (0, 0)
    for first, mark in enumerate(marks):
        inside = [other for other in marks[first:] if other.end <= mark.start + EXCERPT_LENGTH * 3 // 4]
        value = (len(Counter(other.meaning for other in inside)), len(inside))
        if value > best_value:
            best_value, best = value, (mark.start, inside[-1].end)
    return _widened(text, *best)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch with text around it up to the length of an excerpt, cut between words."""
    lead = max(0, EXCERPT_LENGTH - (end - start)) // 3
    left = max(0, start - lead)
    right = min(len(text), max(left + EXCERPT_LENGTH, end))
    left = max(0, min(left, right - EXCERPT_LENGTH))
    if left:
        left = min(text.find(" ", left, start) + 1 or left, start)
    if right < len(text):
        right = max(text.rfind(" ", end, right), end) if text.rfind(" ", end, right) > 0 else right
    return left, right


def _marked(text: str, marks: Sequence[_Mark], start: int, end: int) -> SafeString:
    parts, at = [], start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            parts += [escape(text[at : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
            at = mark.end
    return mark_safe("".join([*parts, escape(text[at:end])]))  # noqa: S308 - every piece is escaped
