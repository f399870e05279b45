"""Two versions of a text, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from wagtail_localize.strings import StringValue

Kind = Literal["same", "removed", "added"]
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A run of words that stayed, went or came."""

    kind: Kind
    text: str


def plain(html: str) -> str:
    """Return a text of wagtail-localize as people read it, without its tags."""
    return str(StringValue(html).render_text())


def word_diff(before: str, now: str) -> list[Piece]:
    """Return the pieces that make ``now`` out of ``before``, both HTML; what only tags differ in stays the same."""
    return list(_pieces(_PIECE.findall(plain(before)), _PIECE.findall(plain(now))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if end > start:
            yield Piece("removed", "".join(old[start:end]))
        if new_end > new_start:
            yield Piece("added", "".join(new[new_start:new_end]))
