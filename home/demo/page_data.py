"""What a page of the demo consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.pages import BasePage

from .texts import Block, Text


@dataclass(frozen=True)
class PageText:
    """A page in all its languages.

    ``languages`` are those into which it is translated, ``words`` the texts of its ``fields``.
    """

    slug: str
    type: type[BasePage]
    title: Text
    lead: Text
    body: tuple[Block, ...] = ()
    topics: tuple[str, ...] = ()
    unit: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[Text, ...] = ()
    languages: tuple[str, ...] = Text._fields[1:]
