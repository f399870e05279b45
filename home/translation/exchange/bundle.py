"""One file as it comes or goes: a single XLIFF or PO, or a ZIP of many."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from home.translation.limits import FILE_MB, FILES, MEGABYTE

from . import po, xliff
from .delivered import Delivered, UnreadableFile
from .export import file_name

_READERS: dict[str, Callable[[bytes], list[Delivered]]] = {
    ".xlf": xliff.read,
    ".xliff": xliff.read,
    ".po": po.read,
}


def pack(translations: Sequence[Translation]) -> bytes:
    """Return a ZIP file with one XLIFF document for each translation."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for translation in translations:
            archive.writestr(file_name(translation, "xlf"), xliff.write([translation]))
    return content.getvalue()


def unpack(name: str, content: bytes) -> list[Delivered]:
    """Return everything a file says, all of it or nothing. Raises ``UnreadableFile``, naming the file inside a ZIP."""
    if len(content) > FILE_MB * MEGABYTE:
        raise UnreadableFile(_("The file is larger than %(size)d MB. Upload it in parts.") % {"size": FILE_MB})
    if PurePosixPath(name.lower()).suffix == ".zip":
        return [delivered for inner, data in _entries(content) for delivered in _read(inner, data)]
    return _read(name, content)


def _read(name: str, content: bytes) -> list[Delivered]:
    reader = _READERS.get(PurePosixPath(name.lower()).suffix)
    if reader is None:
        raise UnreadableFile(
            _("“%(name)s” is neither XLIFF, PO nor ZIP. Choose the file that you downloaded here and filled in.")
            % {"name": name}
        )
    try:
        delivered = reader(content)
    except UnreadableFile as error:
        raise UnreadableFile(_("“%(name)s” cannot be read. %(why)s") % {"name": name, "why": error}) from error
    if not delivered:
        raise UnreadableFile(
            _("“%(name)s” holds no texts. Download the page’s file here once more and fill that one in.")
            % {"name": name}
        )
    return delivered


def _entries(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_too_much(entries)
            for entry in entries:
                yield entry.filename, archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
        raise UnreadableFile(
            _("The ZIP file is damaged or locked with a password. Make it again without a password.")
        ) from error


def _refuse_too_much(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > FILES:
        raise UnreadableFile(_("The ZIP file holds more than %(count)d files. Upload it in parts.") % {"count": FILES})
    if sum(entry.file_size for entry in entries) > FILE_MB * MEGABYTE:
        raise UnreadableFile(
            _("The files in the ZIP file are larger than %(size)d MB together. Upload it in parts.") % {"size": FILE_MB}
        )
