"""Images and documents that go out with a bundle, each once, named by the checksum of its content."""

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Protocol

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.uploads.names import extension_of

from .form import DOCUMENTS, IMAGES
from .problems import Notes


class Sink(Protocol):
    """Where the files of a bundle are written to."""

    def add(self, name: str, content: bytes) -> None: ...


class FilesOut:
    """Writes each file into the bundle when the first page names it, and keeps what the tables say of it."""

    def __init__(self, sink: Sink | None, notes: Notes) -> None:
        self._sink, self._notes = sink, notes
        self._names: dict[tuple[str, int], str | None] = {}
        self._rows: dict[str, dict[str, tuple[Any, ...]]] = {"image": {}, "document": {}}

    def name_of(self, kind: str, pk: Any) -> str | None:
        """Return the name of a file by which pages point at it; None when it is lost."""
        if (kind, pk) not in self._names:
            self._names[kind, pk] = self._take(kind, pk)
        return self._names[kind, pk]

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of ``images.csv`` or ``documents.csv``, in an order that is always the same."""
        kind = {IMAGES: "image", DOCUMENTS: "document"}[table]
        yield from (row for _key, row in sorted(self._rows[kind].items()))

    def _take(self, kind: str, pk: int) -> str | None:
        row = (get_image_model() if kind == "image" else get_document_model()).objects.filter(pk=pk).first()
        if row is None:
            return None
        try:
            with row.file.open("rb") as file:
                content: bytes = file.read()
        except OSError:
            self._notes.warn("file", _("The file of “%(title)s” is lost; pages go without it.") % {"title": row.title})
            return None
        key = hashlib.sha256(content).hexdigest()
        if key not in self._rows[kind]:
            name = str(PurePosixPath(f"{kind}s") / f"{key}.{extension_of(row.file.name) or 'bin'}")
            self._rows[kind][key] = _image(key, name, row) if kind == "image" else (key, name, row.title)
            if self._sink:
                self._sink.add(name, content)
        return key


def _image(key: str, name: str, row: Any) -> tuple[Any, ...]:
    point = (row.focal_point_x, row.focal_point_y, row.focal_point_width, row.focal_point_height)
    return (key, name, row.title, row.description, "", *("" if number is None else number for number in point))
