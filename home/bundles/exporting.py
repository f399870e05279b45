"""Writes pages into a bundle that always looks the same for the same pages, byte for byte."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from . import form
from .describing import Describer
from .fields import page_types
from .files_out import FilesOut
from .problems import Notes, Problem, Refused
from .redirects_out import redirect_rows

Tell = Callable[[str], object]
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_EVERY = 50


@dataclass(frozen=True)
class Exported:
    """How much was written, and what could not be."""

    pages: int
    records: int
    problems: tuple[Problem, ...]


class Target(Protocol):
    """A folder or an archive that a bundle is written into."""

    def add(self, name: str, content: bytes) -> None: ...

    def close(self) -> None: ...


def export(path: Path, *, section: Page | None = None, tell: Tell = lambda line: None) -> Exported:
    """Write the site, or a page and all below it, to a folder or, when the name ends so, to a zip file.

    Raises ``Refused`` when there is something at the path already. The file appears whole or not at all.
    """
    if path.exists():
        raise Refused("exists", _("There is something at %(path)s already. Choose another name.") % {"path": path})
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        part = Path(folder) / path.name
        target: Target = _Archive(part) if path.suffix == ".zip" else _Folder(part)
        done = _write(target, section, tell)
        target.close()
        os.replace(part, path)
    return done


def keys_in_order(section: Page | None) -> Iterator[UUID]:
    """Yield the keys of pages as they stand in the tree of the source language, then those that are only elsewhere."""
    types = list(page_types().values())
    pages = Page.objects.exact_type(*types).filter(alias_of__isnull=True)
    if section is not None:
        pages = pages.descendant_of(section, inclusive=True)
    seen: set[UUID] = set()
    is_source = {"locale__language_code": settings.LANGUAGE_CODE}
    for rows in (pages.filter(**is_source), pages.exclude(**is_source)):
        for key in rows.order_by("path").values_list("translation_key", flat=True).iterator():
            if key not in seen:
                seen.add(key)
                yield key


def _write(target: Target, section: Page | None, tell: Tell) -> Exported:
    notes = Notes(form.PAGES, 0)
    files = FilesOut(target, notes)
    describer = Describer(files)
    lines: list[str] = []
    pages = 0
    for pages, key in enumerate(keys_in_order(section), 1):
        lines += [form.line_of(record) for record in describer.records(key)]
        if pages % _EVERY == 0:
            tell(_("Pages so far: %(count)s") % {"count": pages})
    target.add(form.MANIFEST, _manifest())
    target.add(form.PAGES, "".join(lines).encode())
    target.add(form.IMAGES, table(form.IMAGE_COLUMNS, files.rows(form.IMAGES)))
    target.add(form.DOCUMENTS, table(form.DOCUMENT_COLUMNS, files.rows(form.DOCUMENTS)))
    target.add(form.REDIRECTS, table(form.REDIRECT_COLUMNS, redirect_rows(describer.names, section)))
    return Exported(pages, len(lines), tuple(notes.found))


def _manifest() -> bytes:
    told = {
        "format": form.FORMAT,
        "version": form.VERSION,
        "source": settings.WAGTAILADMIN_BASE_URL,
        "languages": [code for code, _name in settings.LANGUAGES],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a CSV file as this format has it: UTF-8, commas, one line feed per row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(list(header))
    writer.writerows(rows)
    return text.getvalue().encode()


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir(parents=True)

    def add(self, name: str, content: bytes) -> None:
        place = self._path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)

    def close(self) -> None:
        """Nothing is left to write."""


class _Archive:
    """A zip file without times and names of its maker, so that the same pages give the same bytes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._zip = zipfile.ZipFile(path, "w")

    def add(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, _ALWAYS)
        entry.external_attr = 0o644 << 16
        is_packed = name.startswith(form.FOLDERS)
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, content)

    def close(self) -> None:
        self._zip.close()
