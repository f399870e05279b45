"""Images and documents that come in with a bundle: checked like everything people send, stored once."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from accounts.models import User
from cms.uploads.intake import Upload, admit

from . import form
from .decoding import refuse_other_encodings, table_rows
from .opening import Opened
from .problems import BundleRefused, Notes, Problem, Refused

_PICTURES = ("jpeg", "png", "webp")
_TABLES = {
    "image": (form.IMAGES, form.IMAGE_COLUMNS),
    "document": (form.DOCUMENTS, form.DOCUMENT_COLUMNS),
}
_FOCAL = {
    "focal_point_x": "focal_x",
    "focal_point_y": "focal_y",
    "focal_point_width": "focal_width",
    "focal_point_height": "focal_height",
}


@dataclass(frozen=True)
class Listed:
    """A row of ``images.csv`` or ``documents.csv``."""

    table: str
    line: int
    row: dict[str, str]


class FilesIn:
    """Finds or stores the files that pages name. A file comes in with the first page that needs it."""

    def __init__(self, bundle: Opened, actor: User) -> None:
        self._bundle, self._actor = bundle, actor
        self.problems: list[Problem] = []
        self._stored: dict[tuple[str, str], int] = {}
        self._fresh: list[tuple[tuple[str, str], Any]] = []
        self._listed = {kind: self._table(kind) for kind in _TABLES}

    def find(self, kind: str, key: str) -> int:
        """Return the id of a file. Raises ``Refused`` when it is missing or may not come in."""
        if (kind, key) not in self._stored:
            self._stored[kind, key] = self._present(kind, key) or self._store(kind, key)
        return self._stored[kind, key]

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Remove what was stored inside when the block ends with an exception: files know no transaction."""
        before = len(self._fresh)
        try:
            yield
        except BaseException:
            self._take_back(before)
            raise

    def _take_back(self, before: int) -> None:
        """Delete stored files and forget their rows, which a rollback has taken away."""
        for name, file in self._fresh[before:]:
            self._stored.pop(name, None)
            file.storage.delete(file.name)
        del self._fresh[before:]

    def unused(self) -> Iterator[Problem]:
        """Yield a notice for each file of the tables that no page names."""
        for kind, rows in self._listed.items():
            for key, listed in rows.items():
                if (kind, key) not in self._stored:
                    text = _("No page of this bundle uses this file, so it was not imported.")
                    notes = Notes(listed.table, listed.line, key)
                    notes.warn("unused", text)
                    yield from notes.found

    def _table(self, kind: str) -> dict[str, Listed]:
        name, columns = _TABLES[kind]
        path = self._bundle.path(name)
        if path is None:
            return {}
        refuse_other_encodings(path, name)
        found: dict[str, Listed] = {}
        for line, row in table_rows(path, name):
            _check_columns(row, columns, name)
            key = row.get("key") or row.get("file", "")
            notes = Notes(name, line, key)
            if key in found:
                notes.error("twice", _("“%(key)s” stands here twice. Keep one of them.") % {"key": key})
            if kind == "image" and not row.get("alt"):
                notes.warn("alt", _("Say in the column “alt” what the picture shows, for people who do not see it."))
            if row.get("credit"):
                notes.warn("credit", _("The site has no place for the author of a picture. Write it into the text."))
            self.problems += notes.found
            found.setdefault(key, Listed(name, line, row))
        return found

    def _content(self, kind: str, key: str) -> tuple[Listed, bytes]:
        listed = self._listed[kind].get(key)
        if listed is None:
            text = _("“%(key)s” is not in %(table)s. Add a row for it, and the file.")
            raise Refused("missing_file", text % {"key": key[:80], "table": _TABLES[kind][0]})
        path = self._bundle.path(listed.row.get("file", ""))
        if path is None or not listed.row["file"].startswith(f"{kind}s/"):
            text = _("%(table)s, line %(line)s: there is no file “%(file)s” in the bundle. Put it there.")
            told = {"table": listed.table, "line": listed.line, "file": listed.row.get("file", "")[:120]}
            raise Refused("missing_file", text % told)
        return listed, path.read_bytes()

    def _present(self, kind: str, key: str) -> int | None:
        """Return a file of the site with the same content; people's titles for it stay."""
        _listed, content = self._content(kind, key)
        model = get_image_model() if kind == "image" else get_document_model()
        sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        found: int | None = model.objects.filter(file_hash=sha1).values_list("pk", flat=True).first()
        return found

    def _store(self, kind: str, key: str) -> int:
        listed, content = self._content(kind, key)
        place = f"{listed.table}, {_('line')} {listed.line}"
        if len(key) == 64 and hashlib.sha256(content).hexdigest() != key and _is_checksum(key):
            text = _("%(place)s: the file is not the one the key names: its checksum differs. Copy it anew.")
            raise Refused("checksum", text % {"place": place})
        file = ContentFile(content, name=PurePosixPath(listed.row["file"]).name)
        try:
            upload = admit(file)
        except ValidationError as error:
            raise Refused("file", f"{place}: {' '.join(error.messages)}") from error
        make = _MAKERS[kind]
        row = make(upload, listed, place)
        row.uploaded_by_user = self._actor
        row.file_size = len(content)
        row.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        row.save()
        self._fresh.append(((kind, key), row.file))
        return int(row.pk)


def _is_checksum(key: str) -> bool:
    return all(letter in "0123456789abcdef" for letter in key)


def _check_columns(row: dict[str, str], columns: tuple[str, ...], name: str) -> None:
    if unknown := [column for column in row if column not in columns]:
        text = _("There is no column “%(name)s” here. There are: %(known)s.")
        told = {"name": unknown[0][:60], "known": ", ".join(columns)}
        raise BundleRefused(Problem(name, 1, "unknown_column", text % told))


def _image(upload: Upload, listed: Listed, place: str) -> Model:
    if upload.kind.name not in _PICTURES:
        raise Refused(
            "no_picture", _("%(place)s: this is no picture. Save it as JPEG, PNG or WebP.") % {"place": place}
        )
    given = {field: number for field, column in _FOCAL.items() if (number := listed.row.get(column))}
    if not all(number.isdigit() and len(number) < 6 for number in given.values()):
        raise Refused("focal", _("%(place)s: the focal point is whole numbers, or nothing.") % {"place": place})
    point = {field: int(number) for field, number in given.items()}
    title, alt = listed.row.get("title") or upload.name, listed.row.get("alt", "")
    return get_image_model()(title=title[:255], description=alt[:255], file=_file(upload), **point)


def _document(upload: Upload, listed: Listed, place: str) -> Model:
    return get_document_model()(title=(listed.row.get("title") or upload.name)[:255], file=_file(upload))


def _file(upload: Upload) -> Any:
    upload.file.name = upload.name
    return upload.file


_MAKERS: dict[str, Callable[[Upload, Listed, str], Any]] = {"image": _image, "document": _document}
