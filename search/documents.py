"""What the search knows of one thing that can be found, whatever it is on the site."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date as Date
from typing import Final

from django.utils.functional import Promise

from .analysis import ANALYZER_VERSION

# By what a search may be narrowed down. A document may have several topics and units, and at most one of the others.
FACETS: Final = ("kind", "language", "topic", "unit", "state", "year")


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchDocument:
    """A publicly readable text in one language, with where it is and how it may be narrowed down.

    ``keywords`` may be words of any language, such as the names of its topics. ``attachments`` is the text of its
    public files. ``topics``, ``units`` and ``state`` are codes, which ``labels.py`` puts into words. ``is_news`` says
    that it is worth less with age; ``closes`` is the last day on which one can act on it. ``caution`` is a sentence
    readers must see beside it in the results; it is asked of the source each time and never kept in an index.
    """

    source: str
    kind: str
    pk: int
    language: str
    title: str
    summary: str = ""
    body: str = ""
    attachments: str = ""
    keywords: tuple[str, ...] = ()
    url: str = ""
    date: Date | None = None
    closes: Date | None = None
    is_news: bool = False
    topics: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    state: str = ""
    caution: str | Promise = ""

    @property
    def id(self) -> str:
        """Return the name of the document, unique over all sources."""
        return document_id(self.source, self.pk)

    @property
    def text(self) -> str:
        """Return everything but the title, as it is searched and shown in excerpts."""
        return "\n".join(part for part in (self.summary, self.body, self.attachments) if part)

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each facet that the document has."""
        year = (str(self.date.year),) if self.date else ()
        state = (self.state,) if self.state else ()
        values = ((self.kind,), (self.language,), self.topics, self.units, state, year)
        return dict(zip(FACETS, values, strict=True))

    @property
    def digest(self) -> str:
        """Return a fingerprint of what is indexed; another way of reading words changes it too.

        The address is left out: it depends on who reads, and is never kept in an index.
        """
        indexed = [
            ANALYZER_VERSION, self.title, self.summary, self.body, self.attachments, sorted(self.keywords),
            str(self.date or ""), str(self.closes or ""), self.is_news,
            {name: sorted(values) for name, values in self.facets.items()},
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(indexed, ensure_ascii=False).encode()).hexdigest()[:32]


def document_id(source: str, pk: int) -> str:
    """Return the id of a source's document."""
    return f"{source}:{pk}"


def parts_of(identifier: str) -> tuple[str, int]:
    """Return the source and the key a document id is made of."""
    source, _colon, pk = identifier.rpartition(":")
    return source, int(pk)
