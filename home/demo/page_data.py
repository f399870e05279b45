"""What a page of the demo consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.pages import BasePage

from .texts import Block, Rich, Text


@dataclass(frozen=True)
class PageText:
    """A page in all its languages; ``languages`` are those into which it is translated.

    ``words`` are fields with a text in each language, ``further`` texts that stand inside other fields, ``shows`` says
    what the picture of the demo shows where the page has it. A guide also has ``parts``, its lists by the name of the
    field, and ``points``, the codes of the contact points and places it names.
    """

    slug: str
    type: type[BasePage]
    title: Text
    lead: Text
    body: tuple[Block, ...] = ()
    parts: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    points: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    unit: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = Text._fields[1:]
    words: Mapping[str, Text | Rich] = field(default_factory=dict)
    further: tuple[Text, ...] = ()
    shows: Text | None = None
