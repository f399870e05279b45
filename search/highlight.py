"""Shows where a text says what was looked for."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis import tokens
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


def highlighted(text: str, language: str, plan: Plan) -> SafeString:
    """Return the whole text, escaped, with the words that were looked for in ``<mark>``."""
    return _marked(text, _marks(text, language, plan), 0, len(text))


def excerpt(text: str, language: str, plan: Plan) -> SafeString:
    """Return the part of the text that says most of what was looked for, escaped and marked; else its beginning."""
    text = " ".join(text[:_READ_AT_MOST].split())
    marks = _marks(text, language, plan)
    start, end = _best_window(text, marks)
    html = _marked(text, marks, start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{html}{after}")  # noqa: S308 - _marked escapes


def _marks(text: str, language: str, plan: Plan) -> list[_Mark]:
    found = [(token, [encoded(key) for key in token.keys], encoded(token.surface)) for token in tokens(text, language)]
    keys, surfaces = _looked_for(plan, {key for _token, keys, _surface in found for key in keys})
    marks = []
    for token, own_keys, surface in found:
        meaning = next((key for key in own_keys if key in keys), "")
        if meaning or surface in surfaces:
            marks.append(_Mark(token.start, token.end, meaning or surface))
    return marks


def _looked_for(plan: Plan, present: set[str]) -> tuple[set[str], frozenset[str]]:
    """Return the keys and surfaces to mark; of a reading of several words only where the text has all of them."""
    whole = (reading.words for reading in plan.whole if reading.column is Column.LEMMAS)
    return {*plan.keys, *(word for words in whole if present.issuperset(words) for word in words)}, plan.surfaces


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
