"""Texts in the three languages of the demo, and the blocks of a page made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import override

Block = dict[str, Any]
"""What a StreamField takes, with ``Text`` and ``Rich`` where words stand."""


class Text(NamedTuple):
    """The same words in each language; the names of the parts are the codes of the languages."""

    pl: str
    uk: str
    en: str


@dataclass(frozen=True)
class Rich:
    """Paragraphs or points of a list, without further mark-up."""

    texts: tuple[Text, ...]
    is_list: bool = False

    def html(self) -> str:
        """Return the source language as the editor stores it."""
        tag = "li" if self.is_list else "p"
        inside = "".join(f"<{tag}>{escape(text.pl, quote=False)}</{tag}>" for text in self.texts)
        return f"<ul>{inside}</ul>" if self.is_list else inside


def same(text: str) -> Text:
    """Return words that are alike in every language."""
    return Text(text, text, text)


AFTER_A_YEAR = Text(" r.", " року", "")


def dated(pattern: Text, **days: date) -> Text:
    """Return the text with each day written out in its language."""
    written = {}
    for language, words, suffix in zip(Text._fields, pattern, AFTER_A_YEAR, strict=True):
        with override(language):
            named = {name: date_format(day, "j E Y") + suffix for name, day in days.items()}
        written[language] = words.format(**named)
    return Text(**written)


def heading(text: Text) -> Block:
    """Return a heading inside the text."""
    return {"type": "heading", "value": {"text": text, "level": "h2"}}


def paragraphs(*texts: Text) -> Block:
    """Return running text."""
    return {"type": "paragraph", "value": Rich(texts)}


def points(*texts: Text) -> Block:
    """Return a list of points."""
    return {"type": "paragraph", "value": Rich(texts, is_list=True)}


def notice(title: Text, *texts: Text, tone: str = "info") -> Block:
    """Return something the reader must not miss."""
    return {"type": "notice", "value": {"tone": tone, "title": title, "text": Rich(texts)}}


def steps(title: Text, *rows: tuple[Text, Text]) -> Block:
    """Return numbered steps: what to do, and how."""
    items = [{"title": what, "text": Rich((how,))} for what, how in rows]
    return {"type": "steps", "value": {"title": title, "steps": items}}


def facts(title: Text, *rows: tuple[Text, Text]) -> Block:
    """Return a short table: a name, and its value."""
    items = [{"name": name, "value": Rich((value,))} for name, value in rows]
    return {"type": "facts", "value": {"title": title, "facts": items}}


def button(text: Text, url: str) -> Block:
    """Return a button that leads to an address elsewhere."""
    return {"type": "call_to_action", "value": {"text": text, "page": None, "url": url}}


def source(value: Any) -> Any:
    """Return the value with every text in the source language, as a StreamField takes it."""
    if isinstance(value, Text):
        return value.pl
    if isinstance(value, Rich):
        return value.html()
    if isinstance(value, dict):
        return {name: source(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [source(part) for part in value]
    return value


def texts_in(value: Any) -> Iterator[Text]:
    """Yield every text of a value."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Rich):
        yield from value.texts
    elif isinstance(value, dict):
        yield from texts_in(value.values())
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for part in value:
            yield from texts_in(part)
