"""Invented documents and a source that holds them in memory."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from search.documents import SearchDocument


def document(pk: int, title: str = "Tytuł", body: str = "", **fields: Any) -> SearchDocument:
    """Return a document of the source "library"."""
    given = {"source": "library", "kind": "book", "language": "pl", "url": f"/pl/library/{pk}/"} | fields
    return SearchDocument(pk=pk, title=title, body=body, **given)


class Library:
    """A source whose shelf a test fills; counts how often it is read."""

    name = "library"
    kinds = ("book", "map")
    follows: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.shelf: dict[int, SearchDocument] = {}
        self.reads = 0

    def add(self, *documents: SearchDocument) -> None:
        """Put documents on the shelf."""
        self.shelf |= {each.pk: each for each in documents}

    def kind_labels(self) -> Mapping[str, str]:
        """Return the labels."""
        return {"book": "Books", "map": "Maps"}

    def state_labels(self) -> Mapping[str, str]:
        """Return the labels."""
        return {"lent": "Lent out"}

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return nothing: the shelf stands alone."""
        return []

    def all_pks(self) -> Iterable[int]:
        """Return what is on the shelf."""
        return list(self.shelf)

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield what is on the shelf."""
        self.reads += 1
        return (self.shelf[pk] for pk in pks if pk in self.shelf)
