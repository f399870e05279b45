"""What a page of the demo consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.pages import BasePage

from .texts import Block, Rich, Text


@dataclass(frozen=True)
class PageText:
    """A page in all its languages; ``languages`` are those into which it is translated.

    A guide also has ``parts``, its lists by the name of the field; ``points``, the codes of the contact points and
    places it names; and ``words``, its rich texts.
    """

    slug: str
    type: type[BasePage]
    title: Text
    lead: Text
    body: tuple[Block, ...] = ()
    parts: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    points: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, Rich] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    unit: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = Text._fields[1:]
