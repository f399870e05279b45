"""Shows where a text says what was looked for."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis import tokens
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
    marks = []
    for token in tokens(text, language):
        meaning = next((key for key in token.keys if key in plan.keys), "")
        if meaning or token.surface in plan.surfaces:
            marks.append(_Mark(token.start, token.end, meaning or token.surface))
    return marks


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
